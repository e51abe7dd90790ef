// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/mean_interval.h"

#include <algorithm>
#include <cmath>

namespace emascope {
namespace {

constexpr double kTails = 0.05;         // probability outside the interval, both sides
constexpr double kFewestDegrees = 2.0;  // fewer would make every interval useless
constexpr double kShortWindow = 20.0;   // the length that doubles the correction for bias
constexpr double kErrors = 1.35;        // standard errors above the estimated correlation

/// The continued fraction of the incomplete beta function, by the modified Lentz method.
double betaFraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  const auto away = [](double value) { return std::abs(value) < kTiny ? kTiny : value; };
  double c = 1.0;
  double d = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
  double result = d;
  for (int i = 1; i < 500; ++i) {
    const double m = i;
    const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
    d = 1.0 / away(1.0 + even * d);
    c = away(1.0 + even / c);
    result *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
    d = 1.0 / away(1.0 + odd * d);
    c = away(1.0 + odd / c);
    result *= d * c;
    if (std::abs(d * c - 1.0) < 1e-13) break;
  }
  return result;
}

/// The probability that |t| exceeds `t`: the incomplete beta function I_x(degrees/2, 1/2) at
/// x = degrees/(degrees + t^2) (Abramowitz and Stegun 26.7.1 and 26.5.8).
double outside(double t, double degrees) {
  const double a = 0.5 * degrees;
  const double b = 0.5;
  const double x = degrees / (degrees + t * t);
  const double y = t * t / (degrees + t * t);  // 1 - x without cancellation
  const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) +
                                a * std::log(x) + b * std::log(y));
  if (x < (a + 1.0) / (a + b + 2.0)) return front * betaFraction(a, b, x) / a;
  return 1.0 - front * betaFraction(b, a, y) / b;
}

/// Variance of the mean of n values of a first-order autoregression, times n, over their variance.
double varianceFactor(double correlation, double n) {
  const double rest = 1.0 - correlation;
  return (1.0 + correlation) / rest -
         2.0 * correlation * (1.0 - std::pow(correlation, n)) / (n * rest * rest);
}

struct Sample {
  double mean = 0.0;
  double squares = 0.0;      ///< sum of the squared distances from the mean
  double correlation = 0.0;  ///< between neighbors, relative to the mean
};

/// Of `values` in units of `unit`, so that no square overflows.
Sample sampleOf(std::span<const double> values, double unit) {
  Sample sample;
  for (const double value : values)
    sample.mean += value / unit / static_cast<double>(values.size());
  double products = 0.0;
  double previous = 0.0;
  for (const double value : values) {
    const double apart = value / unit - sample.mean;
    sample.squares += apart * apart;
    products += apart * previous;
    previous = apart;
  }
  constexpr double kRounding = 1e-28;  // of each square, if the values are equal
  if (sample.squares <= kRounding * static_cast<double>(values.size())) sample.squares = 0.0;
  if (sample.squares > 0.0) sample.correlation = products / sample.squares;
  return sample;
}

/// The correlation between neighbors at the upper end of what is likely, given that of a sample of
/// `all` values of which the last `n` are averaged.
double likelyCorrelation(double sample, double n, double all) {
  const double shortness = kShortWindow / all;
  const double bias = (1.0 + 4.0 * std::max(sample, 0.0)) / all * (1.0 + shortness * shortness);
  const double error = std::sqrt(std::max(0.0, 1.0 - sample * sample) / all);
  return sample + bias + kErrors * error * std::sqrt(n / all);
}

}  // namespace

double studentQuantile(double degrees) {
  double low = 1.9;  // the normal distribution's is 1.96, that of one degree 12.71
  double high = 13.0;
  while (high - low > 1e-9) {
    const double middle = 0.5 * (low + high);
    (outside(middle, degrees) > kTails ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

std::optional<MeanInterval> meanInterval(std::span<const double> differences, std::size_t window) {
  const std::span<const double> last = differences.last(std::min(window, differences.size()));
  if (last.size() < kFewestForInterval) return std::nullopt;
  double largest = 0.0;
  for (const double value : differences) {
    if (!std::isfinite(value)) return std::nullopt;
    largest = std::max(largest, std::abs(value));
  }
  MeanInterval result;
  if (largest == 0.0) return result;
  const Sample all = sampleOf(differences, largest);
  const Sample own = sampleOf(last, largest);
  result.mean = own.mean * largest;
  if (own.squares == 0.0) return result;
  const auto n = static_cast<double>(last.size());
  const auto known = static_cast<double>(differences.size());
  // The last ones may be more correlated than what was before; and a step or a trend before them
  // looks like correlation.
  const double by_all = std::max(likelyCorrelation(all.correlation, n, known), own.correlation);
  const double by_own = likelyCorrelation(own.correlation, n, n);
  const double rho = std::clamp(std::min(by_all, by_own), 0.0, kMostCorrelation);
  const double factor = varianceFactor(rho, n);
  const double variance = own.squares / n / (1.0 - factor / n);  // without the bias of the sample's
  const double degrees = std::max(n * (1.0 - rho * rho) / (1.0 + rho * rho) - 1.0, kFewestDegrees);
  result.half_width = studentQuantile(degrees) * std::sqrt(variance * factor / n) * largest;
  result.at_least = rho >= kMostCorrelation;
  result.correlation = rho;
  return result;
}

}  // namespace emascope
