// SPDX-License-Identifier: Apache-2.0
//
// What float32 averages cannot do: an update that is smaller than half the distance to the next
// float is rounded away, so an average with a decay next to 1 stands still short of the weights.
// Averages kept in double (`smooth`) need not ask here.
#pragma once

#include "core/rules/rule_clock.h"

#include <span>
#include <string_view>

namespace emascope {

/// The least an update of a float32 average may take of the online weights, 1 - beta, at a decay
/// that does not grow with the number of states averaged.
inline constexpr double kLeastFloat32Rate = 1e-6;

/// Refuses values whose decay is between 1 - kLeastFloat32Rate and 1 all the time from at most
/// 100,000 steps after the warm-up on, or from the end of a shorter run on: a constant one, a
/// floor, a ramp or a cap that the run comes to. Accepted are a constant 1, with which the average
/// stays as it is, and decays that come there later: a uniform mean does after a million states,
/// and what it takes no notice of then is too little to matter. The error names the argument that
/// would have to be another. Nothing is refused where `run` leaves the rule without a length that
/// it needs.
[[nodiscard]] Status checkForFloat32(const ScheduleEntry& rule, std::span<const double> values,
                                     std::string_view where, RunLength run = {});

/// How near a float32 average with the constant decay `beta` comes to a weight that stays at
/// `weight`: there its update is half an ulp and it stalls. Infinite at beta = 1.
/// @pre 0 <= beta <= 1, `weight` finite and within float32's range
[[nodiscard]] double stallDistance(double weight, double beta);

}  // namespace emascope
