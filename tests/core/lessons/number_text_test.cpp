// SPDX-License-Identifier: Apache-2.0
#include "core/lessons/number_text.h"

#include <limits>

#include <gtest/gtest.h>

namespace emascope {
namespace {

std::string english(double value, LessonUnit unit) { return numberText(value, unit, "en"); }

TEST(NumberText, PrintsLossesWithThreeDigitsAndKeepsZeros) {
  EXPECT_EQ(english(0.1, LessonUnit::kLoss), "0.100");
  EXPECT_EQ(english(0.09996, LessonUnit::kLoss), "0.100");
  EXPECT_EQ(english(0.0119961, LessonUnit::kLoss), "0.0120");
  EXPECT_EQ(english(0.000297, LessonUnit::kLoss), "0.000297");
  EXPECT_EQ(english(2.166, LessonUnit::kLoss), "2.17");
  EXPECT_EQ(english(9.999, LessonUnit::kLoss), "10.0");
  EXPECT_EQ(english(12345.0, LessonUnit::kLoss), "12\u202F345");
  EXPECT_EQ(english(0.0, LessonUnit::kLoss), "0");
  EXPECT_EQ(english(1.234e-9, LessonUnit::kLoss), "1.23e-09");
  EXPECT_EQ(english(-1.5, LessonUnit::kFactor), "−1.50");
}

TEST(NumberText, PrintsPercentagesWithOneDecimalBelowTen) {
  EXPECT_EQ(english(1.44, LessonUnit::kPercent), "1.4");
  EXPECT_EQ(english(9.94, LessonUnit::kPercent), "9.9");
  EXPECT_EQ(english(9.96, LessonUnit::kPercent), "10");
  EXPECT_EQ(english(33.6, LessonUnit::kPercent), "34");
  EXPECT_EQ(english(-1.4, LessonUnit::kPercent), "−1.4");
  EXPECT_EQ(english(0.04, LessonUnit::kPercent), "less than 0.1");
  EXPECT_EQ(numberText(0.04, LessonUnit::kPercent, "de"), "weniger als 0,1");
  EXPECT_EQ(numberText(0.04, LessonUnit::kPercent, "zh"), "不到 0.1");
}

TEST(NumberText, PrintsDecaysWithFourDecimalsAndCountsWhole) {
  EXPECT_EQ(english(0.99604, LessonUnit::kDecay), "0.9960");
  EXPECT_EQ(english(31723.0, LessonUnit::kCount), "31\u202F723");
  EXPECT_EQ(english(999.0, LessonUnit::kCount), "999");
  EXPECT_EQ(english(1234567.0, LessonUnit::kCount), "1\u202F234\u202F567");
}

TEST(NumberText, WritesNumbersAsTheLanguageDoes) {
  EXPECT_EQ(numberText(31723.0, LessonUnit::kCount, "de"), "31\u202F723");
  EXPECT_EQ(numberText(31723.0, LessonUnit::kCount, "zh"), "31\u202F723");
  EXPECT_EQ(numberText(0.146, LessonUnit::kLoss, "de"), "0,146");
  EXPECT_EQ(numberText(12345.0, LessonUnit::kLoss, "de"), "12\u202F345");
}

TEST(NumberText, PrintsADashForWhatIsNoNumber) {
  EXPECT_EQ(english(std::numeric_limits<double>::infinity(), LessonUnit::kCount), "–");
  EXPECT_EQ(english(std::numeric_limits<double>::quiet_NaN(), LessonUnit::kLoss), "–");
}

}  // namespace
}  // namespace emascope
