// SPDX-License-Identifier: Apache-2.0
//
// Samples that are the same as others: found, told by split and target, left out or refused.
#include "core/data/duplicates.h"

#include "core/data/summary.h"
#include "tests/core/data/toy_dataset.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Sample i has the numbers `numbers[i]` and -numbers[i], and the class `labels[i]`.
ToyDataset samplesOf(const std::vector<float>& numbers, std::vector<std::int64_t> labels,
                     std::vector<Split> splits = {}) {
  DatasetHead head;
  head.path = "toy";
  head.shape = {2};
  head.targets.classes = {"a", "b"};
  head.targets.labels = std::move(labels);
  head.splits = std::move(splits);
  return {std::move(head), numbers.size(),
          [numbers](std::uint64_t index, std::span<float> sample) -> Status {
            sample[0] = numbers[index];
            sample[1] = -numbers[index];
            return Ok{};
          }};
}

std::string noteOf(Dataset& data, const SplitIndices* split = nullptr) {
  const auto summary = summarize(data, {.threads = 2});
  EXPECT_TRUE(summary);
  noteCopies(data, summary->hashes, split);
  return data.head().notes.empty() ? "" : data.head().notes.back();
}

TEST(Duplicates, TheHashIsOfEveryBit) {
  std::vector<float> numbers(100, 0.5F);
  const SampleHash before = hashSample(numbers);
  EXPECT_EQ(hashSample(std::vector<float>(100, 0.5F)), before);
  for (float& number : numbers) {
    number = std::nextafter(number, 1.0F);
    EXPECT_NE(hashSample(numbers), before);
    number = 0.5F;
  }
  EXPECT_NE(hashSample(std::span(numbers).first(99)), before);
}

TEST(Duplicates, WithoutThemNothingIsSaid) {
  ToyDataset data = samplesOf({1, 2, 3, 4}, {0, 1, 0, 1});
  EXPECT_EQ(noteOf(data), "");
}

TEST(Duplicates, KeptOnesAreCountedByTargetAndSplit) {
  ToyDataset same = samplesOf({1, 2, 1, 2, 1}, {0, 1, 0, 1, 0});
  EXPECT_EQ(noteOf(same),
            "3 of 5 samples have the same numbers as another (toy 2 equals toy 0); a random split "
            "may put them into different splits; --duplicates drop keeps only the first");
  ToyDataset other = samplesOf({1, 2, 1, 2}, {0, 1, 0, 0});
  EXPECT_THAT(noteOf(other), HasSubstr("2 of 4 samples have the same numbers as another: 1 with a "
                                       "different class (toy 3 equals toy 1)"));
  const Split train = Split::kTrain;
  ToyDataset splits = samplesOf({1, 2, 1, 2, 3}, {0, 1, 0, 1, 0},
                                {Split::kTest, Split::kValidation, train, train, train});
  EXPECT_EQ(noteOf(splits),
            "2 of 5 samples have the same numbers as another: 1 in both training and validation, 1 "
            "in test and also in training or validation (toy 0 equals toy 2); --duplicates drop "
            "keeps only the first");
}

TEST(Duplicates, DrawnSplitsAreThoseOfTheSplit) {
  ToyDataset data = samplesOf({1, 2, 1, 2}, {0, 1, 0, 1});
  const SplitIndices split{{0, 1}, {2}, {3}};
  EXPECT_THAT(noteOf(data, &split),
              HasSubstr(": 1 in both training and validation, 1 in test and also in training or "
                        "validation (toy 2 equals toy 0); --dup"));
}

TEST(Duplicates, DroppingKeepsTheFirstOfTheEarliestSplit) {
  ToyDataset data = samplesOf({5, 1, 2, 1, 5, 5}, {0, 0, 1, 1, 0, 1},
                              {Split::kTest, Split::kTrain, Split::kTrain, Split::kTrain,
                               Split::kValidation, Split::kValidation});
  const auto summary = summarize(data, {.threads = 2, .duplicates = Duplicates::kDrop});
  ASSERT_TRUE(summary) << summary.error().message();
  ASSERT_EQ(data.size(), 3U);
  EXPECT_EQ(data.place(0), "toy 1");
  EXPECT_EQ(data.place(1), "toy 2");
  EXPECT_EQ(data.place(2), "toy 4");
  EXPECT_THAT(data.head().targets.labels, ElementsAre(0, 1, 0));
  EXPECT_THAT(summary->split_counts, ElementsAre(2U, 1U, 0U));
  EXPECT_EQ(summary->features[0].mean, (1.0 + 2.0 + 5.0) / 3.0) << "of the samples that are left";
  EXPECT_THAT(
      data.head().notes,
      ElementsAre("3 samples with the same numbers as another left out: 2 with a different class, "
                  "1 in test and also in training or validation (toy 3 equals toy 1)"));
  EXPECT_EQ(findCopies(data, summary->hashes, data.head().splits).copies, 0U);
}

TEST(Duplicates, RefusingNamesThem) {
  ToyDataset data = samplesOf({1, 2, 1}, {0, 1, 1});
  const auto summary = summarize(data, {.threads = 1, .duplicates = Duplicates::kRefuse});
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().message(),
            "toy: has 1 sample with the same numbers as another: 1 with a different class (toy 2 "
            "equals toy 0); allowed: distinct samples; --duplicates drop keeps only the first, "
            "--duplicates keep keeps all");
  ToyDataset fine = samplesOf({1, 2, 3}, {0, 1, 1});
  EXPECT_TRUE(summarize(fine, {.threads = 1, .duplicates = Duplicates::kRefuse}));
}

TEST(Duplicates, NoClassMayBeLostByDropping) {
  ToyDataset data = samplesOf({1, 1}, {0, 1});
  const auto summary = summarize(data, {.threads = 1, .duplicates = Duplicates::kDrop});
  ASSERT_FALSE(summary);
  EXPECT_THAT(summary.error().message(), HasSubstr("has one sample"));
}

TEST(Duplicates, TargetsOfARegressionAreComparedAsNumbers) {
  DatasetHead head;
  head.path = "toy";
  head.shape = {1};
  head.targets.task = TaskKind::kRegression;
  head.targets.width = 2;
  head.targets.values = {1, 2, 1, 2, 1, 3};
  ToyDataset data(head, 3, [](std::uint64_t, std::span<float> sample) -> Status {
    sample[0] = 7.0F;
    return Ok{};
  });
  EXPECT_THAT(noteOf(data), HasSubstr("2 of 3 samples have the same numbers as another: 1 with a "
                                      "different target (toy 2 equals toy 0)"));
}

}  // namespace
}  // namespace emascope
