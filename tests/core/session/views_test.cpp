// SPDX-License-Identifier: Apache-2.0
//
// Task views asked of a run that is going on, paused, or at its end.
#include "core/session/training_session.h"
#include "tests/core/session/session_driver.h"
#include "tests/core/session/toy_session.h"

#include <cstdint>
#include <optional>
#include <stdexcept>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// Runs of the toy whose view is whole when `done` says so, asked once a piece.
std::unique_ptr<Session> viewedToy(const std::function<bool()>& done) {
  ModelEntry entry = toyModel();
  static std::function<bool()> is_done;
  is_done = done;
  entry.view = [](const Model&, const Batch&, std::uint64_t) -> ViewWork {
    return []() -> std::optional<TaskView> {
      if (!is_done()) return std::nullopt;
      return TaskView{.kind = "text", .texts = {"whole"}};
    };
  };
  RunFactory run_factory = toyRunFactory();
  run_factory.prepare = [entry](const RunConfig& config) -> Result<PreparedRun> {
    const RunPlan plan = toyPlan(config);
    return PreparedRun{plan, [entry, plan] { return std::make_unique<Trainer>(entry, plan); }};
  };
  return std::make_unique<TrainingSession>(run_factory);
}

bool isViewed(const Event& event) { return std::holds_alternative<event::Viewed>(event); }

TEST(ViewOfARun, IsMadeWhileTrainingGoesOn) {
  std::int64_t step = 0;
  const ToyWorld world({.after_pass = [&](const ToyPass& pass) { step = pass.number; }});
  SessionDriver driver(viewedToy([&] { return step >= 30; }));
  RunConfig config = longToy();
  config.start_paused = true;
  driver.post(command::Start{1, config});
  driver.post(command::View{2, "raw"});
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitFor(isViewed));
  const event::Viewed viewed = driver.all<event::Viewed>().front();
  EXPECT_EQ(viewed.request, 2U);
  EXPECT_EQ(viewed.step, 0);  // by the weights that it was asked for at
  EXPECT_EQ(viewed.view.texts, std::vector<std::string>{"whole"});
}

TEST(ViewOfARun, IsMadeWhilePausedAndCommandsAreHeard) {
  int pieces = 0;
  const ToyWorld world;
  SessionDriver driver(viewedToy([&] { return ++pieces == 1000; }));
  RunConfig config = longToy();
  config.start_paused = true;
  driver.post(command::Start{1, config});
  driver.post(command::View{2, "raw"});
  ASSERT_TRUE(driver.waitFor(isViewed));
  driver.post(command::View{3, "nobody"});
  ASSERT_TRUE(driver.waitFor(
      [](const Event& event) { return std::holds_alternative<event::Rejected>(event); }));
}

TEST(ViewOfARun, IsFinishedWhenTheRunEnds) {
  std::int64_t step = 0;
  int after = 0;
  const ToyWorld world({.after_pass = [&](const ToyPass& pass) { step = pass.number; }});
  const std::int64_t last = toyConfig().steps;
  SessionDriver driver(viewedToy([&] { return step == last && ++after == 3; }));
  RunConfig config = toyConfig();
  config.start_paused = true;
  driver.post(command::Start{1, config});
  driver.post(command::View{2, "raw"});
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(driver.all<event::Viewed>().size(), 1U);
}

TEST(ViewOfARun, IsMadeOfARunThatHasFinished) {
  const ToyWorld world;
  SessionDriver driver(viewedToy([] { return true; }));
  driver.post(command::Start{1, toyConfig()});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  driver.post(command::View{2, "raw"});
  ASSERT_TRUE(driver.waitFor(isViewed));
  EXPECT_EQ(driver.all<event::Viewed>().back().step, toyConfig().steps);
}

TEST(ViewOfARun, IsRefusedWhenTheRunFails) {
  const ToyWorld world({.after_pass = [](const ToyPass& pass) {
    if (pass.number == 5) throw std::runtime_error("no more");
  }});
  SessionDriver driver(viewedToy([] { return false; }));
  RunConfig config = longToy();
  config.start_paused = true;
  driver.post(command::Start{1, config});
  driver.post(command::View{2, "raw"});
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitForState(RunState::kFailed));
  const auto refused = driver.all<event::Rejected>();
  ASSERT_EQ(refused.size(), 1U);
  EXPECT_EQ(refused[0].request, 2U);
  EXPECT_EQ(refused[0].error.why, "the run ended after step 4");
}

}  // namespace
}  // namespace emascope
