// SPDX-License-Identifier: Apache-2.0
//
// The learning-rate schedules by name, with what can be set of each. What they come to at a step is
// worked out by core/train/learning_rate.h.
#pragma once

#include "core/protocol/method_spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

/// constant, cosine, linear, step, exponential, one-cycle. Each has `warmup`, steps of a linear
/// rise in front of it.
[[nodiscard]] const std::vector<MethodInfo>& rateSchedules();

/// checkMethod(), and a warm-up that ends within `steps`.
[[nodiscard]] Status checkRateSchedule(const MethodSpec& spec, std::int64_t steps,
                                       const std::string& where);

}  // namespace emascope
