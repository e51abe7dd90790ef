// SPDX-License-Identifier: Apache-2.0
//
// Runs that end otherwise than after a given number of steps: after epochs, or when they get no
// better.
#include "core/train/early_stop.h"
#include "tests/core/session/session_driver.h"
#include "tests/core/session/toy_session.h"

#include <limits>

#include <gtest/gtest.h>

namespace emascope {
namespace {

event::StateChanged lastState(const SessionDriver& driver) {
  return driver.all<event::StateChanged>().back();
}

TEST(EarlyStop, CountsEvaluationsSinceTheLowest) {
  EarlyStopWatch watch({.patience = 2, .of = "main"});
  EXPECT_EQ(*watch.watched(), "main");
  EXPECT_FALSE(watch.isEnough(1.0));
  EXPECT_FALSE(watch.isEnough(1.5));
  EXPECT_FALSE(watch.isEnough(0.5));
  EXPECT_FALSE(watch.isEnough(0.5));
  EXPECT_TRUE(watch.isEnough(std::numeric_limits<double>::quiet_NaN()));
  EXPECT_EQ(watch.why(), "the loss of main has not improved for 2 evaluations");
  EXPECT_EQ(EarlyStopWatch().watched(), nullptr);
}

/// With the track that never moves, the second evaluation is no better than the first.
TEST(EarlyStop, EndsARunWhoseTrackGetsNoBetter) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  RunConfig config = longToy();
  config.tracks = {{.label = "still", .schedule = "constant", .params = {{"beta", 1.0}}}};
  config.training.stop = EarlyStop{3, "still"};
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(driver.points().size(), 4U);
  EXPECT_EQ(lastState(driver).step, 40);
  EXPECT_EQ(lastState(driver).why, "the loss of still has not improved for 3 evaluations");
}

TEST(EarlyStop, LeavesARunAloneThatDoesNotAskForIt) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  RunConfig config = toyConfig();
  config.tracks = {{.label = "still", .schedule = "constant", .params = {{"beta", 1.0}}}};
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(lastState(driver).why, "");
}

TEST(Progress, TellsTheRateOfTheLastStep) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  RunConfig config = toyConfig();
  config.training.lr_schedule = MethodSpec{"linear", {}};
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_NEAR(driver.all<event::Progress>().back().rate, 0.1 / 40.0, 1e-12);
}

TEST(Epochs, BecomeStepsWhenTheRunBegins) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  RunConfig config = toyConfig();
  config.training = {.batch = 10, .accumulate = 2, .epochs = 1.5};
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  const auto& started = std::get<event::Started>(driver.seen().front());
  EXPECT_EQ(started.config.steps, 15);  // 300 of the 200 samples, 20 a step
  EXPECT_FALSE(started.config.training.epochs.has_value());
  EXPECT_EQ(lastState(driver).step, 15);
}

TEST(Epochs, ThatEndBeforeAnEditAreRefused) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  RunConfig config = toyConfig();
  config.edits = {{1000, "", {{"lr", 0.2}}, {}}};
  config.training.epochs = 2.0;
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitFor(
      [](const Event& event) { return std::holds_alternative<event::Rejected>(event); }));
  EXPECT_EQ(driver.all<event::Rejected>().front().error.message(),
            "set at step 1000: is not within the run; allowed: steps 1 to 100");
}

}  // namespace
}  // namespace emascope
