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

double decayScale(double beta) { return std::clamp(-std::log10(1.0 - beta), 0.0, 12.0); }

double betaOfDecayScale(double scale) { return 1.0 - std::pow(10.0, -scale); }

}  // namespace emascope
