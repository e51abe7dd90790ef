// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/mcnemar.h"

#include <cmath>

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(McNemar, EqualCountsAreNoDifference) {
  EXPECT_EQ(mcnemarP(0, 0), 1.0);
  EXPECT_EQ(mcnemarP(3, 3), 1.0);
  EXPECT_EQ(mcnemarP(50'000, 50'000), 1.0);
}

// With one count 0, p is 2 / 2^n.
TEST(McNemar, OneSidedCountsHaveTheClosedForm) {
  EXPECT_EQ(mcnemarP(0, 1), 1.0);
  EXPECT_NEAR(mcnemarP(0, 5), 0.0625, 1e-14);
  EXPECT_NEAR(mcnemarP(6, 0), 0.03125, 1e-14);
  EXPECT_NEAR(mcnemarP(0, 1000) / std::ldexp(1.0, -999), 1.0, 1e-10);
}

struct Golden {
  std::int64_t first, second;
  double p;
};

// statsmodels 0.15.0 with SciPy 1.17.1: mcnemar([[0, first], [second, 0]], exact=True).pvalue. The
// sums of the binomial coefficients in fractions of whole numbers agree to 1e-13.
constexpr Golden kGolden[] = {
    {5, 34, 2.4299079086631536e-06},
    {9, 12, 0.6636238098144531},
    {1, 10, 0.01171875},
    {10, 25, 0.016673847800120715},
    {121, 59, 4.4344492637551645e-06},
    {400, 500, 0.0009564441369189373},
    {49'000, 51'000, 2.5887160383468943e-10},
};

TEST(McNemar, AgreesWithStatsmodels) {
  for (const Golden& golden : kGolden) {
    EXPECT_NEAR(mcnemarP(golden.first, golden.second) / golden.p, 1.0, 1e-9) << golden.first;
    EXPECT_EQ(mcnemarP(golden.first, golden.second), mcnemarP(golden.second, golden.first));
  }
}

// n = 100,000, ten standard deviations apart; the normal approximation with Yates' correction is
// then right to a few percent of log p.
TEST(McNemar, ManySamplesNeitherOverflowNorVanish) {
  const double p = mcnemarP(49'000, 51'000);
  const double z = (2000.0 - 1.0) / std::sqrt(100'000.0);
  EXPECT_NEAR(std::log(p) / std::log(std::erfc(z / std::sqrt(2.0))), 1.0, 1e-3);
}

TEST(McNemar, NegativeCountsAreTakenAsZero) { EXPECT_EQ(mcnemarP(-4, 6), mcnemarP(0, 6)); }

TEST(McNemar, TextNeverHidesOnWhichSideOfFivePercentItIs) {
  EXPECT_EQ(pText(2.4e-6), "p < 0.001");
  EXPECT_EQ(pText(0.0117), "p = 0.012");
  EXPECT_EQ(pText(0.0496), "p = 0.0496");
  EXPECT_EQ(pText(0.0502), "p = 0.0502");
  EXPECT_EQ(pText(0.04999), "p = 0.0499");
  EXPECT_EQ(pText(0.05), "p = 0.0500");
  EXPECT_EQ(pText(0.6636), "p = 0.66");
  EXPECT_EQ(pText(1.0), "p = 1.00");
}

}  // namespace
}  // namespace emascope
