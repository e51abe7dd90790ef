// SPDX-License-Identifier: Apache-2.0
//
// What a decay means, both ways: plain double arithmetic.
#pragma once

namespace emascope {

/// Updates after which a weight has halved: ln 2 / -ln beta. 0 for beta <= 0, infinity for >= 1.
[[nodiscard]] double halfLife(double beta);

/// The decay with that half-life, 2^(-1/half_life). @pre half_life > 0
[[nodiscard]] double betaOfHalfLife(double half_life);

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

}  // namespace emascope
