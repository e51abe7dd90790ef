// SPDX-License-Identifier: Apache-2.0
//
// The parameters that every schedule has besides its own: what becomes of buffers, zero
// initialization, the way back into the model, and whether the average stands still. They stand
// behind the schedule's own, in this order; library presets have their library's arguments instead.
#pragma once

#include "core/rules/schedule.h"

#include <span>

namespace emascope {

enum class TrackParam { kDebias, kBuffers, kBufferBatches, kFeedbackEvery, kFeedbackBeta, kFrozen };
inline constexpr std::size_t kTrackParams = 6;

/// Values of the parameter `buffers`.
enum class BufferPolicy { kAverage, kCopy, kEstimate };

[[nodiscard]] std::vector<ParamSpec> trackParams();
/// Whether `id` is one of trackParams().
[[nodiscard]] bool isTrackParam(std::string_view id);

/// @pre `values` are those of an entry of schedules()
[[nodiscard]] double trackParam(std::span<const double> values, TrackParam param);

/// The traits that follow from them.
[[nodiscard]] TrackTraits scheduleTraits(std::span<const double> values);

}  // namespace emascope
