// SPDX-License-Identifier: Apache-2.0
#include "core/data/batches/scaling.h"

#include "tests/core/data/toy_dataset.h"
#include "tests/support/not_a_number.h"

#include <cmath>
#include <limits>
#include <numeric>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

ToyDataset table(std::vector<std::vector<float>> rows) {
  DatasetHead head;
  head.path = "toy";
  head.shape = {rows.front().size()};
  const std::uint64_t samples = rows.size();
  return {std::move(head), samples,
          [rows = std::move(rows)](std::uint64_t index, std::span<float> sample) -> Status {
            std::copy(rows[index].begin(), rows[index].end(), sample.begin());
            return Ok{};
          }};
}

TEST(Scaling, TheTrainingSplitGetsMeanNoughtAndDeviationOne) {
  const ToyDataset data = table({{1, 10}, {1000, -7}, {3, 30}, {5, 20}});
  const std::vector<std::uint64_t> training = {0, 2, 3};
  const auto fitted = fitScaling(data, training, 1);
  ASSERT_TRUE(fitted);
  // {1, 3, 5}: mean 3, deviation sqrt(8/3); the second sample is not in the training set.
  EXPECT_FLOAT_EQ(fitted->scaling.mean[0], 3.0F);
  EXPECT_FLOAT_EQ(fitted->scaling.inverse[0], static_cast<float>(1.0 / std::sqrt(8.0 / 3.0)));
  EXPECT_FLOAT_EQ(fitted->scaling.mean[1], 20.0F);
  std::vector<float> sample = {5, 20};
  fitted->scaling.apply(sample);
  EXPECT_FLOAT_EQ(sample[0], static_cast<float>(2.0 / std::sqrt(8.0 / 3.0)));
  EXPECT_FLOAT_EQ(sample[1], 0.0F);
}

TEST(Scaling, AMissingNumberIsTheTrainingMean) {
  ToyDataset data = table({{1}, {kFloatNan}, {3}, {100}});
  data.allowMissing(true);
  const std::vector<std::uint64_t> training = {0, 1, 2};
  const auto fitted = fitScaling(data, training, 1);
  EXPECT_FLOAT_EQ(fitted->scaling.mean[0], 2.0F);
  std::vector<float> sample = {kFloatNan};
  fitted->scaling.apply(sample);
  EXPECT_EQ(sample[0], 0.0F);
  const std::vector<std::uint64_t> only_missing = {1};
  EXPECT_THAT(fitScaling(data, only_missing, 1).error().message(),
              HasSubstr("toy: number 1 has no value in the training set"));
}

TEST(Scaling, ANumberThatIsAlwaysTheSameBecomesNought) {
  const ToyDataset data = table({{0.1F, 0}, {0.1F, 1}, {0.1F, 2}});
  const std::vector<std::uint64_t> training = {0, 1, 2};
  const auto fitted = fitScaling(data, training, 1);
  EXPECT_EQ(fitted->scaling.inverse[0], 1.0F);
  std::vector<float> sample = {0.1F, 1};
  fitted->scaling.apply(sample);
  EXPECT_EQ(sample[0], 0.0F);
}

TEST(Scaling, PicturesAreScaledByChannel) {
  const ToyDataset data = toyClasses({5, 5}, {3, 2, 2});
  std::vector<std::uint64_t> training(10);
  std::iota(training.begin(), training.end(), 0);
  const auto fitted = fitScaling(data, training, 1);
  ASSERT_EQ(fitted->scaling.mean.size(), 3U);
  EXPECT_FLOAT_EQ(fitted->scaling.mean[0], 450.0F + 1.5F);
  EXPECT_FLOAT_EQ(fitted->scaling.mean[2], 450.0F + 9.5F);
}

TEST(Scaling, DoesNotDependOnTheNumberOfThreads) {
  const ToyDataset data = toyClasses({2000, 3001});
  std::vector<std::uint64_t> training(5001);
  std::iota(training.begin(), training.end(), 0);
  const auto one = fitScaling(data, training, 1);
  const auto three = fitScaling(data, training, 3);
  EXPECT_EQ(one->scaling.mean, three->scaling.mean);
  EXPECT_EQ(one->scaling.inverse, three->scaling.inverse);
  EXPECT_FLOAT_EQ(one->scaling.mean[0], 250'000.0F);
}

TEST(Scaling, LargeMeansCostNoAccuracy) {
  // 2^24 - 1, 2^24, 2^24 + ... around a mean where a sum of squares in float would see nothing.
  const ToyDataset data = table({{16777214.0F}, {16777216.0F}, {16777212.0F}, {16777214.0F}});
  const std::vector<std::uint64_t> training = {0, 1, 2, 3};
  EXPECT_FLOAT_EQ(fitScaling(data, training, 1)->scaling.mean[0], 16777214.0F);
}

TEST(Scaling, TheLargestNumbersStayFinite) {
  constexpr float kLarge = 3e38F;
  const ToyDataset data = table({{-kLarge}, {-kLarge}, {-kLarge}, {kLarge}});
  const std::vector<std::uint64_t> training = {0, 1, 2, 3};
  const auto fitted = fitScaling(data, training, 1);
  ASSERT_TRUE(fitted);
  std::vector<float> sample = {kLarge};
  fitted->scaling.apply(sample);
  // {-1, -1, -1, 1}: mean -1/2, deviation sqrt(3)/2. The inverse has few bits: it is denormal.
  EXPECT_NEAR(sample[0], std::sqrt(3.0), 1e-6);
  EXPECT_NEAR(fitted->moments[0].deviation(), 3e38 * std::sqrt(0.75), 1e32);
}

TEST(Scaling, ASampleThatCannotBeReadIsNamed) {
  DatasetHead head;
  head.shape = {1};
  const ToyDataset data(head, 3, [](std::uint64_t index, std::span<float>) -> Status {
    if (index == 1) return Error{"cat/12.png", "is cut short", "PNG"};
    return Ok{};
  });
  const std::vector<std::uint64_t> training = {0, 1, 2};
  EXPECT_EQ(fitScaling(data, training, 2).error().where, "cat/12.png");
}

}  // namespace
}  // namespace emascope
