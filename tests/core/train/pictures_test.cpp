// SPDX-License-Identifier: Apache-2.0
//
// Task pictures: made by the weights of the step they were asked for at, while training goes on.
#include "core/train/trainer.h"
#include "tests/support/toy_model.h"
#include "tests/support/toy_run.h"

#include <cmath>
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

/// All of `answers`, which must be pictures.
std::vector<event::Rendered> pictures(const std::vector<Event>& answers) {
  std::vector<event::Rendered> rendered;
  for (const Event& answer : answers) rendered.push_back(std::get<event::Rendered>(answer));
  return rendered;
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
  ASSERT_TRUE(trainer_.beginReport(command::Render{.request = 1, .of = "raw"}).ok());
  ASSERT_TRUE(trainer_.beginReport(command::Render{.request = 2, .of = label}).ok());
  const auto made = pictures(trainer_.advanceReports(std::chrono::minutes(1)));
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
  ASSERT_TRUE(trainer_.beginReport(command::Render{.request = 7, .of = "raw"}).ok());
  for (int i = 0; i < 2; ++i) {
    trainer_.step();
    EXPECT_TRUE(trainer_.advanceReports(nanoseconds(0)).empty());  // a piece at a time
    ASSERT_EQ(trainer_.reportsWanted().size(), 1U);
    EXPECT_EQ(trainer_.reportsWanted()[0].number, 7U);
  }
  trainer_.step();
  const auto made = pictures(trainer_.advanceReports(nanoseconds(0)));
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(made[0].step, 5);
  EXPECT_EQ(shown(made[0]), raw);
  EXPECT_NE(ToyWorld::floatsOf(0)[0], raw);
  EXPECT_TRUE(trainer_.reportsWanted().empty());
}

TEST_F(Pictures, OfAMixAreMadeByWeightsBetweenRawAndTheTrack) {
  for (int i = 0; i < 20; ++i) trainer_.step();
  const std::string label = trainer_.tracks()[0].label;
  const double raw = ToyWorld::floatsOf(0)[0];
  const double track = ToyWorld::floatsOf(1)[0];
  ASSERT_NE(raw, track);
  const std::vector<double> shares = {-0.5, 0.0, 0.25, 1.0, 1.5};
  for (const double share : shares) {  // one by one: a mix takes the place of one that waits
    ASSERT_TRUE(trainer_.beginReport(command::Render{1, label, share}).ok());
    const auto made = pictures(trainer_.advanceReports(std::chrono::minutes(1)));
    ASSERT_EQ(made.size(), 1U);
    EXPECT_EQ(made[0].share, share);
    EXPECT_EQ(shown(made[0]), static_cast<float>((1.0 - share) * raw + share * track)) << share;
  }
}

TEST_F(Pictures, OfRawHaveNoShare) {
  trainer_.step();
  ASSERT_TRUE(trainer_.beginReport(command::Render{1, "raw", 17.0}).ok());
  const auto made = pictures(trainer_.advanceReports(std::chrono::minutes(1)));
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(made[0].share, 1.0);
  EXPECT_EQ(shown(made[0]), ToyWorld::floatsOf(0)[0]);
}

TEST_F(Pictures, OfAShareOutOfRangeAreRefused) {
  for (const double share : {-0.51, 1.51, std::nan("")}) {
    const auto begun = trainer_.beginReport(command::Render{1, "main", share});
    ASSERT_FALSE(begun.ok()) << share;
    EXPECT_EQ(begun.error().allowed, "-0.5 to 1.5, where 0 is raw and 1 the average");
  }
}

TEST_F(Pictures, OfAMixGiveWayToANewerOneAndThoseOfATrackDoNot) {
  trainer_.step();
  ASSERT_TRUE(trainer_.beginReport(command::Render{1, "main"}).ok());
  ASSERT_TRUE(trainer_.beginReport(command::Render{2, "main", 0.2}).ok());
  ASSERT_TRUE(trainer_.beginReport(command::Render{3, "slow", 0.3}).ok());
  ASSERT_TRUE(trainer_.beginReport(command::Render{4, "main", 0.4}).ok());
  ASSERT_TRUE(trainer_.beginReport(command::Render{5, "main", 1.0}).ok());
  const auto answers = trainer_.advanceReports(std::chrono::minutes(1));
  ASSERT_EQ(answers.size(), 5U);
  const auto& refused = std::get<event::Rejected>(answers[0]);
  EXPECT_EQ(refused.request, 2U);
  EXPECT_EQ(refused.error.where, "picture main@0.2");
  EXPECT_EQ(refused.error.why, event::kSuperseded);
  for (const std::size_t i : {1, 2, 3, 4}) {
    const std::uint64_t requests[] = {0, 1, 3, 4, 5};
    EXPECT_EQ(std::get<event::Rendered>(answers[i]).request, requests[i]);
  }
}

TEST_F(Pictures, ThatHaveBegunAreFinished) {
  trainer_.step();
  ASSERT_TRUE(trainer_.beginReport(command::Render{1, "main", 0.1}).ok());
  EXPECT_TRUE(trainer_.advanceReports(nanoseconds(0)).empty());
  ASSERT_TRUE(trainer_.beginReport(command::Render{2, "main", 0.2}).ok());
  const auto made = pictures(trainer_.advanceReports(std::chrono::minutes(1)));
  ASSERT_EQ(made.size(), 2U);
  EXPECT_EQ(made[0].share, 0.1);
  EXPECT_EQ(made[1].share, 0.2);
}

TEST_F(Pictures, OfATrackThatIsNotThereAreRefused) {
  EXPECT_EQ(trainer_.beginReport(command::Render{.request = 1, .of = "nobody"}).error().why,
            "there is no track 'nobody'");
  EXPECT_TRUE(trainer_.advanceReports(nanoseconds(0)).empty());
}

TEST(Render, OfATaskWithoutOneIsRefused) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  EXPECT_EQ(trainer.beginReport(command::Render{.request = 1, .of = "raw"}).error().why,
            "this task has no task picture");
}

/// Two tracks to make others from, and one that is to be made.
RunConfig snapshotConfig() {
  RunConfig config = toyConfig();
  config.steps = 600;
  config.snapshot_every = 15;
  config.tracks = {{.label = "short", .schedule = "constant", .params = {{"beta", 0.9}}},
                   {.label = "long", .schedule = "constant", .params = {{"beta", 0.995}}},
                   {.label = "kept", .schedule = "constant", .params = {{"beta", 0.98}}}};
  return config;
}

TEST(PicturesMadeAfterwards, AreNearThoseOfTheTrackThatWasKept) {
  const ToyWorld world;
  Trainer trainer(rendered(), toyPlan(snapshotConfig()));
  for (int i = 0; i < 600; ++i) trainer.step();
  const float before = ToyWorld::floatsOf(0)[0];
  const std::string made = "posthoc:beta=0.98,step=600";
  ASSERT_TRUE(trainer.beginReport(command::Render{.request = 1, .of = made, .share = 0.5}).ok());
  ASSERT_TRUE(trainer.beginReport(command::Render{.request = 2, .of = "kept"}).ok());
  ASSERT_TRUE(trainer.beginReport(command::Render{.request = 3, .of = "long"}).ok());
  const auto answers = pictures(trainer.advanceReports(std::chrono::minutes(1)));
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[0].of, made);
  EXPECT_EQ(answers[0].step, 600);
  EXPECT_EQ(answers[0].share, 1.0);
  const float kept = shown(answers[1]);
  EXPECT_LT(std::abs(shown(answers[0]) - kept), 0.1F * std::abs(shown(answers[2]) - kept));
  EXPECT_EQ(ToyWorld::floatsOf(0)[0], before);
}

TEST(PicturesMadeAfterwards, AreRefusedAsASynthesisIs) {
  const ToyWorld world;
  Trainer without(rendered(), toyPlan(toyConfig()));
  without.step();
  EXPECT_EQ(without.beginReport(command::Render{1, "a:beta=0.9"}).error().message(),
            "synthesize a: this run keeps no snapshots; allowed: a run with snapshots");
  Trainer trainer(rendered(), toyPlan(snapshotConfig()));
  for (int i = 0; i < 100; ++i) trainer.step();
  EXPECT_FALSE(trainer.beginReport(command::Render{1, "a:beta=0.9,step=500"}).ok());
  EXPECT_FALSE(trainer.beginReport(command::Render{1, "a:half_life=0.01"}).ok());
  EXPECT_FALSE(trainer.beginReport(command::Render{1, "="}).ok());
}

}  // namespace
}  // namespace emascope
