// SPDX-License-Identifier: Apache-2.0
//
// Post-hoc averages in closed form: from snapshots of power-function tracks, the power function of
// any width at any past step. Karras et al. 2024 (EDM2, arXiv 2312.02696), appendix C. Valid only
// while the tracks really followed their gamma: after a live edit use projection.h.
#pragma once

#include "core/rules/posthoc/synthesis.h"

#include <span>
#include <string>
#include <string_view>

namespace emascope {

struct PowerSnapshot {
  std::string run = {};
  double step = 0.0;   ///< steps averaged so far, above 0
  double gamma = 0.0;  ///< of the track, 0 or more
};

/// Inner product of two profiles (their equation 151):
/// (g_a+1)(g_b+1) / ((g_a+g_b+1) max(t_a, t_b)) (min/max)^(gamma of the later one).
[[nodiscard]] double powerInnerProduct(double step_a, double gamma_a, double step_b,
                                       double gamma_b);

/// Least squares over all steps, solved in double. See usableSnapshots() for which are used and
/// SynthesisOptions for what is refused. `target` must be a power function.
[[nodiscard]] Result<Synthesis> synthesizePower(std::span<const PowerSnapshot> snapshots,
                                                std::string_view run, const TargetProfile& target,
                                                double at, const SynthesisOptions& options,
                                                std::string_view where);

}  // namespace emascope
