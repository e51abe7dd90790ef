// SPDX-License-Identifier: Apache-2.0
#include "core/rules/units.h"

#include <cmath>

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
  EXPECT_NEAR(betaOfDecayScale(decayScale(0.99995)), 0.99995, 1e-12);
  EXPECT_EQ(decayScale(1.0), 12.0);
}

}  // namespace
}  // namespace emascope
