// SPDX-License-Identifier: Apache-2.0
//
// A model with the settings its story needs: what one file of resources/presets/ says, checked.
// Knows no LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/protocol/catalog.h"
#include "core/protocol/optimizer_settings.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace emascope {

struct Preset {
  PresetInfo info = {};  ///< info.config.lr is optimizer.lr
  OptimizerSettings optimizer = {};
  std::int64_t batch = 1;  ///< samples drawn with replacement for each step
  friend bool operator==(const Preset&, const Preset&) = default;
};

/// The presets of this build, the default first. A damaged file is found by the tests; here it
/// throws std::logic_error.
[[nodiscard]] const std::vector<Preset>& presets();

/// kOwnPreset: what a run on a person's own data begins with.
[[nodiscard]] const Preset& ownPreset();

/// One preset from its JSON text; `where` names the file in errors. Refuses unknown keys, missing
/// ones and wrong types.
[[nodiscard]] Result<Preset> parsePreset(std::string_view json, std::string_view where);

}  // namespace emascope
