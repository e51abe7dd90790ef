// SPDX-License-Identifier: Apache-2.0
//
// The table of learning-rate schedules and their parameters. core/train/learning_rate.h evaluates
// them.
#pragma once

#include "core/protocol/spec/method_spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

/// constant, cosine, linear, step, exponential, one-cycle. Each has `warmup`, the number of steps
/// of a linear warm-up before it.
[[nodiscard]] const std::vector<MethodInfo>& rateSchedules();

/// checkMethod(); also refuses a warm-up that does not end within `steps`.
[[nodiscard]] Status checkRateSchedule(const MethodSpec& spec, std::int64_t steps,
                                       const std::string& where);

}  // namespace emascope
