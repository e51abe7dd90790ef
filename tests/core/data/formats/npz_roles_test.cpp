// SPDX-License-Identifier: Apache-2.0
//
// Which arrays of an archive are what: by the names that libraries write, by what a person says,
// and what is refused or left aside.
#include "core/data/formats/npz_roles.h"

#include "tests/core/data/made_arrays.h"
#include "tests/core/data/opened_data.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// "train: x_train, y_train; test: …; unused: …", or the message of what is wrong.
std::string rolesOf(const std::vector<std::string>& names, const DataOptions& options = {}) {
  const auto roles = npzRoles("a.npz", names, options);
  if (!roles) return roles.error().message();
  std::string text;
  for (const NpzPair& pair : roles->pairs) {
    constexpr std::array kWords = {"train", "validation", "test"};
    text += (pair.split ? kWords[static_cast<std::size_t>(*pair.split)] : "all") +
            std::string(": ") + names[pair.samples] + ", " + names[pair.targets] + "; ";
  }
  for (const std::size_t i : roles->unused) text += "unused: " + names[i] + "; ";
  return text;
}

struct Archive {
  const char* name;
  std::vector<std::string> arrays;
  const char* roles;
};

class UsualNames : public testing::TestWithParam<Archive> {};

TEST_P(UsualNames, AreKnown) { EXPECT_EQ(rolesOf(GetParam().arrays), GetParam().roles); }

INSTANTIATE_TEST_SUITE_P(
    Archives, UsualNames,
    testing::Values(
        Archive{"MedMnist",
                {"train_images", "val_images", "test_images", "train_labels", "val_labels",
                 "test_labels"},
                "train: train_images, train_labels; validation: val_images, val_labels; test: "
                "test_images, test_labels; "},
        Archive{"Keras",
                {"x_test", "x_train", "y_train", "y_test"},
                "train: x_train, y_train; test: x_test, y_test; "},
        Archive{"KerasWithValidation",
                {"x_train", "y_train", "x_val", "y_val"},
                "train: x_train, y_train; validation: x_val, y_val; "},
        Archive{"ScikitSplit",
                {"X_train", "X_test", "y_train", "y_test"},
                "train: X_train, y_train; test: X_test, y_test; "},
        Archive{"ScikitBunch",
                {"data", "target", "target_names", "feature_names", "DESCR"},
                "all: data, target; unused: target_names; unused: feature_names; unused: DESCR; "},
        Archive{"Capitals", {"X", "Y"}, "all: X, Y; "},
        Archive{"DevSet",
                {"features_dev", "features_train", "targets_train", "targets_dev"},
                "train: features_train, targets_train; validation: features_dev, targets_dev; "},
        Archive{"TrainOnly", {"trainInputs", "trainTargets"}, "all: trainInputs, trainTargets; "},
        Archive{"WholeBesideTest",
                {"images", "labels", "test_images", "test_labels"},
                "train: images, labels; test: test_images, test_labels; "},
        Archive{"WholeBesideTrain",
                {"x", "y", "x_train", "y_train", "ids"},
                "all: x_train, y_train; unused: x; unused: y; unused: ids; "},
        Archive{"OneOther", {"spectra", "labels"}, "all: spectra, labels; "}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(UnusualNames, AreSaid) {
  EXPECT_EQ(
      rolesOf({"p", "q", "r", "s"}, {.arrays = {"train.x=p", "train.y=q", "dev.x=r", "dev.y=s"}}),
      "train: p, q; validation: r, s; ");
  EXPECT_EQ(rolesOf({"p", "q", "r"}, {.arrays = {"x=q", "y=p"}}), "all: q, p; unused: r; ");
  EXPECT_EQ(rolesOf({"x_train", "y_train", "z"}, {.arrays = {"train.y=z"}}),
            "all: x_train, z; unused: y_train; ");
  EXPECT_EQ(rolesOf({"x", "y", "z"}, {.target = "z"}), "all: x, z; unused: y; ");
  EXPECT_EQ(rolesOf({"x_train", "y_train", "age_train"}, {.target = "age_train"}),
            "all: x_train, age_train; unused: y_train; ");
  EXPECT_EQ(rolesOf({"a", "b", "c"}, {.target = "c", .ignore = {"b"}}), "all: a, c; ");
  // The file of the validation set may have it.
  EXPECT_EQ(rolesOf({"x", "y"}, {.validation = {.path = "v.npz"}, .ignore = {"ids"}}),
            "all: x, y; ");
}

struct Refused {
  const char* name;
  std::vector<std::string> arrays;
  DataOptions options;
  const char* message;
};

class WrongRoles : public testing::TestWithParam<Refused> {};

TEST_P(WrongRoles, AreRefusedWithWhatIsAllowed) {
  EXPECT_THAT(rolesOf(GetParam().arrays, GetParam().options), HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Archives, WrongRoles,
    testing::Values(
        Refused{"ValidationWithoutTargets",
                {"x_train", "y_train", "x_val"},
                {},
                "a.npz: has 'x_val' but no targets for it; allowed: --array validation.y=NAME, or "
                "--ignore x_val; it has: x_train, y_train, x_val"},
        Refused{"TargetsWithoutTraining",
                {"y_train", "x_test", "y_test"},
                {},
                "has 'y_train' but no samples for it; allowed: --array train.x=NAME"},
        Refused{
            "TestAlone",
            {"x_test", "y_test"},
            {},
            "does not show which array holds the targets; allowed: --target, or --array y=NAME"},
        Refused{"TwoForOne",
                {"x", "images", "y"},
                {},
                "'x' and 'images' could both be x; allowed: --array x=NAME, or --ignore NAME"},
        Refused{"TwoOfAPart",
                {"train_x", "x_train", "y_train"},
                {},
                "'train_x' and 'x_train' could both be train.x"},
        Refused{"NothingKnown", {"a", "b"}, {}, "does not show which array holds the targets"},
        Refused{"TwoOthers",
                {"a", "b", "y"},
                {},
                "has 2 arrays besides 'y', none with a usual name for samples"},
        Refused{"NoSuchTarget", {"x", "y"}, {.target = "z"}, "has no array 'z'; allowed: --target"},
        Refused{"NoSuchArray", {"x", "y"}, {.arrays = {"x=z"}}, "has no array 'z'"},
        Refused{
            "NoRole", {"x", "y"}, {.arrays = {"train=x"}}, "does not assign a role to an array"},
        Refused{
            "NoPart", {"x", "y"}, {.arrays = {"cats.x=x"}}, "does not assign a role to an array"},
        Refused{"IgnoredThatIsNot",
                {"x", "y", "ids"},
                {.ignore = {"idx"}},
                "a.npz: has no array 'idx'; allowed: --ignore with one of: x, y, ids"},
        Refused{"IgnoredAndUsed",
                {"x", "y", "z"},
                {.ignore = {"z"}, .arrays = {"y=z"}},
                "--array: 'z' is left out with --ignore; allowed: either of the two"},
        Refused{"IgnoredTarget",
                {"x", "y"},
                {.target = "y", .ignore = {"y"}},
                "--target: 'y' is left out with --ignore"},
        Refused{"Twice", {"x", "y"}, {.arrays = {"x=x", "y=x"}}, "is already assigned"},
        Refused{"WholeAndPart",
                {"x_train", "y_train", "a"},
                {.arrays = {"x=a"}},
                "'a' is assigned to all samples; allowed: --array with a split"}),
    [](const auto& test) { return std::string(test.param.name); });

std::string floats(const std::string& shape, std::size_t count) {
  std::vector<float> numbers(count);
  for (std::size_t i = 0; i < count; ++i) numbers[i] = static_cast<float>(i);
  return npyOf("<f4", shape, numbers);
}

TEST(NpzArchive, HasAllItsPartsAndNamesWhatItLeaves) {
  const TemporaryFolder folder;
  const OpenedData data = openData(
      {.path = folder.file(
           "m.npz", npzOf({{"val_images", floats("2, 2", 4)},
                           {"val_labels", npyOf<std::uint8_t>("|u1", "2, 1", {0, 1})},
                           {"train_images", floats("6, 2", 12)},
                           {"train_labels", npyOf<std::uint8_t>("|u1", "6, 1", {0, 1, 0, 1, 0, 1})},
                           {"weights", floats("6", 6)}}))});
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.summary.split_counts, ElementsAre(6U, 2U, 0U));
  EXPECT_THAT(data.sample(7), ElementsAre(2.0F, 3.0F));
  EXPECT_THAT(data.dataset->head().notes, ElementsAre("array 'weights' is not used"));
}

TEST(Targets, ThatAreMissingAreRefusedByTheirPlaceOrLeftOut) {
  const TemporaryFolder folder;
  const double none = std::nan("");
  const auto with = [&folder](const std::string& targets, bool skip) {
    return openData(
        {.path = folder.file("t.npz", npzOf({{"x", floats("8, 2", 16)}, {"y", targets}})),
         .skip_corrupt = skip});
  };
  const std::string labels = npyOf<double>("<f8", "8", {1, none, 0, none, 1, 0, 1, 0});
  EXPECT_THAT(
      with(labels, false).error,
      HasSubstr("t.npz, member y: sample 2: the target is missing (NaN), and that of 1 more "
                "sample; allowed: a finite target for each sample; --skip-corrupt leaves "
                "such samples out"));
  const OpenedData left = with(labels, true);
  ASSERT_EQ(left.error, "");
  EXPECT_THAT(left.targets().classes, ElementsAre("0", "1"));
  EXPECT_THAT(left.targets().labels, ElementsAre(1, 0, 1, 0, 1, 0));
  EXPECT_THAT(left.sample(1), ElementsAre(4.0F, 5.0F));
  EXPECT_THAT(left.summary.left_out, testing::SizeIs(2));
  EXPECT_THAT(left.summary.left_out[1], HasSubstr("member y: sample 4: the target is missing"));
  const std::string values = npyOf<double>("<f8", "8", {0.5, 2.5, INFINITY, 1.5, 3, 4, 5, 6});
  EXPECT_THAT(with(values, false).error, HasSubstr("sample 3: the target is infinite; allowed"));
  EXPECT_THAT(with(values, true).targets().values,
              ElementsAre(0.5F, 2.5F, 1.5F, 3.0F, 4.0F, 5.0F, 6.0F));
  const std::string wide =
      npyOf<double>("<f8", "8, 2", {0.5, 1, 2.5, none, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5});
  EXPECT_THAT(with(wide, false).error, HasSubstr("sample 2: the target is missing (NaN); allowed"));
  EXPECT_THAT(with(wide, true).targets().values,
              ElementsAre(0.5F, 1, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5));
}

TEST(Targets, ThatAreMasksOrZerosAndOnesAreNoNumbersUnlessSaid) {
  const TemporaryFolder folder;
  const auto with = [&folder](const std::string& targets, std::optional<TaskKind> task) {
    return openData(
        {.path = folder.file("t.npz", npzOf({{"x", floats("4, 2", 8)}, {"y", targets}})),
         .task = task});
  };
  const std::string masks =
      npyOf<std::uint8_t>("|u1", "4, 2, 2", {0, 1, 2, 0, 0, 1, 2, 0, 5, 1, 2, 0, 0, 1, 2, 0});
  const std::string one_hot = npyOf<float>("<f4", "4, 2", {1, 0, 0, 1, 0, 1, 1, 0});
  EXPECT_THAT(with(masks, {}).error,
              HasSubstr("has 2 x 2 whole numbers per sample, like segmentation masks; allowed: one "
                        "label per sample, or --task "
                        "regression"));
  EXPECT_THAT(with(one_hot, {}).error,
              HasSubstr("has 2 zeros and ones per sample; allowed: one class number per sample"));
  EXPECT_EQ(with(masks, TaskKind::kRegression).targets().width, 4U);
  EXPECT_EQ(with(one_hot, TaskKind::kRegression).targets().width, 2U);
  EXPECT_EQ(with(npyOf<std::int32_t>("<i4", "4, 2", {1, 0, 0, 7, 0, 1, 1, 0}), {}).error, "");
}

}  // namespace
}  // namespace emascope
