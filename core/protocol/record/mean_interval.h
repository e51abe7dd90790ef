// SPDX-License-Identifier: Apache-2.0
//
// The mean of the last of consecutive differences, and how far the true mean may be from it. In:
// differences of two losses at the same evaluations, oldest first; they are correlated from one
// evaluation to the next, so 40 of them may say no more than three independent ones. Earlier
// differences than those averaged help to estimate that correlation. Out: the mean and the
// half-width of a 95 % interval. docs/verdicts.md has the formula, its sources, and the measured
// coverage. Plain values; rejects fewer than kFewestForInterval differences and values that are not
// finite.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace emascope {

inline constexpr std::size_t kFewestForInterval = 20;
/// So many times the averaged differences are of use, for the correlation.
inline constexpr std::size_t kHistory = 4;
/// The highest correlation between neighbors for which the interval is computed.
inline constexpr double kMostCorrelation = 0.98;

struct MeanInterval {
  double mean = 0.0;
  double half_width = 0.0;  ///< of the nominal 95 % interval; 0 if all differences are equal
  /// The correlation is kMostCorrelation or more: the true half-width may be larger.
  bool at_least = false;
  /// The correlation between neighbors that was assumed: at the upper end of what is likely, 0 to
  /// kMostCorrelation.
  double correlation = 0.0;

  /// Whether a mean of 0 is outside the interval.
  [[nodiscard]] bool excludesZero() const { return mean > half_width || mean < -half_width; }
};

/// Of the last `window` of `differences`, or of all if they are fewer. None if there are too few of
/// these, or if one of `differences` is not finite.
[[nodiscard]] std::optional<MeanInterval> meanInterval(std::span<const double> differences,
                                                       std::size_t window);

/// Student's t that 2.5 % exceed. @pre degrees >= 1; need not be an integer
[[nodiscard]] double studentQuantile(double degrees);

}  // namespace emascope
