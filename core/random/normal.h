// SPDX-License-Identifier: Apache-2.0
//
// Normally distributed numbers from a CounterRandom, which advances by two positions for each: Box
// and Muller, "A note on the generation of random normal deviates" (1958), the cosine half.
#pragma once

#include "core/random/counter_random.h"

#include <cmath>
#include <numbers>

namespace emascope {

/// Mean 0, variance 1.
[[nodiscard]] inline double normal(CounterRandom& random) {
  const double length = std::sqrt(-2.0 * std::log1p(-random.uniform()));
  return length * std::cos(2.0 * std::numbers::pi * random.uniform());
}

}  // namespace emascope
