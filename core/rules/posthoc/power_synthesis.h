// SPDX-License-Identifier: Apache-2.0
//
// Post-hoc averages in closed form: synthesizes a power-function average of any width at any past
// step from snapshots of power-function tracks. Karras et al. 2024 (EDM2, arXiv 2312.02696),
// appendix C. Valid only if the tracks followed their gamma throughout; after a live edit use
// projection.h.
#pragma once

#include "core/rules/posthoc/synthesis.h"

#include <span>
#include <string>
#include <string_view>

namespace emascope {

/// A snapshot of a power-function average.
struct PowerSnapshot {
  std::string run = {};  ///< name of the run it is from
  double step = 0.0;     ///< steps averaged so far, above 0
  double gamma = 0.0;    ///< the track's exponent, 0 or more
};

/// Inner product of two profiles (their equation 151):
/// (g_a+1)(g_b+1) / ((g_a+g_b+1) max(t_a, t_b)) (min/max)^(gamma of the later one).
[[nodiscard]] double powerInnerProduct(double step_a, double gamma_a, double step_b,
                                       double gamma_b);

/// Least squares over all steps, solved in double. usableSnapshots() selects the snapshots;
/// SynthesisOptions sets the limits of acceptance. `target` must be a power function.
[[nodiscard]] Result<Synthesis> synthesizePower(std::span<const PowerSnapshot> snapshots,
                                                std::string_view run, const TargetProfile& target,
                                                double at, const SynthesisOptions& options,
                                                std::string_view where);

}  // namespace emascope
