// SPDX-License-Identifier: Apache-2.0
//
// What a decay means, both ways: plain double arithmetic on one number. Everything is computed from
// the forgetting rate L = -ln beta per update, so decays within 1e-12 of 1 keep all their digits
// where 1 - beta itself is asked for. All units at once: decay_meaning.h.
#pragma once

#include "core/base/result.h"

#include <string_view>

namespace emascope {

/// -ln beta, to the last digit also near 1. Infinity at 0, 0 at 1. @pre beta in [0, 1]
[[nodiscard]] double forgettingRate(double beta);

/// Updates after which a weight has halved: ln 2 / -ln beta. 0 for beta <= 0, infinity for >= 1.
[[nodiscard]] double halfLife(double beta);

/// The decay with that half-life, 2^(-1/half_life). @pre half_life > 0
[[nodiscard]] double betaOfHalfLife(double half_life);

/// 1 - betaOfHalfLife(half_life), without the cancellation. @pre half_life > 0
[[nodiscard]] double restOfHalfLife(double half_life);

/// Mean age of what a constant decay has averaged, in updates: beta / (1 - beta); the newest has
/// age 0. @pre beta in [0, 1]
[[nodiscard]] double meanAge(double beta);
[[nodiscard]] double betaOfMeanAge(double age);  ///< age / (1 + age). @pre age >= 0

/// "The last N updates": the plain mean over N = (1 + beta) / (1 - beta) updates has the same mean
/// age and lets through the same share of the noise (it is the effective sample size 1 / sum w^2).
/// @pre beta in [0, 1]
[[nodiscard]] double window(double beta);
[[nodiscard]] double betaOfWindow(double updates);  ///< @pre updates >= 1

/// Updates after which a constant decay keeps 1/e, nearly: 1 / (1 - beta) = mean age + 1.
/// @pre beta in [0, 1]
[[nodiscard]] double timeConstant(double beta);
[[nodiscard]] double betaOfTimeConstant(double updates);  ///< @pre updates >= 1

/// The decay that keeps the half-life in steps when the stride goes from `old_every` to
/// `new_every`: beta^(new_every / old_every).
[[nodiscard]] double betaForStride(double beta, double old_every, double new_every);

/// The power-function profile of exponent `gamma` (Karras et al. 2024, arXiv 2312.02696) has a
/// standard deviation of this share of the run: sqrt((g+1) / ((g+2)^2 (g+3))). @pre gamma > -1
[[nodiscard]] double sigmaRelOfGamma(double gamma);

/// sqrt(1/12), of gamma = 0, the uniform mean: no power function with gamma >= 0 is wider.
inline constexpr double kWidestSigmaRel = 0.28867513459481287;

/// The gamma >= 0 of that width: the largest root of g^3 + 7 g^2 + (16 - S) g + (12 - S) with
/// S = sigma_rel^-2. @pre 0 < sigma_rel <= kWidestSigmaRel
[[nodiscard]] double gammaOfSigmaRel(double sigma_rel);

/// -log10(1 - beta): the scale on which decays are spread evenly; 0.9 -> 1, 0.999 -> 3. Clamped to
/// [0, 12] for beta outside [0, 1 - 1e-12].
[[nodiscard]] double decayScale(double beta);
[[nodiscard]] double betaOfDecayScale(double scale);

/// gammaOfSigmaRel() of what a user wrote: refuses anything outside (0, kWidestSigmaRel].
[[nodiscard]] Result<double> checkedGammaOfSigmaRel(double sigma_rel, std::string_view where);

/// Mean age of a power-function average as a share of the steps so far: 1 / (gamma + 2).
[[nodiscard]] double meanAgeShareOfGamma(double gamma);

/// The gamma of an average whose half-life is always that share of the steps so far (EDM2's
/// half-life ratio, torchtitan's fraction): ln 2 / share - 1. Negative for share > ln 2.
/// @pre share > 0
[[nodiscard]] double gammaOfGrowingHalfLife(double share);

/// An inverse ramp with power 1, beta = 1 - 1/(1 + n/inv_gamma), without a cap is the power
/// function with gamma = inv_gamma - 1; inv_gamma 1 is the uniform mean. @pre inv_gamma > 0
[[nodiscard]] double gammaOfInverseRamp(double inv_gamma);

/// Mean age, in steps, of an inverse ramp without cap or floor at its age `steps` (the copy that
/// the ramp began with included). Power 1: steps / (inv_gamma + 1), exact; otherwise to 1e-5
/// relative.
/// @pre power > 0, inv_gamma > 0, steps >= 0
[[nodiscard]] double rampMeanAge(double power, double inv_gamma, double steps);

/// The inv_gamma with which rampMeanAge(power, ., steps) is `age`. @pre 0 < age < steps, power > 0
[[nodiscard]] double invGammaOfMeanAge(double power, double age, double steps);

}  // namespace emascope
