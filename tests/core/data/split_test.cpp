// SPDX-License-Identifier: Apache-2.0
#include "core/data/split.h"

#include "tests/core/data/toy_dataset.h"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::uint64_t> perClass(const Dataset& dataset,
                                    const std::vector<std::uint64_t>& samples) {
  std::vector<std::uint64_t> counts(dataset.head().targets.classes.size());
  for (const std::uint64_t i : samples) {
    ++counts[static_cast<std::size_t>(dataset.head().targets.labels[i])];
  }
  return counts;
}

TEST(Split, EachSampleIsInOneSplit) {
  const ToyDataset data = toyClasses({60, 30, 10});
  const auto split = splitSamples(data, {.validation = 0.2, .test = 0.1, .seed = 3});
  ASSERT_TRUE(split);
  std::set<std::uint64_t> seen;
  for (const auto* samples : {&split->train, &split->validation, &split->test}) {
    EXPECT_TRUE(std::ranges::is_sorted(*samples));
    seen.insert(samples->begin(), samples->end());
  }
  EXPECT_EQ(seen.size(), 100U);
  EXPECT_EQ(split->train.size() + split->validation.size() + split->test.size(), 100U);
}

TEST(Split, ClassesAreInProportion) {
  const ToyDataset data = toyClasses({60, 30, 10});
  const auto split = splitSamples(data, {.validation = 0.2, .test = 0.1});
  EXPECT_THAT(perClass(data, split->train), ElementsAre(42U, 21U, 7U));
  EXPECT_THAT(perClass(data, split->validation), ElementsAre(12U, 6U, 2U));
  EXPECT_THAT(perClass(data, split->test), ElementsAre(6U, 3U, 1U));
}

TEST(Split, NoClassLeavesTheTrainingSet) {
  const ToyDataset data = toyClasses({1, 2, 3, 40});
  const auto split = splitSamples(data, {.validation = 0.45, .test = 0.45});
  ASSERT_TRUE(split);
  EXPECT_THAT(perClass(data, split->train), testing::Each(testing::Ge(1U)));
}

TEST(Split, IsAFunctionOfTheSeed) {
  const ToyDataset data = toyClasses({50, 50});
  const auto first = splitSamples(data, {.seed = 1});
  EXPECT_EQ(splitSamples(data, {.seed = 1})->validation, first->validation);
  EXPECT_NE(splitSamples(data, {.seed = 2})->validation, first->validation);
  EXPECT_NE(splitSamples(data, {.stratify = false, .seed = 1})->validation, first->validation);
}

TEST(Split, SplitsThatAreGivenAreFollowed) {
  DatasetHead head;
  head.shape = {1};
  head.targets.task = TaskKind::kRegression;
  head.targets.values = {1, 2, 3, 4, 5};
  head.splits = {Split::kTest, Split::kTrain, Split::kValidation, Split::kTrain, Split::kTest};
  const ToyDataset::Read nothing = [](std::uint64_t, std::span<float>) { return Status(Ok{}); };
  const auto given = splitSamples(ToyDataset(head, 5, nothing), {});
  ASSERT_TRUE(given) << given.error().message();
  EXPECT_THAT(given->train, ElementsAre(1U, 3U));
  EXPECT_THAT(given->validation, ElementsAre(2U));
  EXPECT_THAT(given->test, ElementsAre(0U, 4U));
  head.splits[2] = Split::kTrain;
  const auto drawn = splitSamples(ToyDataset(head, 5, nothing), {.validation = 0.34});
  ASSERT_TRUE(drawn) << drawn.error().message();
  EXPECT_EQ(drawn->validation.size(), 1U);
  EXPECT_EQ(drawn->train.size(), 2U);
  EXPECT_THAT(drawn->test, ElementsAre(0U, 4U));
}

TEST(Split, FractionsWithoutEffectAreRefused) {
  DatasetHead head;
  head.shape = {1};
  head.targets.task = TaskKind::kRegression;
  head.targets.values = {1, 2, 3, 4};
  head.splits = {Split::kTrain, Split::kTrain, Split::kTrain, Split::kValidation};
  const ToyDataset::Read nothing = [](std::uint64_t, std::span<float>) { return Status(Ok{}); };
  const auto refusal = [&](const SplitOptions& options) {
    const auto split = splitSamples(ToyDataset(head, 4, nothing), options);
    return split ? "accepted" : split.error().message();
  };
  EXPECT_THAT(refusal({.validation = 0.25}), HasSubstr("--validation: would have no effect: "));
  EXPECT_THAT(refusal({.validation = 0.25}), HasSubstr("own validation set of 1 sample"));
  EXPECT_THAT(refusal({.test = 0.25}), HasSubstr("own splits, none of them a test set"));
  head.splits[1] = Split::kTest;
  EXPECT_THAT(refusal({.test = 0.25}), HasSubstr("own splits, with a test set of 1 sample"));
  head.splits[3] = Split::kTrain;  // validation samples are drawn from training
  EXPECT_EQ(refusal({.validation = 0.34}), "accepted");
}

TEST(Split, AnEmptySplitIsRefused) {
  const ToyDataset data = toyClasses({2, 2});
  EXPECT_THAT(
      splitSamples(data, {.validation = 0.1, .test = 0.0}).error().message(),
      HasSubstr("toy: the validation set is empty: 0.1 of 4 samples is less than half a sample; "
                "allowed: --validation 0.125 or above, more samples, or --validation-data FILE"));
  EXPECT_TRUE(splitSamples(data, {.validation = 0.125, .test = 0.0}));
  EXPECT_THAT(
      splitSamples(toyClasses({1, 1, 2}), {.validation = 0.3, .test = 0.3}).error().message(),
      HasSubstr("toy: no sample is left to validate: one of each class trains, and --test takes "
                "the others; allowed: --test 0, more samples, or --validation-data FILE"));
  EXPECT_TRUE(splitSamples(toyClasses({1, 1, 2}), {.validation = 0.3, .test = 0.0}));
  EXPECT_THAT(
      splitSamples(toyClasses({1, 1, 1}), {.validation = 0.3, .test = 0.0}).error().message(),
      HasSubstr("no sample is left to validate: one of each class trains; allowed: more samples"));
  EXPECT_THAT(splitSamples(data, {.validation = 0.0}).error().message(),
              HasSubstr("validation: 0 is out of range"));
  EXPECT_THAT(splitSamples(data, {.validation = 0.5, .test = 0.5}).error().message(),
              HasSubstr("test: 0.5 is out of range"));
  // What was not said is not refused.
  EXPECT_THAT(splitSamples(data, {.validation = 0.9}).error().message(),
              HasSubstr("validation: 0.9 leaves nothing to train on: 0.15 is for the test set; "
                        "allowed: below 0.85, or another --test"));
  EXPECT_FALSE(splitSamples(data, {.validation = std::stod("nan")}));
}

}  // namespace
}  // namespace emascope
