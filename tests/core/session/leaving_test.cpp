// SPDX-License-Identifier: Apache-2.0
//
// A run that is left in the middle of a step, by a wish, because it takes too long, or for want of
// memory: what has been measured and the weights of the last whole step remain.
#include "tests/core/session/session_driver.h"
#include "tests/core/session/toy_session.h"
#include "tests/support/temporary_folder.h"

#include <atomic>
#include <future>
#include <new>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::HasSubstr;

/// The toy's run with weights to be saved in `folder`.
RunConfig saving(const TemporaryFolder& folder, const std::string& prefix) {
  RunConfig config = longToy();
  config.saves = {{"raw", folder / (prefix + "-raw.safetensors")},
                  {"slow", folder / (prefix + "-slow.safetensors")}};
  return config;
}

/// The pass of a given number stands still until it is released, and then never returns.
class StandStill {
 public:
  explicit StandStill(std::int64_t pass)
      : world_({.after_pass = [this, pass](const ToyPass& made) {
          if (made.number == pass) standStill(made);
        }}) {}
  ~StandStill() { released_.set_value(); }
  StandStill(const StandStill&) = delete;
  StandStill& operator=(const StandStill&) = delete;

  void waitUntilReached() { reached_.get_future().wait(); }

 private:
  /// The next test replaces the hook while its thread stands here: the hook itself is not read
  /// again.
  void standStill(const ToyPass& made) {
    made.weight_gradients[0] = 1e9F;  // nothing of it may be found anywhere
    made.running_mean[0] = 1e9F;
    reached_.set_value();
    released_.get_future().wait();
  }

  std::promise<void> reached_;
  std::promise<void> released_;
  ToyWorld world_;
};

/// What a run of `steps` steps saves.
void runWhole(const TemporaryFolder& folder, std::int64_t steps) {
  RunConfig config = saving(folder, "whole");
  config.steps = steps;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
}

/// Tensors and their values; the header says of which step they are.
std::string weightsIn(const TemporaryFolder& folder, const std::string& name) {
  const std::string bytes = TemporaryFolder::contents(folder / name);
  EXPECT_GT(bytes.size(), 40U) << name;
  return bytes;
}

TEST(Leaving, AStepThatStandsStillLeavesTheWeightsOfTheStepBefore) {
  const TemporaryFolder folder;
  runWhole(folder, 24);
  auto* still = new StandStill(25);  // its thread outlives the test
  auto session = std::make_unique<TrainingSession>(toyRunFactory());
  TrainingSession& watched = *session;
  SessionDriver driver(std::move(session));
  driver.post(command::Start{1, saving(folder, "left")});
  still->waitUntilReached();
  EXPECT_FALSE(watched.gaveUp());
  EXPECT_GT(watched.busyFor().count(), 0);
  driver.post(command::Stop{});
  ASSERT_TRUE(watched.giveUp());
  EXPECT_TRUE(watched.gaveUp());
  EXPECT_FALSE(watched.giveUp());
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(driver.all<event::StateChanged>().back().step, 24);
  EXPECT_EQ(driver.points().back().step, 20);
  ASSERT_EQ(driver.all<event::Saved>().size(), 2U);
  EXPECT_EQ(driver.all<event::Saved>()[0].step, 24);
  for (const std::string of : {"raw", "slow"}) {
    EXPECT_EQ(weightsIn(folder, "left-" + of + ".safetensors"),
              weightsIn(folder, "whole-" + of + ".safetensors"))
        << of;
  }
}

TEST(Leaving, StopIsObeyedBetweenTwoPassesOfAStep) {
  TrainingSession* session = nullptr;
  std::atomic<std::int64_t> passes = 0;
  const ToyWorld world({.after_pass = [&](const ToyPass&) {
    if (++passes == 50) session->post(command::Stop{});
  }});
  auto made = std::make_unique<TrainingSession>(toyRunFactory());
  session = made.get();
  RunConfig config = longToy();
  config.training.accumulate = 1'000'000;
  SessionDriver driver(std::move(made));
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(passes, 50);
  EXPECT_EQ(driver.all<event::StateChanged>().back().step, 0);
}

TEST(Leaving, ASessionEndsInTheMiddleOfAStep) {
  std::promise<void> begun;
  std::atomic<std::int64_t> passes = 0;
  const ToyWorld world({.after_pass = [&](const ToyPass&) {
    if (++passes == 3) begun.set_value();
  }});
  {
    SessionDriver driver(toySession());
    RunConfig config = longToy();
    config.training.accumulate = 1'000'000;
    driver.post(command::Start{1, config});
    begun.get_future().wait();
  }
  EXPECT_LT(passes, 1'000'000);
}

/// Runs the toy with `passes` from the tenth on that find no memory.
std::vector<Event> runWithShortMemory(int passes, bool watched) {
  int left = passes;
  const ToyWorld world({.after_pass = [&left](const ToyPass& made) {
    if (made.number >= 10 && left > 0) {
      --left;
      throw std::bad_alloc();
    }
  }});
  SessionDriver driver(toySession());
  RunConfig config = toyConfig();
  config.pause_on_divergence = watched;
  driver.post(command::Start{1, config});
  EXPECT_TRUE(driver.waitFor([](const Event& event) {
    const auto* changed = std::get_if<event::StateChanged>(&event);
    return changed != nullptr && changed->state != RunState::kRunning;
  }));
  return driver.seen();
}

template <typename Kind>
const Kind& lastOf(const std::vector<Event>& events) {
  const Kind* last = nullptr;
  for (const Event& event : events) {
    if (const auto* kind = std::get_if<Kind>(&event)) last = kind;
  }
  EXPECT_NE(last, nullptr);
  static const Kind none = {};
  return last != nullptr ? *last : none;
}

TEST(Leaving, AStepForWhichMemoryWasShortIsTriedAgain) {
  const auto short_once = runWithShortMemory(1, false);
  const auto never = runWithShortMemory(0, false);
  EXPECT_EQ(lastOf<event::StateChanged>(short_once).state, RunState::kFinished);
  EXPECT_EQ(lastOf<event::Evaluated>(short_once).points.back().raw.loss,
            lastOf<event::Evaluated>(never).points.back().raw.loss);
}

TEST(Leaving, ARunWithoutMemoryIsPausedIfSomebodyWatches) {
  const auto events = runWithShortMemory(2, true);
  const auto& last = lastOf<event::StateChanged>(events);
  EXPECT_EQ(last.state, RunState::kPaused);
  EXPECT_EQ(last.step, 9);
  EXPECT_THAT(last.why, HasSubstr("step 10 does not fit in memory"));
}

TEST(Leaving, ARunWithoutMemoryFailsIfNobodyWatches) {
  const auto events = runWithShortMemory(2, false);
  EXPECT_EQ(lastOf<event::StateChanged>(events).state, RunState::kFailed);
  EXPECT_EQ(lastOf<event::Failed>(events).kind, event::FailureKind::kOutOfMemory);
  EXPECT_EQ(lastOf<event::Failed>(events).step, 10);
}

}  // namespace
}  // namespace emascope
