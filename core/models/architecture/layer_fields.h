// SPDX-License-Identifier: Apache-2.0
//
// Table of the settings that each kind of layer has. Used by the parser, the writer and the error
// message that lists what is allowed.
#pragma once

#include "core/models/architecture/architecture.h"

#include <string_view>
#include <variant>
#include <vector>

namespace emascope {

struct LayerField {
  using Member = std::variant<std::int64_t Layer::*, double Layer::*, bool Layer::*,
                              HeightWidth Layer::*, std::vector<Layer> Layer::*>;
  std::string_view key = {};
  Member member = {};
  bool required = false;
  double least = 0.0;  ///< smallest allowed number
  double most = static_cast<double>(kLargestSetting);
};

struct LayerInfo {
  LayerKind kind = LayerKind::kRelu;
  std::string_view text = {};
  std::vector<LayerField> fields = {};
};

/// In the order of LayerKind.
[[nodiscard]] const std::vector<LayerInfo>& layerInfos();

}  // namespace emascope
