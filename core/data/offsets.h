// SPDX-License-Identifier: Apache-2.0
//
// What is subtracted from numbers in double before they become float32, where float32 alone would
// lose what tells them apart: consecutive Unix seconds, a target of 1e8 with noise.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace emascope {

/// The range of some numbers that mean the same. NaN and infinities are not looked at.
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
  /// The least of the numbers, if float32 has to round some of them and they lie further from 0
  /// than kFar of their ranges: then at least 8 of its 24 bits would be lost. 0 otherwise, so that
  /// numbers stay as they are in the file. Differences of whole numbers stay whole.
  [[nodiscard]] double offset() const {
    constexpr double kFar = 256.0;
    if (!rounded_ || !(most_ >= least_)) return 0.0;
    const double farthest = std::max(std::abs(least_), std::abs(most_));
    return farthest > kFar * (most_ - least_) ? least_ : 0.0;
  }

 private:
  double least_ = std::numeric_limits<double>::infinity();
  double most_ = -std::numeric_limits<double>::infinity();
  bool rounded_ = false;  ///< float32 has not all of them exactly
};

}  // namespace emascope
