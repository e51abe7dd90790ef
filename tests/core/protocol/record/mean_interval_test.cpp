// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/mean_interval.h"

#include "core/random/counter_random.h"
#include "core/random/normal.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// golden_series() of tests/statistics/coverage.py.
std::vector<double> goldenSeries(std::size_t count, double correlation) {
  std::uint64_t state = 1;
  double value = 0.0;
  std::vector<double> series;
  for (std::size_t i = 0; i < count; ++i) {
    state = (1103515245U * state + 12345U) % (1ULL << 31U);
    value = correlation * value + static_cast<double>(state) / 2147483648.0 - 0.25;
    series.push_back(value);
  }
  return series;
}

struct GoldenInterval {
  std::size_t window, count;
  double correlation, mean, half_width, assumed;
};

// By "coverage.py --golden", which integrates Student's density instead.
constexpr GoldenInterval kGoldenIntervals[] = {
    {20, 20, 0.0, 0.2398762492, 0.2670726263, 0.5634038661},
    {20, 20, 0.5, 0.4299780525, 4.0468817372, 0.9800000000},
    {20, 20, 0.8, 0.8152887940, 6.0223172585, 0.9800000000},
    {20, 20, 0.95, 1.4689999576, 10.4690718803, 0.9800000000},
    {20, 80, 0.0, 0.1723129848, 0.1249143262, 0.1170917849},
    {20, 80, 0.5, 0.3352425530, 0.2980263642, 0.6635758959},
    {20, 80, 0.8, 0.8916665897, 1.7501182936, 0.9428502997},
    {20, 80, 0.95, 4.6245148107, 5.6337572167, 0.9800000000},
    {40, 40, 0.0, 0.2936143487, 0.1409847046, 0.4521798370},
    {40, 40, 0.5, 0.5710160266, 2.3451990986, 0.9707038386},
    {40, 40, 0.8, 1.3081097831, 5.4118974120, 0.9800000000},
    {40, 40, 0.95, 3.1533131340, 15.4113881837, 0.9800000000},
    {40, 160, 0.0, 0.2662458889, 0.0883311922, 0.0401950624},
    {40, 160, 0.5, 0.5549118529, 0.1894752334, 0.5846246769},
    {40, 160, 0.8, 1.4195147253, 0.6276195684, 0.8775771042},
    {40, 160, 0.95, 5.5472074353, 1.5900302121, 0.9437134189},
    {80, 80, 0.0, 0.2537819657, 0.0753734427, 0.1925316895},
    {80, 80, 0.5, 0.5048995100, 0.1978091622, 0.7262004790},
    {80, 80, 0.8, 1.2385479461, 3.1184720130, 0.9800000000},
    {80, 80, 0.95, 4.1719932306, 9.7956433726, 0.9800000000},
    {200, 200, 0.0, 0.2558340510, 0.0416355664, 0.0927056187},
    {200, 200, 0.5, 0.5114533331, 0.0941279815, 0.6239931591},
    {200, 200, 0.8, 1.2601248089, 0.3189219419, 0.8974830777},
    {200, 200, 0.95, 4.6629174402, 3.1858422797, 0.9800000000},
};

TEST(MeanInterval, IsThatOfTheScriptThatMeasuresIt) {
  for (const GoldenInterval& golden : kGoldenIntervals) {
    const auto interval =
        meanInterval(goldenSeries(golden.count, golden.correlation), golden.window);
    ASSERT_TRUE(interval);
    EXPECT_NEAR(interval->mean, golden.mean, 1e-9) << golden.count << " " << golden.correlation;
    EXPECT_NEAR(interval->half_width, golden.half_width, 1e-6 * golden.half_width);
    EXPECT_NEAR(interval->correlation, golden.assumed, 1e-9);
    EXPECT_EQ(interval->at_least, golden.assumed >= kMostCorrelation);
  }
}

TEST(StudentQuantile, IsThatOfTheTables) {
  EXPECT_NEAR(studentQuantile(1.0), 12.7062047, 1e-6);
  EXPECT_NEAR(studentQuantile(2.0), 4.3026527, 1e-6);
  EXPECT_NEAR(studentQuantile(3.0), 3.1824463, 1e-6);
  EXPECT_NEAR(studentQuantile(7.3), 2.3450667, 1e-6);  // by the script
  EXPECT_NEAR(studentQuantile(19.0), 2.0930241, 1e-6);
  EXPECT_NEAR(studentQuantile(199.0), 1.9719565, 1e-6);
}

struct Measured {
  double covered = 0.0;   ///< share of the intervals with the true mean
  double at_least = 0.0;  ///< share of those with open ends
};

/// Intervals of `series` autoregressions around 0 that begin in their stationary distribution.
Measured measured(double correlation, std::size_t window, int series, std::size_t count = 0) {
  count = std::max(count, window);
  CounterRandom random(7, static_cast<std::uint64_t>(1000.0 * correlation) + count);
  const double step = std::sqrt(1.0 - correlation * correlation);
  Measured result;
  std::vector<double> values(count);
  for (int i = 0; i < series; ++i) {
    double value = normal(random);
    for (double& each : values) {
      each = value;
      value = correlation * value + step * normal(random);
    }
    const auto interval = meanInterval(values, window);
    if (!interval->excludesZero()) result.covered += 1.0 / series;
    if (interval->at_least) result.at_least += 1.0 / series;
  }
  return result;
}

// 4,000 series have a standard error of 0.4 %.
TEST(MeanInterval, CoversTheTrueMeanOfCorrelatedDifferences) {
  for (const double correlation : {0.0, 0.5, 0.8, 0.9}) {
    EXPECT_GE(measured(correlation, 40, 4000).covered, 0.92) << correlation;
  }
  EXPECT_GE(measured(0.9, 20, 4000).covered, 0.92);
  EXPECT_GE(measured(0.9, 80, 4000).covered, 0.92);
  EXPECT_GE(measured(0.9, 20, 4000, 80).covered, 0.92);
  EXPECT_GE(measured(0.9, 40, 4000, 160).covered, 0.92);
}

TEST(MeanInterval, ExcludesZeroInAtMostEightOfAHundredEqualPairs) {
  for (const std::size_t window : {std::size_t{20}, std::size_t{40}, std::size_t{200}}) {
    for (const double correlation : {0.0, 0.7, 0.9, 0.95, 0.98}) {
      for (const std::size_t known : {window, kHistory * window}) {
        EXPECT_LE(1.0 - measured(correlation, window, 4000, known).covered, 0.08)
            << window << " of " << known << ", " << correlation;
      }
    }
  }
}

TEST(MeanInterval, HasOpenEndsOnlyWhereNeighborsAreAlmostEqual) {
  EXPECT_LT(measured(0.0, 40, 500).at_least, 0.01);
  EXPECT_LT(measured(0.5, 80, 500).at_least, 0.01);
  EXPECT_GT(measured(0.98, 40, 500).at_least, 0.7);
}

TEST(MeanInterval, IsNotUselesslyWideWhereNothingIsCorrelated) {
  CounterRandom random(3, 1);
  std::vector<double> values(40);
  double widths = 0.0;
  for (int i = 0; i < 500; ++i) {
    for (double& value : values) value = normal(random);
    widths += meanInterval(values, 40)->half_width / 500;
  }
  EXPECT_LT(widths, 1.35 * 1.96 / std::sqrt(40.0));
}

TEST(MeanInterval, NeedsTwentyFiniteDifferences) {
  std::vector<double> values = goldenSeries(20, 0.0);
  EXPECT_TRUE(meanInterval(values, 20));
  EXPECT_FALSE(meanInterval(values, 19));
  EXPECT_FALSE(meanInterval(std::span(values).first(19), 20));
  EXPECT_FALSE(meanInterval({}, 20));
  for (const double bad :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    values[7] = bad;
    EXPECT_FALSE(meanInterval(values, 20));
  }
}

TEST(MeanInterval, OfEqualDifferencesIsAPoint) {
  for (const double value : {0.0, 0.1, -3.7e-12, 1e300}) {
    const auto interval = meanInterval(std::vector<double>(40, value), 40);
    ASSERT_TRUE(interval);
    EXPECT_NEAR(interval->mean, value, 1e-12 * std::abs(value));
    EXPECT_EQ(interval->half_width, 0.0);
    EXPECT_EQ(interval->excludesZero(), value != 0.0);
  }
}

TEST(MeanInterval, ScalesWithTheDifferences) {
  const std::vector<double> values = goldenSeries(40, 0.5);
  const double half_width = meanInterval(values, 40)->half_width;
  for (const double scale : {1e-200, 1e200}) {
    std::vector<double> scaled = values;
    for (double& value : scaled) value *= scale;
    EXPECT_NEAR(meanInterval(scaled, 40)->half_width / scale, half_width, 1e-9 * half_width);
  }
}

TEST(MeanInterval, OfASteadyTrendHasOpenEnds) {
  std::vector<double> values;
  for (int i = 0; i < 40; ++i) values.push_back(0.01 * i);
  EXPECT_TRUE(meanInterval(values, 40)->at_least);
}

}  // namespace
}  // namespace emascope
