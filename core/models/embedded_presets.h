// SPDX-License-Identifier: Apache-2.0
//
// The files of resources/presets/ by name, embedded at build time.
#pragma once

#include <string_view>
#include <vector>

namespace emascope {

struct EmbeddedPreset {
  std::string_view file;  ///< "two-spirals.json"
  std::string_view json;
};

[[nodiscard]] const std::vector<EmbeddedPreset>& embeddedPresets();

}  // namespace emascope
