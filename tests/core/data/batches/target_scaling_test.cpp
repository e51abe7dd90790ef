// SPDX-License-Identifier: Apache-2.0
#include "core/data/batches/target_scaling.h"

#include <cmath>

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(TargetScaling, IsOfTheTrainingSplitAlone) {
  Targets targets{.task = TaskKind::kRegression, .width = 2};
  targets.values = {1, 5, 3, 5, 1000, -1000};
  const TargetScaling scaling = fitTargetScaling(targets, std::vector<std::uint64_t>{0, 1});
  EXPECT_EQ(scaling.mean, (std::vector<float>{2, 5}));
  EXPECT_EQ(scaling.unit, (std::vector<float>{1, 1}));
}

TEST(TargetScaling, GivesMeanZeroAndDeviationOne) {
  Targets targets{.task = TaskKind::kRegression, .width = 1};
  targets.values = {10, 20, 30, 40};
  const TargetScaling scaling = fitTargetScaling(targets, std::vector<std::uint64_t>{0, 1, 2, 3});
  std::vector<float> values = targets.values;
  scaling.apply(values);
  float sum = 0;
  float squares = 0;
  for (const float value : values) {
    sum += value;
    squares += value * value;
  }
  EXPECT_NEAR(sum, 0.0, 1e-6);
  EXPECT_NEAR(squares / 4, 1.0, 1e-6);
  EXPECT_NEAR(values[0] * scaling.unit[0] + scaling.mean[0], 10.0, 1e-5);
}

TEST(TargetScaling, KeepsTheLargestNumbersFinite) {
  constexpr float kLarge = 3e38F;
  Targets targets{.task = TaskKind::kRegression, .width = 1};
  targets.values = {-kLarge, -kLarge, -kLarge, kLarge};
  const TargetScaling scaling = fitTargetScaling(targets, std::vector<std::uint64_t>{0, 1, 2, 3});
  std::vector<float> values = targets.values;
  scaling.apply(values);
  EXPECT_NEAR(values[0], -1.0 / std::sqrt(3.0), 1e-6);
  EXPECT_NEAR(values[3], std::sqrt(3.0), 1e-6);
}

}  // namespace
}  // namespace emascope
