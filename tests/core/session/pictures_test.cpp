// SPDX-License-Identifier: Apache-2.0
//
// Task pictures asked of a run that is going on, paused, or at its end.
#include "core/session/training_session.h"
#include "tests/core/session/session_driver.h"
#include "tests/core/session/toy_session.h"

#include <cstdint>
#include <optional>
#include <stdexcept>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// Runs of the toy whose picture is whole when `done` says so, asked once a piece.
std::unique_ptr<Session> renderedToy(const std::function<bool()>& done) {
  ModelEntry entry = toyModel();
  static std::function<bool()> is_done;
  is_done = done;
  entry.picture = [](const Model&, const Batch&, std::uint64_t) -> PictureWork {
    return []() -> std::optional<TaskPicture> {
      if (!is_done()) return std::nullopt;
      return TaskPicture{.kind = "text", .texts = {"whole"}};
    };
  };
  RunFactory run_factory = toyRunFactory();
  run_factory.prepare = [entry](const RunConfig& config) -> Result<PreparedRun> {
    const RunPlan plan = toyPlan(config);
    return PreparedRun{plan, [entry, plan] { return std::make_unique<Trainer>(entry, plan); }};
  };
  return std::make_unique<TrainingSession>(run_factory);
}

bool isRendered(const Event& event) { return std::holds_alternative<event::Rendered>(event); }

TEST(PictureOfARun, IsMadeWhileTrainingGoesOn) {
  std::int64_t step = 0;
  const ToyWorld world({.after_pass = [&](const ToyPass& pass) { step = pass.number; }});
  SessionDriver driver(renderedToy([&] { return step >= 30; }));
  RunConfig config = longToy();
  config.start_paused = true;
  driver.post(command::Start{1, config});
  driver.post(command::Render{2, "raw"});
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitFor(isRendered));
  const event::Rendered rendered = driver.all<event::Rendered>().front();
  EXPECT_EQ(rendered.request, 2U);
  EXPECT_EQ(rendered.step, 0);  // by the weights that it was asked for at
  EXPECT_EQ(rendered.picture.texts, std::vector<std::string>{"whole"});
}

TEST(PictureOfARun, OfATrackThatIsRemovedMeanwhileIsFinished) {
  std::int64_t step = 0;
  const ToyWorld world({.after_pass = [&](const ToyPass& pass) { step = pass.number; }});
  SessionDriver driver(renderedToy([&] { return step >= 30; }));
  RunConfig config = longToy();
  config.start_paused = true;
  driver.post(command::Start{1, config});
  driver.post(command::Render{2, "slow"});
  driver.post(command::EditTracks{3, track_action::Remove{"slow"}, {}});
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitFor(isRendered));
  EXPECT_EQ(driver.all<event::TracksChanged>().size(), 1U);
  EXPECT_EQ(driver.all<event::Rendered>().front().of, "slow");
  driver.post(command::Render{4, "slow"});
  ASSERT_TRUE(driver.waitFor(
      [](const Event& event) { return std::holds_alternative<event::Rejected>(event); }));
  EXPECT_EQ(driver.all<event::Rejected>().back().request, 4U);
}

TEST(PictureOfARun, IsMadeWhilePausedAndCommandsAreHeard) {
  int pieces = 0;
  const ToyWorld world;
  SessionDriver driver(renderedToy([&] { return ++pieces == 1000; }));
  RunConfig config = longToy();
  config.start_paused = true;
  driver.post(command::Start{1, config});
  driver.post(command::Render{2, "raw"});
  ASSERT_TRUE(driver.waitFor(isRendered));
  driver.post(command::Render{3, "nobody"});
  ASSERT_TRUE(driver.waitFor(
      [](const Event& event) { return std::holds_alternative<event::Rejected>(event); }));
}

TEST(PictureOfARun, IsFinishedWhenTheRunEnds) {
  std::int64_t step = 0;
  int after = 0;
  const ToyWorld world({.after_pass = [&](const ToyPass& pass) { step = pass.number; }});
  const std::int64_t last = toyConfig().steps;
  SessionDriver driver(renderedToy([&] { return step == last && ++after == 3; }));
  RunConfig config = toyConfig();
  config.start_paused = true;
  driver.post(command::Start{1, config});
  driver.post(command::Render{2, "raw"});
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(driver.all<event::Rendered>().size(), 1U);
}

TEST(PictureOfARun, IsMadeOfARunThatHasFinished) {
  const ToyWorld world;
  SessionDriver driver(renderedToy([] { return true; }));
  driver.post(command::Start{1, toyConfig()});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  driver.post(command::Render{2, "raw"});
  ASSERT_TRUE(driver.waitFor(isRendered));
  EXPECT_EQ(driver.all<event::Rendered>().back().step, toyConfig().steps);
}

TEST(PictureOfARun, IsRefusedWhenTheRunFails) {
  const ToyWorld world({.after_pass = [](const ToyPass& pass) {
    if (pass.number == 5) throw std::runtime_error("no more");
  }});
  SessionDriver driver(renderedToy([] { return false; }));
  RunConfig config = longToy();
  config.start_paused = true;
  driver.post(command::Start{1, config});
  driver.post(command::Render{2, "raw"});
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitForState(RunState::kFailed));
  const auto refused = driver.all<event::Rejected>();
  ASSERT_EQ(refused.size(), 1U);
  EXPECT_EQ(refused[0].request, 2U);
  EXPECT_EQ(refused[0].error.why, "the run ended after step 4");
}

}  // namespace
}  // namespace emascope
