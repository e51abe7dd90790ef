// SPDX-License-Identifier: Apache-2.0
//
// One average of the weights: its name, its rule, and what becomes of the model's buffers.
#pragma once

#include "core/rules/param_spec.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace emascope {

inline constexpr std::size_t kMostTracks = 64;
inline constexpr std::size_t kLongestLabel = 32;

/// Float buffers (BatchNorm statistics) of a track: the raw model's, or averaged like the weights.
/// Integer buffers are always copied.
enum class BufferPolicy { kCopy, kAverage };
[[nodiscard]] std::string_view bufferPolicyText(BufferPolicy policy);  ///< "copy", "average"

struct TrackSpec {
  std::string label = {};  ///< [A-Za-z0-9_-]{1,32}, not "raw", "mean" or "lr"
  std::string schedule = "inverse-power";
  ParamValues params = {};  ///< absent = the schedule's initial value
  BufferPolicy buffers = BufferPolicy::kAverage;
  friend bool operator==(const TrackSpec&, const TrackSpec&) = default;
};

/// Refuses labels of the wrong characters or length and the reserved ones.
[[nodiscard]] Status checkLabel(std::string_view label);

}  // namespace emascope
