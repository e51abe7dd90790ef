// SPDX-License-Identifier: Apache-2.0
//
// What the split decides: a look at the data and a run refuse and note the same of a training set.
#include "core/data/batches/training_set.h"

#include "tests/core/data/toy_dataset.h"
#include "tests/support/not_a_number.h"

#include <limits>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Numbers = std::vector<float>;

/// Samples of the column "a" with these numbers; the first three train, the others validate.
struct TrainingOf {
  Numbers inputs = {};
  Numbers targets = {};                   ///< as many for regression
  std::vector<std::int64_t> labels = {};  ///< else, or 0 and 1 in turns

  [[nodiscard]] ToyDataset dataset() const {
    DatasetHead head{.path = "toy", .shape = {1}, .features = {"a"}};
    head.targets = {.name = "y", .classes = {"0", "1"}, .labels = labels};
    if (!targets.empty()) {
      head.targets = {.task = TaskKind::kRegression, .name = "y", .values = targets};
    } else if (labels.empty()) {
      for (std::size_t i = 0; i < inputs.size(); ++i) {
        head.targets.labels.push_back(static_cast<std::int64_t>(i % 2));
      }
    }
    return {std::move(head), inputs.size(),
            [numbers = inputs](std::uint64_t index, std::span<float> sample) -> Status {
              sample[0] = numbers[index];
              return Ok{};
            }};
  }
  [[nodiscard]] SplitIndices split() const {
    SplitIndices indices{.train = {0, 1, 2}};
    for (std::uint64_t i = 3; i < inputs.size(); ++i) indices.validation.push_back(i);
    return indices;
  }
};

struct Fitted {
  std::string error = {};  ///< of fitToTraining(), where summarize() has none
  std::vector<std::string> notes = {};
  TrainingScalings scalings = {};
};

Fitted fitted(const TrainingOf& of) {
  ToyDataset data = of.dataset();
  data.allowMissing(true);
  const auto summary = summarize(data, {});
  if (!summary) return {.error = "summarize: " + summary.error().message()};
  auto scalings = fitToTraining(data, *summary, of.split(), 1);
  if (!scalings) return {.error = scalings.error().message()};
  return {.notes = data.head().notes, .scalings = std::move(scalings).value()};
}

TEST(TrainingSet, GivesTheScalings) {
  const Fitted fit = fitted({.inputs = {1, 3, 5, 100}, .targets = {10, 20, 30, -5}});
  ASSERT_EQ(fit.error, "");
  EXPECT_THAT(fit.scalings.inputs.mean, ElementsAre(3));
  ASSERT_TRUE(fit.scalings.targets);
  EXPECT_THAT(fit.scalings.targets->mean, ElementsAre(20));
  EXPECT_FALSE(fitted({.inputs = {1, 3, 5, 100}}).scalings.targets);
  EXPECT_THAT(fit.notes, IsEmpty());
}

TEST(TrainingSet, WithoutAValueInAColumnIsRefused) {
  EXPECT_THAT(fitted({.inputs = {kFloatNan, kFloatNan, kFloatNan, 4, 5}}).error,
              HasSubstr("toy: 'a' has no value in the training set; allowed: at least one number"));
  EXPECT_EQ(fitted({.inputs = {kFloatNan, 2, kFloatNan, 4, 5}}).error, "");
}

TEST(TrainingSet, OfNumbersTooCloseIsRefusedWhateverTheOthersAre) {
  EXPECT_THAT(fitted({.inputs = {1e-44F, 2e-44F, 3e-44F, 1, 2}}).error,
              HasSubstr("toy: 'a': the numbers differ by about"));
  EXPECT_THAT(fitted({.inputs = {1, 2, 3, 4}, .targets = {1e-44F, 2e-44F, 3e-44F, 7}}).error,
              HasSubstr("toy: 'y': the numbers differ by about"));
}

TEST(TrainingSet, BeyondWhichANumberCannotBeScaledIsRefused) {
  EXPECT_THAT(fitted({.inputs = {1e-3F, 2e-3F, 3e-3F, 1, -2e38F}}).error,
              HasSubstr("toy: 'a': -2e+38 is too far from the numbers of the training set to be "
                        "scaled in float32; allowed: numbers closer"));
  EXPECT_THAT(fitted({.inputs = {1, 2, 3, 4}, .targets = {1e-3F, 2e-3F, 3e-3F, 3e38F}}).error,
              HasSubstr("toy: 'y': 3e+38 is too far"));
  EXPECT_EQ(fitted({.inputs = {-3e38F, 0, 3e38F, 3e38F}, .targets = {-3e38F, 0, 3e38F, 0}}).error,
            "");
}

TEST(TrainingSet, IsNotedWhereAColumnIsConstantInItAlone) {
  const Numbers targets = {1, 2, 3, 4};
  EXPECT_THAT(fitted({.inputs = {7, 7, 7, 8}, .targets = targets}).notes,
              ElementsAre("'a' is the same in all training samples and carries no information"));
  EXPECT_THAT(fitted({.inputs = {7, 7, 7, 7}, .targets = targets}).notes,
              ElementsAre("'a' is the same in all samples and carries no information"));
  EXPECT_THAT(fitted({.inputs = {7, 7, 8, 7}, .targets = targets}).notes, IsEmpty());
}

TEST(TrainingSet, IsNotedWhereTheTargetIsConstantInItAlone) {
  EXPECT_THAT(
      fitted({.inputs = {1, 2, 3, 4}, .targets = {5, 5, 5, 6}}).notes,
      ElementsAre("the target 'y' is the same in all training samples: there is nothing to learn"));
  EXPECT_THAT(fitted({.inputs = {1, 2, 3, 4}, .targets = {5, 5, 5, 5}}).notes,
              ElementsAre("the target 'y' is the same in all samples: there is nothing to learn"));
}

TEST(TrainingSet, IsNotedWhereAClassIsNotMeasured) {
  EXPECT_THAT(fitted({.inputs = {1, 2, 3, 4}, .labels = {0, 1, 0, 0}}).notes,
              Contains("no validation sample has the class '1'"));
}

TEST(TrainingSet, OfManyPicturesIsNotedAsConstantOnlyIfAllWereRead) {
  constexpr std::uint64_t kPictures = kMostFittedPictures + 1000;
  DatasetHead head{.path = "toy", .shape = {1, 1, 1}};
  head.targets = {.classes = {"0", "1"}, .labels = std::vector<std::int64_t>(kPictures, 0)};
  head.targets.labels.front() = 1;
  std::vector<bool> read(kPictures, false);
  for (std::uint64_t i = 0; i < kMostFittedPictures; ++i) {
    read[i * kPictures / kMostFittedPictures] = true;
  }
  ToyDataset data(std::move(head), kPictures,
                  [read](std::uint64_t index, std::span<float> sample) -> Status {
                    sample[0] = read[index] ? 0.5F : 1.0F;
                    return Ok{};
                  });
  const auto summary = summarize(data, {});
  ASSERT_TRUE(summary);
  SplitIndices split{.train = std::vector<std::uint64_t>(kPictures), .validation = {0}};
  std::iota(split.train.begin(), split.train.end(), 0);
  const auto scalings = fitToTraining(data, *summary, split, 1);
  ASSERT_TRUE(scalings);
  EXPECT_THAT(scalings->inputs.mean, ElementsAre(0.5F));
  EXPECT_THAT(data.head().notes, testing::Each(testing::Not(HasSubstr("the same in all"))));
}

}  // namespace
}  // namespace emascope
