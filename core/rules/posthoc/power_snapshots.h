// SPDX-License-Identifier: Apache-2.0
//
// Post-hoc averages from snapshots of power functions of which only step and exponent are known, as
// ema-pytorch and EDM2 keep them. Their weights are taken for the ideal power functions in
// continuous time, whose inner products have a closed form (Karras et al. 2024, arXiv 2312.02696,
// Algorithm 3). Where the exact history is known, projection.h is for it.
#pragma once

#include "core/rules/posthoc/synthesis.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace emascope {

/// An average with a power function for its weights.
struct PowerSnapshot {
  double step = 0.0;   ///< step at which it was taken, in any unit of time
  double gamma = 0.0;  ///< exponent
};

/// The time for a synthesis grows with the third power of their number.
inline constexpr std::size_t kMostPowerSnapshots = 2000;
/// Largest exponent of a snapshot or a target: a relative width of one billionth.
inline constexpr double kLargestPowerGamma = 1e9;

/// The combination of `snapshots` whose profile is closest to that of the average with exponent
/// `gamma` at step `at`, in the same unit. `target` is the same average: what the result is
/// measured against, and named by in errors. Snapshots after `at` are not used. Fails for more than
/// kMostPowerSnapshots, for exponents outside [0, kLargestPowerGamma], and as usableSnapshots() and
/// evaluateCandidate() do. `where` names the request in errors.
[[nodiscard]] Result<Synthesis> synthesizePowers(std::span<const PowerSnapshot> snapshots,
                                                 double gamma, const TargetProfile& target,
                                                 double at, const SynthesisOptions& options,
                                                 std::string_view where);

}  // namespace emascope
