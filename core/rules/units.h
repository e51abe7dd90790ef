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

/// -log10(1 - beta): the scale on which decays are spread evenly; 0.9 -> 1, 0.999 -> 3. Clamped to
/// [0, 12] for beta outside [0, 1 - 1e-12].
[[nodiscard]] double decayScale(double beta);
[[nodiscard]] double betaOfDecayScale(double scale);

}  // namespace emascope
