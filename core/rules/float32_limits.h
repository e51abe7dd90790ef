// SPDX-License-Identifier: Apache-2.0
//
// Limits of averages kept in float32: an update smaller than half the distance to the next float is
// rounded away, so an average with a decay close to 1 stalls before it reaches the weights.
// Averages kept in double (`smooth`) do not need these checks.
#pragma once

#include "core/rules/rule_clock.h"

#include <span>
#include <string_view>

namespace emascope {

/// Minimum of 1 - beta for a float32 average, for decays that do not grow with the number of states
/// averaged.
inline constexpr double kLeastFloat32Rate = 1e-6;

/// Fails if the decay stays between 1 - kLeastFloat32Rate and 1 (exclusive) from at most 100,000
/// steps after the warm-up on, or from the end of a shorter run on: a constant decay, a floor, a
/// ramp or a cap the run reaches. A constant decay of 1 (the average never changes) is accepted,
/// and so are decays that get there later: a uniform mean does after a million states, whose
/// further contributions are negligible. The error names the argument to change. Always Ok if the
/// rule needs a length that `run` does not give.
[[nodiscard]] Status checkForFloat32(const ScheduleEntry& rule, std::span<const double> values,
                                     std::string_view where, RunLength run = {});

}  // namespace emascope
