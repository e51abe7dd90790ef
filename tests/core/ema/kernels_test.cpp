// SPDX-License-Identifier: Apache-2.0
#include "core/ema/kernels.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

std::vector<float> wave(std::size_t count, double phase) {
  std::vector<float> values(count);
  for (std::size_t i = 0; i < count; ++i) {
    values[i] = static_cast<float>(std::sin(phase + 0.37 * static_cast<double>(i)));
  }
  return values;
}

class Kernels : public testing::TestWithParam<std::size_t> {};

TEST_P(Kernels, BlendAgreesWithDoubleArithmetic) {
  const std::size_t count = GetParam();
  const auto online = wave(count, 0.1);
  const std::vector<double> betas = {0.0, 0.5, 0.999, 0.99999};
  std::vector<std::vector<float>> averages;
  std::vector<float*> pointers;
  std::vector<float> rates;
  for (std::size_t k = 0; k < betas.size(); ++k) {
    averages.push_back(wave(count, 1.0 + static_cast<double>(k)));
    rates.push_back(static_cast<float>(1.0 - betas[k]));
  }
  const auto before = averages;
  for (auto& average : averages) pointers.push_back(average.data());
  blendAverages(pointers, rates, online.data(), count);
  for (std::size_t k = 0; k < betas.size(); ++k) {
    for (std::size_t i = 0; i < count; ++i) {
      const double expected = betas[k] * before[k][i] + (1.0 - betas[k]) * online[i];
      ASSERT_NEAR(averages[k][i], expected, 2e-7) << "track " << k << " value " << i;
    }
  }
}

TEST_P(Kernels, FindANonFiniteValueAnywhere) {
  const std::size_t count = GetParam();
  auto values = wave(count, 0.3);
  EXPECT_TRUE(allFinite(values.data(), count));
  const float bad[] = {std::numeric_limits<float>::infinity(),
                       -std::numeric_limits<float>::infinity(),
                       std::numeric_limits<float>::quiet_NaN()};
  for (std::size_t i = 0; i < count; ++i) {
    const float good = std::exchange(values[i], bad[i % 3]);
    ASSERT_FALSE(allFinite(values.data(), count)) << "value " << i;
    values[i] = good;
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, Kernels,
                         testing::Values(0, 1, 3, 4, 5, 255, 256, 257, 1023, 1024, 1025, 4096,
                                         4097));

TEST(Kernels, TheLargestFloatIsFinite) {
  const float values[] = {std::numeric_limits<float>::max(), std::numeric_limits<float>::lowest()};
  EXPECT_TRUE(allFinite(values, 2));
}

TEST(Kernels, BlendOfTheLargestAveragedValuesStaysFinite) {
  const float largest = std::nextafter(kLargestAveraged, 0.0F);
  float average = -largest;
  float* const averages = &average;
  const float rate = 1.0F;
  blendAverages({&averages, 1}, {&rate, 1}, &largest, 1);
  EXPECT_TRUE(allBelow(&average, 1, std::numeric_limits<float>::infinity()));
  EXPECT_TRUE(allBelow(&largest, 1, kLargestAveraged));
  EXPECT_FALSE(allBelow(&kLargestAveraged, 1, kLargestAveraged));
}

TEST(Kernels, BlendStaysWithinItsArrays) {
  std::vector<float> average(1030, 7.0F);
  const std::vector<float> online(1030, 1.0F);
  float* const middle = average.data() + 1;
  const float rate = 0.5F;
  blendAverages({&middle, 1}, {&rate, 1}, online.data(), 1028);
  EXPECT_EQ(average.front(), 7.0F);
  EXPECT_EQ(average.back(), 7.0F);
  EXPECT_EQ(average[1], 4.0F);
  EXPECT_EQ(average[1028], 4.0F);
}

}  // namespace
}  // namespace emascope
