// SPDX-License-Identifier: Apache-2.0
//
// One average of the weights: its label, its rule, and the tensors that it treats differently.
#pragma once

#include "core/rules/param_spec.h"
#include "core/rules/track_traits.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

inline constexpr std::size_t kMostTracks = 64;
inline constexpr std::size_t kLongestLabel = 32;

struct TrackSpec {
  std::string label = {};                      ///< [A-Za-z0-9_-]{1,32}, not "raw", "mean" or "lr"
  std::string schedule = "inverse-power";      ///< a schedule's id, or a library preset's
  ParamValues params = {};                     ///< absent = the rule's initial value
  std::vector<NameSelection> selections = {};  ///< tensors by name, for the rule's name keys
  friend bool operator==(const TrackSpec&, const TrackSpec&) = default;
};

/// Refuses labels with other characters or of another length, and the reserved ones.
[[nodiscard]] Status checkLabel(std::string_view label);

}  // namespace emascope
