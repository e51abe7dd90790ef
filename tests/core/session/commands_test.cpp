// SPDX-License-Identifier: Apache-2.0
//
// What a session does with commands: the life of a run, edits, and answers to all of them.
#include "core/protocol/record/run_record.h"
#include "tests/core/session/session_driver.h"
#include "tests/core/session/toy_session.h"

#include <atomic>
#include <memory>
#include <utility>

#include <gtest/gtest.h>

namespace emascope {
namespace {

using command::SetParams;

std::vector<RunState> statesOf(const SessionDriver& driver) {
  std::vector<RunState> states;
  for (const auto& changed : driver.all<event::StateChanged>()) states.push_back(changed.state);
  return states;
}

/// Curve without the wall time.
std::vector<EvalPoint> timeless(std::vector<EvalPoint> points) {
  for (EvalPoint& point : points) point.seconds = 0.0;
  return points;
}

std::vector<EvalPoint> undisturbed(const RunConfig& config) {
  SessionDriver driver(toySession());
  driver.post(command::Start{1, config});
  EXPECT_TRUE(driver.waitForState(RunState::kFinished));
  return timeless(driver.points());
}

TEST(Commands, StartIsAnsweredWithTheResolvedConfiguration) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  RunConfig config = toyConfig();
  config.lr = 0.0;
  driver.post(command::Start{42, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  const auto& started = std::get<event::Started>(driver.seen().front());
  EXPECT_EQ(started.request, 42U);
  EXPECT_EQ(started.config.lr, 0.1);
  EXPECT_EQ(started.config.tracks[0].params.size(), 12U);
  EXPECT_EQ(started.facts.threads, 1);
  EXPECT_EQ(statesOf(driver), (std::vector{RunState::kRunning, RunState::kFinished}));
}

TEST(Commands, PointsComeAtMultiplesOfTheIntervalAndAtTheLastStep) {
  const ToyWorld world;
  RunConfig config = toyConfig();
  config.steps = 34;
  std::vector<std::int64_t> steps;
  for (const EvalPoint& point : undisturbed(config)) steps.push_back(point.step);
  EXPECT_EQ(steps, (std::vector<std::int64_t>{10, 20, 30, 34}));
}

TEST(Commands, StartThatIsNotValidIsRefusedInTheWordsOfValidate) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  RunConfig config = toyConfig();
  config.tracks[0].params["beta"] = 1.5;
  driver.post(command::Start{3, config});
  ASSERT_TRUE(driver.waitFor(
      [](const Event& event) { return std::holds_alternative<event::Rejected>(event); }));
  const auto refusal = driver.all<event::Rejected>().front();
  EXPECT_EQ(refusal.request, 3U);
  EXPECT_EQ(refusal.error, validate(config, toyRunFactory().catalog).error());
}

TEST(Commands, WhatTheStateDoesNotAllowIsRefused) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(SetParams{5, "main", {{"beta", 0.5}}, {}});
  driver.post(command::Pause{});
  driver.post(command::Start{6, paused(toyConfig())});
  driver.post(command::Stop{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  const auto refusals = driver.all<event::Rejected>();
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].request, 5U);
  EXPECT_EQ(refusals[0].error.message(), "set: the run is idle; allowed: during a run");
}

TEST(Commands, ARefusedStartLeavesTheRunAsItIs) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(toyConfig())});
  RunConfig wrong = toyConfig();
  wrong.tracks[0].params["beta"] = 1.5;
  driver.post(command::Start{7, wrong});
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  ASSERT_EQ(driver.all<event::Rejected>().size(), 1U);
  EXPECT_EQ(driver.all<event::Rejected>().front().request, 7U);
  EXPECT_EQ(driver.all<event::Started>().size(), 1U);
  EXPECT_EQ(timeless(driver.points()), undisturbed(toyConfig()));
}

TEST(Commands, AnAcceptedStartEndsTheRunAndBeginsTheNext) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(toyConfig())});
  driver.post(command::Start{2, toyConfig()});
  ASSERT_TRUE(driver.waitFor([](const Event& event) {
    const auto* state = std::get_if<event::StateChanged>(&event);
    return state && state->state == RunState::kFinished && state->step == 40;
  }));
  std::string order;
  for (const Event& event : driver.seen()) {
    if (const auto* started = std::get_if<event::Started>(&event)) {
      order += "started " + std::to_string(started->request) + ", ";
    } else if (const auto* state = std::get_if<event::StateChanged>(&event)) {
      order += std::string(runStateText(state->state)) + ", ";
    }
  }
  EXPECT_EQ(order, "started 1, paused, finished, started 2, running, finished, ");
}

TEST(Commands, AdvanceTakesItsStepsAndPauses) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(toyConfig())});
  driver.post(command::Advance{13});
  ASSERT_TRUE(driver.waitForState(RunState::kRunning));
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  EXPECT_EQ(driver.all<event::StateChanged>().back().step, 13);
  driver.post(command::Advance{1000});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(driver.all<event::StateChanged>().back().step, 40);
}

TEST(Commands, StopEndsARunThatIsPaused) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(longToy())});
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  driver.post(command::Stop{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
}

TEST(Commands, StopInterruptsTheWaitOfASlowRun) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  RunConfig config = longToy();
  config.speed = 1e-4;  // a step in three hours
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kRunning));
  driver.post(command::Stop{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
}

TEST(Commands, ANewSpeedEndsTheWaitOfASlowRun) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  RunConfig config = toyConfig();
  config.speed = 1e-4;
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kRunning));
  driver.post(command::SetSpeed{0.0});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
}

TEST(Commands, PausesAndSpeedDoNotMoveTheCurve) {
  const ToyWorld world;
  const auto expected = undisturbed(toyConfig());
  SessionDriver driver(toySession());
  RunConfig config = paused(toyConfig());
  config.speed = 2000.0;
  driver.post(command::Start{1, config});
  driver.post(command::Advance{7});
  ASSERT_TRUE(driver.waitForState(RunState::kRunning));
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(timeless(driver.points()), expected);
}

TEST(Commands, DestroyingASessionJoinsItsThreadBeforeTheRunsEnd) {
  std::atomic<std::int64_t> passes = 0;
  const ToyWorld world({.after_pass = [&passes](const ToyPass&) { ++passes; }});
  const auto thread_lives = std::make_shared<int>();
  RunFactory factory = toyRunFactory();
  factory.prepare = [prepare = factory.prepare, thread_lives](const RunConfig& config) {
    Result<PreparedRun> run = prepare(config);
    run.value().build = [build = run.value().build, thread_lives] {
      static thread_local std::shared_ptr<int> held_until_the_thread_ends;
      held_until_the_thread_ends = thread_lives;
      return build();
    };
    return run;
  };
  {
    SessionDriver driver(std::make_unique<TrainingSession>(std::move(factory)));
    driver.post(command::Start{1, longToy()});
    ASSERT_TRUE(driver.waitForState(RunState::kRunning));
  }
  EXPECT_EQ(thread_lives.use_count(), 1)
      << "the trainer's thread, or its run, outlives the session";
  EXPECT_LT(passes, longToy().steps);
}

TEST(Commands, EditsOfAPausedRunAreAnsweredAtOnce) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(toyConfig())});
  driver.post(SetParams{8, "slow", {{"beta", 0.5}}, {}});
  ASSERT_TRUE(driver.waitFor(
      [](const Event& event) { return std::holds_alternative<event::Applied>(event); }));
  EXPECT_EQ(driver.all<event::Applied>().front(),
            (event::Applied{8, 1, "slow", {{"beta", 0.99}}, {{"beta", 0.5}}}));
}

TEST(Commands, AStormOfEditsIsOneApplicationAndAllAreAnswered) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  RunConfig config = longToy();
  config.speed = 1e-4;  // all arrive between two steps
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kRunning));
  for (std::uint64_t i = 1; i <= 1000; ++i) {
    driver.post(SetParams{100 + i, "slow", {{"beta", 0.5 + 1e-4 * static_cast<double>(i)}}, {}});
  }
  driver.post(command::Pause{});
  ASSERT_TRUE(driver.waitFor([](const Event& event) {
    const auto* applied = std::get_if<event::Applied>(&event);
    return applied != nullptr && applied->request == 1100;
  }));
  const auto answers = driver.all<event::Applied>();
  ASSERT_EQ(answers.size(), 1000U);
  for (const event::Applied& answer : answers) {
    EXPECT_EQ(answer.step, answers.front().step);
    EXPECT_EQ(answer.new_values.at("beta"), 0.5 + 1e-4 * 1000.0);
    EXPECT_EQ(answer.old_values.at("beta"), 0.99);
  }
  RunRecord record;
  for (const Event& event : driver.seen()) record.apply(event);
  EXPECT_EQ(record.changes.size(), 1U);
}

TEST(Commands, EditsOfTheConfigurationComeIntoForceAtTheirStep) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  RunConfig config = toyConfig();
  config.edits = {{21, "slow", {{"beta", 0.5}}}, {5, "", {{"lr", 0.01}}}};
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  const auto applied = driver.all<event::Applied>();
  ASSERT_EQ(applied.size(), 2U);
  EXPECT_EQ(applied[0], (event::Applied{0, 5, "", {{"lr", 0.1}}, {{"lr", 0.01}}}));
  EXPECT_EQ(applied[1], (event::Applied{0, 21, "slow", {{"beta", 0.99}}, {{"beta", 0.5}}}));
  const auto points = driver.points();
  EXPECT_EQ(points[1].tracks[1].decay, 0.99);  // after step 20
  EXPECT_EQ(points[2].tracks[1].decay, 0.5);
}

TEST(Commands, EditForALaterStepWaitsForIt) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(toyConfig())});
  driver.post(SetParams{9, "slow", {{"beta", 0.5}}, 15});
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  const auto applied = driver.all<event::Applied>();
  ASSERT_EQ(applied.size(), 1U);
  EXPECT_EQ(applied[0].request, 9U);
  EXPECT_EQ(applied[0].step, 15);
}

TEST(Commands, EditForAStepThatIsPastOrAfterTheEndIsRefused) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(toyConfig())});
  driver.post(SetParams{9, "slow", {{"beta", 0.5}}, 0});
  driver.post(SetParams{10, "slow", {{"beta", 0.5}}, 41});
  driver.post(command::Stop{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  const auto refusals = driver.all<event::Rejected>();
  ASSERT_EQ(refusals.size(), 2U);
  EXPECT_EQ(refusals[1].error.message(),
            "set at step 41: is outside the rest of the run; allowed: steps 1 to 40");
}

TEST(Commands, EditsThatNoStepTookAreAnsweredWhenTheRunEnds) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(toyConfig())});
  driver.post(SetParams{9, "slow", {{"beta", 0.5}}, 30});
  driver.post(command::Stop{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  const auto refusals = driver.all<event::Rejected>();
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].error.message(), "set: the run ended after step 0");
}

TEST(Commands, ReplayedControlLogGivesTheSameCurve) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(toyConfig())});
  driver.post(command::Advance{12});
  ASSERT_TRUE(driver.waitForState(RunState::kRunning));
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  driver.post(SetParams{2, "slow", {{"beta", 0.7}}, {}});
  driver.post(SetParams{3, "", {{"lr", 0.03}}, {}});
  driver.post(SetParams{4, "main", {{"reseed", 1.0}}, {}});
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  RunRecord record;
  for (const Event& event : driver.seen()) record.apply(event);
  EXPECT_EQ(undisturbed(replayConfig(record)), timeless(driver.points()));
}

}  // namespace
}  // namespace emascope
