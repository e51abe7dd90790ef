// SPDX-License-Identifier: Apache-2.0
//
// A model with the settings of its demo: one file of resources/presets/, validated. Does not depend
// on LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/protocol/spec/catalog.h"
#include "core/protocol/spec/optimizer_settings.h"

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

/// The presets of this build, the default first. Throws std::logic_error for an invalid file, which
/// the tests rule out.
[[nodiscard]] const std::vector<Preset>& presets();

/// kOwnPreset: the initial settings of a run on the user's own data.
[[nodiscard]] const Preset& ownPreset();

/// Parses a preset from JSON; `where` is the file name for errors. Refuses unknown keys, missing
/// keys and wrong types.
[[nodiscard]] Result<Preset> parsePreset(std::string_view json, std::string_view where);

}  // namespace emascope
