// SPDX-License-Identifier: Apache-2.0
//
// Count, mean and deviation of a sequence of numbers, in double. Merges two as in Chan, Golub and
// LeVeque (1979).
#pragma once

#include <cmath>
#include <limits>

namespace emascope {

struct Moments {
  double count = 0.0;
  double mean = 0.0;
  double squares = 0.0;  ///< sum of squared differences from the mean

  void add(double value) {
    count += 1.0;
    const double off = value - mean;
    mean += off / count;
    squares += off * (value - mean);
  }
  void add(const Moments& other) {
    if (other.count == 0.0) return;
    const double all = count + other.count;
    const double off = other.mean - mean;
    squares += other.squares + off * off * count * other.count / all;
    mean += off * other.count / all;
    count = all;
  }

  /// Standard deviation of the numbers; 0 if there are none.
  [[nodiscard]] double deviation() const { return count > 0.0 ? std::sqrt(squares / count) : 0.0; }
  /// Whether all numbers are equal up to float32 rounding at their mean.
  [[nodiscard]] bool constant() const {
    return deviation() <= std::abs(mean) * double{std::numeric_limits<float>::epsilon()};
  }
  /// Whether the deviation is so small that 1 / deviation exceeds float32.
  [[nodiscard]] bool beyondScaling() const {
    return !constant() && 1.0 / deviation() > double{std::numeric_limits<float>::max()};
  }
};

}  // namespace emascope
