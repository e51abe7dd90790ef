// SPDX-License-Identifier: Apache-2.0
#include "core/library/replay.h"

#include "tests/support/kept_runs.h"

#include <cmath>
#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(Replay, RepeatsTheControlLog) {
  RunRecord kept = recordOf(shortRun(8));
  kept.config.start_paused = true;
  kept.config.saves = {{"raw", "raw.safetensors"}};
  kept.config.checkpoints.folder = "run/checkpoints";
  kept.config.snapshot_every = 25;
  kept.config.training.stop = EarlyStop{10, "main"};
  kept.config.syntheses = {{"wide", "sigma_rel", 0.2, 0}};
  const auto config = configOfReplay(kept);
  ASSERT_TRUE(config.ok());
  EXPECT_EQ(config->steps, 200);
  EXPECT_EQ(config->planned_steps, 200);
  EXPECT_FALSE(config->start_paused);
  EXPECT_EQ(config->speed, 0.0);
  EXPECT_TRUE(config->saves.empty());
  EXPECT_EQ(config->checkpoints, CheckpointSettings{});
  EXPECT_FALSE(config->training.stop.has_value());
  EXPECT_TRUE(config->syntheses.empty());
  EXPECT_EQ(config->device, "cpu");
  ASSERT_EQ(config->edits.size(), 2U);
  EXPECT_EQ(config->edits[0].step, 76);
  EXPECT_EQ(config->edits[0].values, (ParamValues{{"beta", 0.9}}));
  EXPECT_EQ(config->edits[1].step, 101);
  EXPECT_TRUE(config->edits[1].action.has_value());
}

TEST(Replay, EndsAtTheLastEvaluationWithTheSchedulesOfTheWholeRun) {
  std::vector<Event> events = shortRun(8, /*open=*/true);
  std::get<event::Started>(events.front()).config.steps = 5000;
  events.emplace_back(event::Applied{7, 201, "main", {{"beta", 0.9}}, {{"beta", 0.8}}});
  const auto config = configOfReplay(recordOf(events));
  ASSERT_TRUE(config.ok());
  EXPECT_EQ(config->steps, 200);
  EXPECT_EQ(config->planned_steps, 5000);
  EXPECT_EQ(config->edits.size(), 2U);  // not that of step 201
}

TEST(Replay, NeedsAnEvaluation) {
  const auto config = configOfReplay(recordOf(shortRun(0)));
  ASSERT_FALSE(config.ok());
  EXPECT_EQ(config.error().message(), "run: has no evaluation to compare; allowed: another run");
}

TEST(Replay, FindsThatTwoRunsAreIdentical) {
  RunRecord kept = recordOf(shortRun(8));
  kept.points[2].raw.loss = std::nan("1");
  RunRecord again = kept;
  again.points[2].raw.loss = std::nan("2");
  again.points[3].seconds = 99.0;
  const ReplayResult result = compareReplay(kept, again);
  EXPECT_EQ(replayText(result), "identical: 8 evaluations");
  EXPECT_FALSE(result.difference.has_value());
}

TEST(Replay, NamesTheFirstNumberThatDiffers) {
  const RunRecord kept = recordOf(shortRun(8));
  const auto difference = [&](auto change) {
    RunRecord again = kept;
    change(again);
    const ReplayResult result = compareReplay(kept, again);
    EXPECT_EQ(result.difference ? result.compared : 99, 2U);
    return result.difference ? result.difference->column : "";
  };
  const auto next = [](double x) { return std::nextafter(x, 1.0); };
  EXPECT_EQ(difference([&](RunRecord& r) { r.points[2].raw.loss = next(r.points[2].raw.loss); }),
            "raw.val_loss");
  EXPECT_EQ(difference([&](RunRecord& r) { r.points[2].train_loss = 0; }), "train_loss");
  EXPECT_EQ(difference([&](RunRecord& r) { r.points[2].tracks[1].val.loss = 0; }), "slow.val_loss");
  EXPECT_EQ(difference([&](RunRecord& r) { r.points[2].tracks[0].decay = 0.5; }), "main.decay");
  EXPECT_EQ(difference([&](RunRecord& r) { r.points[2].feedbacks = 1; }), "feedbacks");
  EXPECT_EQ(difference([&](RunRecord& r) { r.points.resize(2); }), "step");
  EXPECT_EQ(difference([&](RunRecord& r) { r.points.erase(r.points.begin() + 2); }), "step");
}

TEST(Replay, SaysBothNumbersWithAllDigits) {
  RunRecord kept = recordOf(shortRun(8));
  kept.points[2].raw.loss = 0.25;
  RunRecord again = kept;
  again.points[2].raw.loss = std::nextafter(0.25, 1.0);
  EXPECT_EQ(replayText(compareReplay(kept, again)),
            "differs at step 75: raw.val_loss was 0.25 and is 0.25000000000000006; 2 evaluations "
            "before it are identical");
}

TEST(Replay, TellsZerosOfBothSignsApart) {
  RunRecord kept = recordOf(shortRun(8));
  kept.points[2].raw.loss = 0.0;
  RunRecord again = kept;
  again.points[2].raw.loss = -0.0;
  EXPECT_TRUE(compareReplay(kept, again).difference.has_value());
}

TEST(Replay, LeavesOutTheFormerEndOfAnExtendedRun) {
  RunRecord kept = recordOf(shortRun(8));
  RunRecord again = kept;
  EvalPoint former_end = kept.points[3];
  former_end.step = 110;  // no multiple of 25
  kept.points.insert(kept.points.begin() + 4, former_end);
  kept.points[5].train_loss = 0.5;  // the mean since step 110
  const ReplayResult result = compareReplay(kept, again);
  EXPECT_EQ(replayText(result), "identical: 8 evaluations; 1 at a former end are not compared");
}

}  // namespace
}  // namespace emascope
