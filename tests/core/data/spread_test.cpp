// SPDX-License-Identifier: Apache-2.0
//
// The checks that the report on a data set and a run share: numbers that are not finite, too close
// together or all the same, and classes that not every split has.
#include "core/data/spread.h"

#include "core/data/batches/scaling.h"
#include "core/data/split_labels.h"
#include "tests/core/data/opened_data.h"
#include "tests/core/data/toy_dataset.h"
#include "tests/support/not_a_number.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// Samples of two numbers, the first of which is `first`.
ToyDataset columns(const std::vector<float>& first) {
  DatasetHead head{.path = "toy", .shape = {2}, .features = {"a", "b"}};
  head.targets.task = TaskKind::kRegression;
  head.targets.values.assign(first.size(), 0.0F);
  head.targets.values.back() = 1.0F;
  const std::uint64_t samples = first.size();
  return {std::move(head), samples,
          [first](std::uint64_t index, std::span<float> sample) -> Status {
            sample[0] = first[index];
            sample[1] = static_cast<float>(index);
            return Ok{};
          }};
}

/// What summarize() and fitScaling() say of the same samples.
std::pair<std::string, std::string> both(ToyDataset data) {
  std::vector<std::uint64_t> all(data.size());
  std::iota(all.begin(), all.end(), 0);
  const auto scaling = fitScaling(data, all, 1);
  const auto summary = summarize(data, {});
  return {scaling ? "" : scaling.error().message(), summary ? "" : summary.error().message()};
}

TEST(SharedCheck, NumbersThatAreNotFiniteAreRefusedByTheirPlace) {
  const auto nan = both(columns({1, 2, kFloatNan, 4}));
  EXPECT_THAT(nan.first,
              HasSubstr("toy: toy 2: number 1 is NaN; allowed: finite numbers; --impute"));
  EXPECT_THAT(nan.second,
              HasSubstr("toy: toy 2: number 1 is NaN; allowed: finite numbers; --impute"));
  const auto infinite = both(columns({1, 2, 3, -kInfinity}));
  EXPECT_THAT(infinite.first, HasSubstr("toy 3: number 1 is infinite in float32"));
  EXPECT_THAT(infinite.second, HasSubstr("toy 3: number 1 is infinite in float32"));
}

TEST(SharedCheck, MissingNumbersAreReadWhereThatIsAllowedAndInfinitiesAreNot) {
  ToyDataset data = columns({1, kFloatNan, kInfinity});
  data.allowMissing(true);
  std::vector<float> sample(2);
  EXPECT_TRUE(data.read(1, sample));
  EXPECT_FALSE(data.read(2, sample));
  data.allowMissing(false);
  EXPECT_FALSE(data.read(1, sample));
}

TEST(SharedCheck, NumbersTooCloseToBeScaledAreRefusedByTheirColumn) {
  for (const auto& said : {both(columns({1e-44F, 2e-44F, 3e-44F})).first,
                           both(columns({1e-44F, 2e-44F, 3e-44F})).second}) {
    EXPECT_THAT(said, HasSubstr("'a': the numbers differ by about"));
    EXPECT_THAT(
        said,
        HasSubstr("too little to be scaled in float32; allowed: numbers that differ by 1e-38"));
  }
  EXPECT_EQ(both(columns({1e-37F, 2e-37F, 3e-37F})).first, "");
}

TEST(SharedCheck, TargetsTooCloseToBeScaledAreRefused) {
  DatasetHead head{.path = "toy"};
  head.targets = {.task = TaskKind::kRegression, .name = "y", .values = {0.0F, 1e-44F, 3e-44F}};
  const Status status = checkTargetSpread(head, targetMoments(head.targets, {}));
  ASSERT_FALSE(status);
  EXPECT_THAT(status.error().message(), HasSubstr("toy: 'y': the numbers differ by about"));
  head.targets.values = {5, 5, 7};
  EXPECT_EQ(constantTargetNote(head, targetMoments(head.targets, {}), "samples"), "");
  EXPECT_EQ(constantTargetNote(head, targetMoments(head.targets, std::vector<std::uint64_t>{0, 1}),
                               "training samples"),
            "the target 'y' is the same in all training samples: there is nothing to learn");
}

TEST(SharedCheck, AColumnOfOneNumberIsNoted) {
  ToyDataset data = columns({7, 7, 7});
  ASSERT_TRUE(summarize(data, {}));
  EXPECT_THAT(data.head().notes,
              ElementsAre("'a' is the same in all samples and carries no information"));
  ToyDataset varied = columns({7, 7, 9});
  ASSERT_TRUE(summarize(varied, {}));
  EXPECT_THAT(varied.head().notes, IsEmpty());
}

TEST(SplitLabels, OfFilesOfOneTableAreRefusedWhereTheyAreNotTrainedOn) {
  const TemporaryFolder folder;
  const std::string text =
      "x,kind,split\n1,cat,train\n2,dog,train\n3,cat,train\n4,dog,val\n5,owl,val\n6,cat,test\n";
  const std::string path = folder.file("t.csv", text);
  EXPECT_THAT(openData({.path = path, .target = "kind", .split_column = "split"}).error,
              HasSubstr("the validation set has the class 'owl', which no training sample has; "
                        "allowed: in every split, only classes of training samples"));
}

ToyDataset parted(bool classes_said = false) {
  DatasetHead head{.path = "toy", .shape = {1}};
  head.targets = {.classes = {"0", "1", "2"}, .labels = {0, 1, 0, 2}};
  head.targets.classes_said = classes_said;
  head.splits = {Split::kTrain, Split::kTrain, Split::kValidation, Split::kTest};
  return {std::move(head), 4, [](std::uint64_t, std::span<float>) -> Status { return Ok{}; }};
}

/// Three training samples of equal numbers, of which one alone has the class '1', and one that
/// validates it. Sample `unreadable` cannot be read.
ToyDataset withOneOfItsClass(std::optional<std::uint64_t> unreadable, bool classes_said = false) {
  DatasetHead head{.path = "toy", .shape = {1}};
  head.targets = {.classes = {"0", "1"}, .labels = {0, 1, 0, 1, 0}};
  head.targets.classes_said = classes_said;
  head.splits = {Split::kTrain, Split::kTrain, Split::kTrain, Split::kValidation,
                 Split::kValidation};
  return {std::move(head), 5, [unreadable](std::uint64_t index, std::span<float> sample) -> Status {
            if (index == unreadable) return Error{"toy 1", "is cut short", ""};
            sample[0] = index < 3 ? 7.0F : static_cast<float>(index);
            return Ok{};
          }};
}

TEST(SplitLabels, AreCheckedAgainAfterSamplesWereLeftOut) {
  const char* const why = "the validation set has the class '1', which no training sample has";
  ToyDataset corrupt = withOneOfItsClass(1);
  EXPECT_THAT(summarize(corrupt, {.skip_corrupt = true}).error().message(), HasSubstr(why));
  ToyDataset copied = withOneOfItsClass({});
  EXPECT_THAT(summarize(copied, {.duplicates = Duplicates::kDrop}).error().message(),
              HasSubstr(why));
  ToyDataset kept = withOneOfItsClass({});
  EXPECT_TRUE(summarize(kept, {}));
  ToyDataset said = withOneOfItsClass(1, /*classes_said=*/true);
  EXPECT_TRUE(summarize(said, {.skip_corrupt = true, .duplicates = Duplicates::kDrop}));
  EXPECT_EQ(std::ranges::count(said.head().notes, why), 1);
}

TEST(SplitLabels, OfSaidClassesAreNoted) {
  ToyDataset data = parted();
  EXPECT_FALSE(checkSplitLabels(data));
  EXPECT_THAT(data.head().notes, IsEmpty());
  ToyDataset said = parted(/*classes_said=*/true);
  EXPECT_TRUE(checkSplitLabels(said));
  EXPECT_THAT(said.head().notes,
              ElementsAre("the test set has the class '2', which no training sample has"));
}

TEST(SplitLabels, ThatNothingMeasuresAreNoted) {
  ToyDataset data = parted();
  noteUnmeasured(data, {.train = {0, 1}, .validation = {2}, .test = {3}});
  EXPECT_THAT(data.head().notes, Contains("no validation sample has the class '1'"));
}

}  // namespace
}  // namespace emascope
