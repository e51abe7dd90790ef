// SPDX-License-Identifier: Apache-2.0
//
// Runs that are made longer while they go on and after their end, and reports of a run in any
// state.
#include "tests/core/session/session_driver.h"
#include "tests/core/session/toy_session.h"

#include <atomic>
#include <stdexcept>

#include <gtest/gtest.h>

namespace emascope {
namespace {

bool isExtended(const Event& event) { return std::holds_alternative<event::Extended>(event); }
bool isRejected(const Event& event) { return std::holds_alternative<event::Rejected>(event); }

/// Without the wall time.
std::vector<EvalPoint> withoutTime(std::vector<EvalPoint> points) {
  for (EvalPoint& point : points) point.seconds = 0.0;
  return points;
}

RunConfig steps(std::int64_t count, RunConfig config = toyConfig()) {
  config.steps = count;
  return config;
}

std::vector<EvalPoint> pointsOf(const RunConfig& config) {
  SessionDriver driver(toySession());
  driver.post(command::Start{1, config});
  EXPECT_TRUE(driver.waitForState(RunState::kFinished));
  return withoutTime(driver.points());
}

TEST(Extend, OfARunThatHasFinishedGivesWhatALongerOneGives) {
  const ToyWorld world;
  const std::vector<EvalPoint> whole = pointsOf(steps(100));
  SessionDriver driver(toySession());
  driver.post(command::Start{1, steps(50)});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  driver.post(command::Extend{2, 30});
  ASSERT_TRUE(driver.waitFor(isExtended));
  ASSERT_TRUE(driver.waitForState(RunState::kRunning));
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  driver.post(command::Extend{3, 20});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(withoutTime(driver.points()), whole);
  EXPECT_EQ(driver.all<event::Extended>(),
            (std::vector<event::Extended>{{2, 50, 80}, {3, 80, 100}}));
}

TEST(Extend, OfAPausedRunMovesItsEnd) {
  const ToyWorld world;
  const std::vector<EvalPoint> whole = pointsOf(steps(100));
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(steps(50))});
  driver.post(command::Extend{2, 50});
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(withoutTime(driver.points()), whole);
  EXPECT_EQ(driver.all<event::StateChanged>().size(), 3U);  // paused, running, finished
}

TEST(Extend, OfAStoppedRunGoesOnWithItsEdits) {
  const ToyWorld world;
  RunConfig edited = toyConfig();
  edited.edits = {{30, "", {{"lr", 0.05}}, {}}, {35, "main", {{"beta", 0.5}}, {}}};
  const std::vector<EvalPoint> whole = pointsOf(steps(60, edited));
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(steps(50, edited))});
  driver.post(command::Advance{20});
  ASSERT_TRUE(driver.waitForState(RunState::kRunning));
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  driver.post(command::Stop{});
  driver.post(command::Extend{2, 10});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(withoutTime(driver.points()), whole);
}

TEST(Extend, LeavesTheRateOfTheLastStep) {
  const ToyWorld world;
  RunConfig config = steps(50);
  config.training.lr_schedule = MethodSpec{"cosine", {{"floor", 0.1}}};
  SessionDriver driver(toySession());
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  const double last = driver.all<event::Progress>().back().rate;
  driver.post(command::Extend{2, 50});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(driver.all<event::Progress>().back().rate, last);
  EXPECT_EQ(driver.all<event::Progress>().back().step, 100);
  EXPECT_LT(last, 0.1 * 0.11);

  RunConfig replayed = steps(100, config);  // what the record of such a run says
  replayed.planned_steps = 50;
  EXPECT_EQ(pointsOf(replayed), withoutTime(driver.points()));
}

TEST(Extend, KeepsTheEvaluationOfAFormerLastStep) {
  const ToyWorld world;
  std::vector<EvalPoint> whole = pointsOf(steps(100));
  SessionDriver driver(toySession());
  driver.post(command::Start{1, steps(45)});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  driver.post(command::Extend{2, 55});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  std::vector<EvalPoint> points = withoutTime(driver.points());
  ASSERT_EQ(points.size(), whole.size() + 1);
  ASSERT_EQ(points[4].step, 45);
  // The mean of steps 41 to 50 is that of the two halves.
  EXPECT_NEAR(whole[4].train_loss, (points[4].train_loss + points[5].train_loss) / 2.0, 1e-12);
  points.erase(points.begin() + 4);
  whole[4].train_loss = points[4].train_loss;
  EXPECT_EQ(points, whole);
}

TEST(Extend, DoesNotCountTheFormerLastStepForEarlyStopping) {
  const ToyWorld world;
  RunConfig config = longToy();
  config.tracks = {{.label = "still", .schedule = "constant", .params = {{"beta", 1.0}}}};
  config.training.stop = EarlyStop{3, "still"};
  SessionDriver driver(toySession());
  driver.post(command::Start{1, steps(25, config)});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  driver.post(command::Extend{2, 1000});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(driver.all<event::StateChanged>().back().step, 40);
}

TEST(Extend, AfterEarlyStoppingCountsAnew) {
  const ToyWorld world;
  RunConfig config = longToy();
  config.tracks = {{.label = "still", .schedule = "constant", .params = {{"beta", 1.0}}}};
  config.training.stop = EarlyStop{3, "still"};
  SessionDriver driver(toySession());
  driver.post(command::Start{1, steps(1000, config)});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(driver.all<event::StateChanged>().back().step, 40);
  driver.post(command::Extend{2, 10});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(driver.all<event::StateChanged>().back().step, 80);
}

TEST(Extend, DoesNotPauseWhereAnEarlierAdvanceWouldHaveEnded) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(steps(50))});
  driver.post(command::Advance{60});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  driver.post(command::Extend{2, 50});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(driver.all<event::StateChanged>().back().step, 100);
}

TEST(Extend, RefusesTooManySteps) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(toyConfig())});
  driver.post(command::Extend{2, kMostSteps});
  ASSERT_TRUE(driver.waitFor(isRejected));
  EXPECT_EQ(driver.all<event::Rejected>().front().error.message(),
            "extend: 1000000000 more than 40 steps are too many; allowed: at most 1000000000 steps "
            "in all");
}

TEST(Extend, WithoutARunIsRefused) {
  SessionDriver driver(toySession());
  driver.post(command::Extend{2, 10});
  ASSERT_TRUE(driver.waitFor(isRejected));
  EXPECT_EQ(driver.all<event::Rejected>().front().error.where, "extend");
}

TEST(Extend, AnEditMayLieBeyondTheFormerEnd) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(steps(50))});
  driver.post(command::Extend{2, 50});
  driver.post(command::SetParams{3, "", {{"lr", 0.05}}, 90});
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(driver.all<event::Applied>().front().step, 90);
  EXPECT_TRUE(driver.all<event::Rejected>().empty());
}

TEST(Reports, OfARunThatHasFinished) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, toyConfig()});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  driver.post(command::MeasureDistances{2, "main"});
  ASSERT_TRUE(driver.waitFor(
      [](const Event& event) { return std::holds_alternative<event::DistancesMeasured>(event); }));
  const auto measured = driver.all<event::DistancesMeasured>().front();
  EXPECT_EQ(measured.step, 40);
  ASSERT_EQ(measured.tensors.size(), 3U);  // without the counter
  EXPECT_EQ(measured.tensors[2].name, "running_mean");
  EXPECT_FALSE(measured.tensors[2].parameter);
  driver.post(command::ShowSamples{3, {299}});
  ASSERT_TRUE(driver.waitFor(
      [](const Event& event) { return std::holds_alternative<event::SamplesShown>(event); }));
  driver.post(command::Scan{4, {"main", {0.5}}});
  ASSERT_TRUE(driver.waitFor(
      [](const Event& event) { return std::holds_alternative<event::Scanned>(event); }));
  driver.post(command::CompareSamples{5, "main"});  // the toy has no objective
  ASSERT_TRUE(driver.waitFor(isRejected));
  EXPECT_EQ(driver.all<event::Rejected>().back().request, 5U);
}

TEST(Reports, OfARunThatHasFinishedAreAnsweredBeforeAnotherOneBegins) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, toyConfig()});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  constexpr std::uint64_t kRounds = 50;
  for (std::uint64_t round = 1; round <= kRounds; ++round) {
    driver.post(command::ShowSamples{100 + round, {299}});
    driver.post(command::Start{round, toyConfig()});
    ASSERT_TRUE(driver.waitForState(RunState::kFinished));
    std::size_t answers = driver.all<event::SamplesShown>().size();
    for (const event::Rejected& refused : driver.all<event::Rejected>()) {
      EXPECT_EQ(refused.error, (Error{"samples", "another run begins", ""}));
      ++answers;
    }
    ASSERT_EQ(answers, round);
  }
}

TEST(Reports, ThatFailLeaveTheRunAsItIs) {
  std::atomic<bool> planted = false;
  const ToyWorld world({.before_evaluation = [&planted] {
    if (planted) throw std::runtime_error("planted");
  }});
  SessionDriver driver(toySession());
  driver.post(command::Start{1, toyConfig()});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  planted = true;
  driver.post(command::Scan{2, {"main", {0.5}}});
  ASSERT_TRUE(driver.waitFor(isRejected));
  EXPECT_EQ(driver.all<event::Rejected>().back(),
            (event::Rejected{2, {"scan main", "planted", ""}}));
  planted = false;
  driver.post(command::Extend{3, 10});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(driver.points().back().step, 50);
}

TEST(Reports, OfASliderAnswerItsLastPosition) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(toyConfig())});
  for (std::uint64_t request = 2; request < 500; ++request) {
    driver.post(command::MeasureDistances{request, "main"});
  }
  ASSERT_TRUE(driver.waitFor([](const Event& event) {
    const auto* measured = std::get_if<event::DistancesMeasured>(&event);
    return measured != nullptr && measured->request == 499;
  }));
  for (const event::Rejected& refused : driver.all<event::Rejected>()) {
    EXPECT_EQ(refused.error.why, event::kSuperseded);
  }
  EXPECT_EQ(driver.all<event::Rejected>().size() + driver.all<event::DistancesMeasured>().size(),
            498U);
}

}  // namespace
}  // namespace emascope
