// SPDX-License-Identifier: Apache-2.0
//
// A model with the settings its story needs: what one file of resources/presets/ says, checked.
// Knows no LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/protocol/catalog.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace emascope {

struct OptimizerSettings {
  enum class Kind { kSgd, kAdam, kAdamW };
  Kind kind = Kind::kAdam;
  double lr = 0.001;
  double momentum = 0.0;  ///< kSgd only, without dampening and not Nesterov's
  double beta1 = 0.9;     ///< kAdam, kAdamW
  double beta2 = 0.999;   ///< kAdam, kAdamW
  double eps = 1e-8;      ///< kAdam, kAdamW
  /// Added to the gradient (kSgd, kAdam), or taken off the weights, times lr (kAdamW).
  double weight_decay = 0.0;
  friend bool operator==(const OptimizerSettings&, const OptimizerSettings&) = default;
};

struct Preset {
  PresetInfo info = {};  ///< info.config.lr is optimizer.lr
  OptimizerSettings optimizer = {};
  std::int64_t batch = 1;  ///< samples drawn with replacement for each step
  friend bool operator==(const Preset&, const Preset&) = default;
};

/// The presets of this build, the default first. A damaged file is found by the tests; here it
/// throws std::logic_error.
[[nodiscard]] const std::vector<Preset>& presets();

/// One preset from its JSON text; `where` names the file in errors. Refuses unknown keys, missing
/// ones and wrong types.
[[nodiscard]] Result<Preset> parsePreset(std::string_view json, std::string_view where);

}  // namespace emascope
