// SPDX-License-Identifier: Apache-2.0
//
// Averages that no track kept, asked of a run that is going on, paused, or at its end.
#include "tests/core/session/session_driver.h"
#include "tests/core/session/toy_session.h"

#include <algorithm>
#include <cstdint>

#include <gtest/gtest.h>

namespace emascope {
namespace {

bool isSynthesized(const Event& event) { return std::holds_alternative<event::Synthesized>(event); }

/// The average that the track "slow" is.
command::Synthesize slowAt(std::int64_t step) { return {7, {"line", "beta", 0.99, step}}; }

double lossOfSlow(const SessionDriver& driver, std::int64_t step) {
  const std::vector<EvalPoint> points = driver.points();
  const auto found = std::find_if(points.begin(), points.end(),
                                  [step](const EvalPoint& point) { return point.step == step; });
  return found == points.end() ? -1.0 : found->tracks[1].val.loss;
}

TEST(SynthesisOfARun, IsMadeWhileTrainingGoesOn) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  RunConfig config = toyConfig();
  config.steps = 100'000;
  config.snapshot_every = 10;
  config.speed = 100.0;
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitFor([](const Event& event) {
    const auto* evaluated = std::get_if<event::Evaluated>(&event);
    return evaluated != nullptr && evaluated->points.back().step >= 20;
  }));
  driver.post(slowAt(20));
  ASSERT_TRUE(driver.waitFor(isSynthesized));
  const event::Synthesized made = driver.all<event::Synthesized>().front();
  EXPECT_EQ(made.request, 7U);
  EXPECT_EQ(made.spec.step, 20);
  EXPECT_NEAR(made.val.loss, lossOfSlow(driver, 20), 1e-6);
  EXPECT_EQ(driver.all<event::StateChanged>().size(), 1U);  // it runs
}

TEST(SynthesisOfARun, IsMadeInAPauseAndChangesNothing) {
  const ToyWorld world;
  RunConfig config = toyConfig();
  config.snapshot_every = 10;
  SessionDriver undisturbed(toySession());
  undisturbed.post(command::Start{1, config});
  ASSERT_TRUE(undisturbed.waitForState(RunState::kFinished));
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(config)});
  driver.post(command::Advance{20});
  ASSERT_TRUE(driver.waitForState(RunState::kRunning));
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  driver.post(slowAt(20));
  ASSERT_TRUE(driver.waitFor(isSynthesized));
  EXPECT_NEAR(driver.all<event::Synthesized>().front().val.loss, lossOfSlow(driver, 20), 1e-6);
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  const auto before = undisturbed.points();
  const auto after = driver.points();
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(before[i].raw, after[i].raw);
    EXPECT_EQ(before[i].tracks, after[i].tracks);
  }
  driver.post(slowAt(40));  // and of a run that has finished
  ASSERT_TRUE(driver.waitFor(isSynthesized));
  EXPECT_NEAR(driver.all<event::Synthesized>().back().val.loss, lossOfSlow(driver, 40), 1e-6);
}

TEST(SynthesisOfARun, IsRefusedWhereItCannotBe) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(toyConfig())});
  driver.post(slowAt(0));
  ASSERT_TRUE(driver.waitFor(
      [](const Event& event) { return std::holds_alternative<event::Rejected>(event); }));
  EXPECT_EQ(driver.all<event::Rejected>().front().error.message(),
            "synthesize line: this run keeps no snapshots; allowed: a run with snapshots");
}

}  // namespace
}  // namespace emascope
