// SPDX-License-Identifier: Apache-2.0
//
// The parameters that every schedule has in addition to its own: buffers, zero initialization,
// feedback into the model, and freezing. They follow the schedule's own parameters, in this order.
// Library presets have their library's arguments instead.
#pragma once

#include "core/rules/schedule.h"

#include <span>

namespace emascope {

/// The parameters, in their order: debias, buffers, buffer_batches, feedback_every, feedback_beta,
/// frozen.
enum class TrackParam { kDebias, kBuffers, kBufferBatches, kFeedbackEvery, kFeedbackBeta, kFrozen };
/// Number of these parameters.
inline constexpr std::size_t kTrackParams = 6;

/// Values of the parameter `buffers`.
enum class BufferPolicy { kAverage, kCopy, kEstimate };

/// Their descriptions, in the order of TrackParam.
[[nodiscard]] std::vector<ParamSpec> trackParams();
/// Whether `id` is the id of one of trackParams().
[[nodiscard]] bool isTrackParam(std::string_view id);

/// The value of `param` among the values of a schedule. @pre `values` belong to an entry of
/// schedules()
[[nodiscard]] double trackParam(std::span<const double> values, TrackParam param);

/// The traits determined by these parameters.
[[nodiscard]] TrackTraits scheduleTraits(std::span<const double> values);

}  // namespace emascope
