// SPDX-License-Identifier: Apache-2.0
#include "core/rules/units.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(Units, HalfLifeAndDecayAreInverse) {
  for (const double beta : {0.5, 0.9, 0.995, 0.9999, 0.999999}) {
    EXPECT_NEAR(betaOfHalfLife(halfLife(beta)), beta, 1e-12);
  }
  EXPECT_DOUBLE_EQ(halfLife(0.5), 1.0);
  EXPECT_TRUE(std::isinf(halfLife(1.0)));
  EXPECT_EQ(halfLife(0.0), 0.0);
}

TEST(Units, AStrideKeepsTheHalfLifeInSteps) {
  EXPECT_NEAR(10.0 * halfLife(betaForStride(0.999, 1.0, 10.0)), halfLife(0.999), 1e-9);
}

TEST(Units, TheDecayScaleIsMinusLogOfTheRest) {
  EXPECT_NEAR(decayScale(0.999), 3.0, 1e-12);
  EXPECT_NEAR(1.0 - std::pow(10.0, -decayScale(0.99995)), 0.99995, 1e-12);
  EXPECT_EQ(decayScale(1.0), 12.0);
}

/// Moments of the weights (1 - beta) beta^k of a constant decay.
struct Moments {
  double age = 0.0;      ///< sum of k w_k
  double squares = 0.0;  ///< sum of w_k^2
};
Moments momentsOf(double beta) {
  Moments found;
  double weight = 1.0 - beta;
  for (int k = 0; weight > 1e-20; ++k) {
    found.age += k * weight;
    found.squares += weight * weight;
    weight *= beta;
  }
  return found;
}

TEST(Units, MeanAgeAndWindowAreThoseOfTheWeights) {
  for (const double beta : {0.0, 0.5, 0.9, 0.99, 0.999}) {
    const Moments weights = momentsOf(beta);
    EXPECT_NEAR(meanAge(beta), weights.age, 1e-9 * std::max(1.0, weights.age)) << beta;
    EXPECT_NEAR(window(beta), 1.0 / weights.squares, 1e-9 / weights.squares) << beta;
  }
}

TEST(Units, ATimeConstantIsOneUpdateMoreThanTheMeanAge) {
  for (const double beta : {0.0, 0.5, 0.9, 0.99, 0.999}) {
    EXPECT_NEAR(timeConstant(beta), meanAge(beta) + 1.0, 1e-9) << beta;
  }
  EXPECT_NEAR(std::pow(0.9999, timeConstant(0.9999)), std::exp(-1.0), 1e-4);
}

TEST(Units, MeanAgeWindowAndTimeConstantHaveInverses) {
  for (const double beta : {0.0, 0.5, 0.9, 0.995, 0.9999, 0.999999}) {
    EXPECT_NEAR(betaOfMeanAge(meanAge(beta)), beta, 1e-12);
    EXPECT_NEAR(betaOfWindow(window(beta)), beta, 1e-12);
    EXPECT_NEAR(betaOfTimeConstant(timeConstant(beta)), beta, 1e-12);
  }
  EXPECT_EQ(betaOfMeanAge(1.0), 0.5);
  EXPECT_EQ(betaOfWindow(3.0), 0.5);
  EXPECT_EQ(betaOfTimeConstant(2.0), 0.5);
  constexpr double kForever = std::numeric_limits<double>::infinity();
  for (const auto betaOf : {betaOfMeanAge, betaOfWindow, betaOfTimeConstant}) {
    EXPECT_EQ(betaOf(kForever), 1.0);
  }
}

}  // namespace
}  // namespace emascope
