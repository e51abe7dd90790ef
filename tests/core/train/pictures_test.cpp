// SPDX-License-Identifier: Apache-2.0
//
// Task pictures: made by the weights of the step they were asked for at, while training goes on.
#include "core/train/trainer.h"
#include "tests/support/toy_model.h"
#include "tests/support/toy_run.h"

#include <optional>
#include <string>

#include <gtest/gtest.h>

namespace emascope {
namespace {

using std::chrono::nanoseconds;

/// The toy with a picture of three pieces, which shows its first weight.
ModelEntry rendered() {
  ModelEntry entry = toyModel();
  entry.picture = [](const Model& model, const Batch& validation,
                     std::uint64_t seed) -> PictureWork {
    return [&model, &validation, seed, left = 3]() mutable -> std::optional<TaskPicture> {
      if (--left > 0) return std::nullopt;
      const at::Tensor weight = model.parameters()[0].tensor;
      return TaskPicture{
          .kind = "bars",
          .title = std::to_string(seed),
          .arrays = {{"shown", {1}, {weight.const_data_ptr<float>()[0]}},
                     {"clean", {1}, {static_cast<float>(validation.inputs.size(0))}}}};
    };
  };
  return entry;
}

float shown(const event::Rendered& rendered) { return rendered.picture.arrays[0].values[0]; }

class Pictures : public testing::Test {
 protected:
  ToyWorld world_;
  Trainer trainer_ = Trainer(rendered(), toyPlan(toyConfig()));
};

TEST_F(Pictures, AreMadeByTheWeightsThatAreAskedFor) {
  for (int i = 0; i < 20; ++i) trainer_.step();
  const std::string label = trainer_.tracks()[0].label;
  ASSERT_TRUE(trainer_.beginPicture({.request = 1, .of = "raw"}).ok());
  ASSERT_TRUE(trainer_.beginPicture({.request = 2, .of = label}).ok());
  const auto made = trainer_.advancePictures(std::chrono::minutes(1));
  ASSERT_EQ(made.size(), 2U);
  EXPECT_EQ(made[0].step, 20);
  EXPECT_EQ(shown(made[0]), ToyWorld::floatsOf(0)[0]);
  EXPECT_EQ(shown(made[1]), ToyWorld::floatsOf(1)[0]);
  EXPECT_EQ(made[1].of, label);
  EXPECT_EQ(made[1].request, 2U);
}

TEST_F(Pictures, AreOfTheStepThatTheyWereAskedForAtThoughTrainingGoesOn) {
  for (int i = 0; i < 5; ++i) trainer_.step();
  const float raw = ToyWorld::floatsOf(0)[0];
  ASSERT_TRUE(trainer_.beginPicture({.request = 7, .of = "raw"}).ok());
  for (int i = 0; i < 2; ++i) {
    trainer_.step();
    EXPECT_TRUE(trainer_.advancePictures(nanoseconds(0)).empty());  // a piece at a time
    EXPECT_EQ(trainer_.picturesWanted(), std::vector<std::uint64_t>{7});
  }
  trainer_.step();
  const auto made = trainer_.advancePictures(nanoseconds(0));
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(made[0].step, 5);
  EXPECT_EQ(shown(made[0]), raw);
  EXPECT_NE(ToyWorld::floatsOf(0)[0], raw);
  EXPECT_TRUE(trainer_.picturesWanted().empty());
}

TEST_F(Pictures, OfATrackThatIsNotThereAreRefused) {
  EXPECT_EQ(trainer_.beginPicture({.request = 1, .of = "nobody"}).error().why,
            "there is no track 'nobody'");
  EXPECT_TRUE(trainer_.advancePictures(nanoseconds(0)).empty());
}

TEST(Render, OfATaskWithoutOneIsRefused) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  EXPECT_EQ(trainer.beginPicture({.request = 1, .of = "raw"}).error().why,
            "this task has no task picture");
}

}  // namespace
}  // namespace emascope
