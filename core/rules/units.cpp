// SPDX-License-Identifier: Apache-2.0
#include "core/rules/units.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace emascope {

double halfLife(double beta) {
  if (beta <= 0.0) return 0.0;
  if (beta >= 1.0) return std::numeric_limits<double>::infinity();
  return std::numbers::ln2 / -std::log(beta);
}

double betaOfHalfLife(double half_life) { return std::exp2(-1.0 / half_life); }

double betaForStride(double beta, double old_every, double new_every) {
  return std::pow(beta, new_every / old_every);
}

double sigmaRelOfGamma(double gamma) {
  return std::sqrt((gamma + 1.0) / (gamma + 3.0)) / (gamma + 2.0);
}

// Newton from above: the cubic is convex there, so every step lands between the root and the last.
double gammaOfSigmaRel(double sigma_rel) {
  const double precision = 1.0 / (sigma_rel * sigma_rel);
  double gamma = 1.0 / sigma_rel;
  for (int i = 0; i < 100; ++i) {
    const double value = ((gamma + 7.0) * gamma + (16.0 - precision)) * gamma + (12.0 - precision);
    const double slope = (3.0 * gamma + 14.0) * gamma + (16.0 - precision);
    const double next = gamma - value / slope;
    if (!(next < gamma)) break;
    gamma = next;
  }
  return std::max(gamma, 0.0);
}

double decayScale(double beta) { return std::clamp(-std::log10(1.0 - beta), 0.0, 12.0); }

double betaOfDecayScale(double scale) { return 1.0 - std::pow(10.0, -scale); }

}  // namespace emascope
