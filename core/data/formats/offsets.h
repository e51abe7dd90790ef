// SPDX-License-Identifier: Apache-2.0
//
// Offsets subtracted from numbers in double before they become float32, if float32 could not
// otherwise distinguish them: consecutive Unix seconds, a target of 1e8 with noise.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace emascope {

/// The range of numbers with a common meaning. Ignores NaN and infinities.
class NumberRange {
 public:
  void add(double value) {
    if (!std::isfinite(value)) return;
    least_ = std::min(least_, value);
    most_ = std::max(most_, value);
    rounded_ = rounded_ || static_cast<double>(static_cast<float>(value)) != value;
  }
  void add(const NumberRange& other) {
    least_ = std::min(least_, other.least_);
    most_ = std::max(most_, other.most_);
    rounded_ = rounded_ || other.rounded_;
  }
  /// The smallest number, if float32 must round some of the numbers and they are farther from 0
  /// than kFar times their range, so that at least 8 of its 24 bits would be lost, and farther than
  /// `least`. Otherwise 0, so that the numbers stay as in the file. Differences of integers stay
  /// integers.
  [[nodiscard]] double offset(double least = 0.0) const {
    constexpr double kFar = 256.0;
    if (!rounded_ || !(most_ >= least_)) return 0.0;
    const double farthest = std::max(std::abs(least_), std::abs(most_));
    return farthest > least && farthest > kFar * (most_ - least_) ? least_ : 0.0;
  }

 private:
  double least_ = std::numeric_limits<double>::infinity();
  double most_ = -std::numeric_limits<double>::infinity();
  bool rounded_ = false;  ///< float32 cannot represent all of them exactly
};

}  // namespace emascope
