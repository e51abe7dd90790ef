// SPDX-License-Identifier: Apache-2.0
//
// Count, mean and spread of numbers that come one after the other, in double. Two are merged as by
// Chan, Golub and LeVeque (1979).
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

  /// Of all numbers; 0 of none.
  [[nodiscard]] double deviation() const { return count > 0.0 ? std::sqrt(squares / count) : 0.0; }
  /// All are the same, or differ by less than float32 resolves at that mean: by rounding alone.
  [[nodiscard]] bool constant() const {
    return deviation() <= std::abs(mean) * double{std::numeric_limits<float>::epsilon()};
  }
  /// They differ by so little that 1 / deviation is beyond float32.
  [[nodiscard]] bool beyondScaling() const {
    return !constant() && 1.0 / deviation() > double{std::numeric_limits<float>::max()};
  }
};

}  // namespace emascope
