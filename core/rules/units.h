// SPDX-License-Identifier: Apache-2.0
//
// Conversions between decays and other units, in plain double arithmetic. Everything is computed
// from the forgetting rate L = -ln beta per update, so decays within 1e-12 of 1 keep all digits
// where 1 - beta is needed. For all units at once see decay_meaning.h.
#pragma once

#include "core/base/result.h"

#include <string_view>

namespace emascope {

/// -ln beta, to full precision also near 1. Infinity at 0, 0 at 1. @pre beta in [0, 1]
[[nodiscard]] double forgettingRate(double beta);

/// Number of updates after which a weight has halved: ln 2 / -ln beta. 0 for beta <= 0, infinity
/// for >= 1.
[[nodiscard]] double halfLife(double beta);

/// The decay with half-life `half_life` (in updates), 2^(-1/half_life). @pre half_life > 0
[[nodiscard]] double betaOfHalfLife(double half_life);

/// 1 - betaOfHalfLife(half_life), without cancellation. @pre half_life > 0
[[nodiscard]] double restOfHalfLife(double half_life);

/// Mean age, in updates, of a constant decay's weights: beta / (1 - beta). The newest state has age
/// 0. @pre beta in [0, 1]
[[nodiscard]] double meanAge(double beta);
[[nodiscard]] double betaOfMeanAge(double age);  ///< age / (1 + age). @pre age >= 0

/// "The last N updates": the plain mean over N = (1 + beta) / (1 - beta) updates has the same mean
/// age and the same noise reduction (N is the effective sample size 1 / sum w^2).
/// @pre beta in [0, 1]
[[nodiscard]] double window(double beta);
[[nodiscard]] double betaOfWindow(double updates);  ///< @pre updates >= 1

/// Number of updates after which a constant decay keeps about 1/e: 1 / (1 - beta) = mean age + 1.
/// @pre beta in [0, 1]
[[nodiscard]] double timeConstant(double beta);
[[nodiscard]] double betaOfTimeConstant(double updates);  ///< @pre updates >= 1

/// The decay that keeps the half-life in steps when the stride changes from `old_every` to
/// `new_every`: beta^(new_every / old_every).
[[nodiscard]] double betaForStride(double beta, double old_every, double new_every);

/// Relative width (standard deviation as a fraction of the run) of the power-function profile with
/// exponent `gamma` (Karras et al. 2024, arXiv 2312.02696): sqrt((g+1) / ((g+2)^2 (g+3))). @pre
/// gamma > -1
[[nodiscard]] double sigmaRelOfGamma(double gamma);

/// sqrt(1/12): the width of gamma = 0, the uniform mean, and the largest width for gamma >= 0.
inline constexpr double kWidestSigmaRel = 0.28867513459481287;

/// The gamma >= 0 with that relative width: the largest root of
/// g^3 + 7 g^2 + (16 - S) g + (12 - S) with S = sigma_rel^-2. @pre 0 < sigma_rel <= kWidestSigmaRel
[[nodiscard]] double gammaOfSigmaRel(double sigma_rel);

/// -log10(1 - beta): a scale with evenly spread decays; 0.9 -> 1, 0.999 -> 3. Clamped to [0, 12]
/// for beta outside [0, 1 - 1e-12].
[[nodiscard]] double decayScale(double beta);

/// gammaOfSigmaRel() for user input: fails for values outside (0, kWidestSigmaRel].
[[nodiscard]] Result<double> checkedGammaOfSigmaRel(double sigma_rel, std::string_view where);

/// Mean age of a power-function average as a fraction of the steps so far: 1 / (gamma + 2).
[[nodiscard]] double meanAgeShareOfGamma(double gamma);

/// Mean age, in steps, of an inverse ramp without cap or floor after `steps` steps (including its
/// initial copy). Power 1: steps / (inv_gamma + 1), exact; otherwise accurate to 1e-5 relative.
/// @pre power > 0, inv_gamma > 0, steps >= 0
[[nodiscard]] double rampMeanAge(double power, double inv_gamma, double steps);

/// The inv_gamma for which rampMeanAge(power, ., steps) is `age`. @pre 0 < age < steps, power > 0
[[nodiscard]] double invGammaOfMeanAge(double power, double age, double steps);

}  // namespace emascope
