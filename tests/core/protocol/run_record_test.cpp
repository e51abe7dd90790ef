// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/run_record.h"

#include "tests/ui/support/fake_run.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

RunRecord begun() {
  RunRecord record;
  record.apply(fakeStarted(fakeCatalog()));
  return record;
}

event::Applied betaOfMain(std::uint64_t request, std::int64_t step, double before, double after) {
  return {request, step, "main", {{"beta", before}}, {{"beta", after}}};
}

TEST(RunRecord, ANewRunForgetsTheOldOne) {
  RunRecord record = begun();
  record.apply(event::Evaluated{{fakePoint(25, 3)}});
  record.apply(betaOfMain(1, 26, 0.995, 0.9));
  record.apply(event::SkippedStep{30, "loss", 1});
  record.apply(event::Failed{event::FailureKind::kDevice, 31, "gone"});
  record.apply(event::StateChanged{RunState::kFailed, 31, "gone"});
  record.apply(fakeStarted(fakeCatalog()));
  EXPECT_TRUE(record.points.empty());
  EXPECT_TRUE(record.changes.empty());
  EXPECT_TRUE(record.skipped.empty());
  EXPECT_TRUE(record.failures.empty());
  EXPECT_EQ(record.step, 0);
  EXPECT_EQ(record.state, RunState::kIdle);
  EXPECT_EQ(record.state_reason, "");
}

TEST(RunRecord, KeepsPointsInTheOrderInWhichTheyCame) {
  RunRecord record = begun();
  record.apply(event::Evaluated{{fakePoint(25, 3), fakePoint(50, 3)}});
  record.apply(event::Evaluated{{fakePoint(75, 3)}});
  EXPECT_EQ(record.points,
            (std::vector<EvalPoint>{fakePoint(25, 3), fakePoint(50, 3), fakePoint(75, 3)}));
}

TEST(RunRecord, ItsStepIsTheLatestAnyEventTellsOf) {
  RunRecord record = begun();
  record.apply(event::Evaluated{{fakePoint(50, 3)}});
  EXPECT_EQ(record.step, 50);
  record.apply(event::Progress{.step = 40});  // older than the point, sent after it
  EXPECT_EQ(record.step, 50);
  record.apply(event::StateChanged{RunState::kPaused, 61, ""});
  EXPECT_EQ(record.step, 61);
}

TEST(RunRecord, CountsOneApplicationThatAnsweredManyRequestsOnce) {
  RunRecord record = begun();
  for (std::uint64_t request = 1; request <= 9; ++request) {
    record.apply(betaOfMain(request, 26, 0.995, 0.9));
  }
  EXPECT_EQ(record.changes.size(), 1U);
}

TEST(RunRecord, KeepsChangesOfTwoTracksAtOneStep) {
  RunRecord record = begun();
  event::Applied slow = betaOfMain(2, 26, 0.995, 0.9);
  slow.track = "slow";
  record.apply(betaOfMain(1, 26, 0.995, 0.9));
  record.apply(slow);
  record.apply(betaOfMain(3, 27, 0.9, 0.995));
  EXPECT_EQ(record.changes.size(), 3U);
}

TEST(RunRecord, KnowsTheValueInForce) {
  RunRecord record = begun();
  EXPECT_EQ(record.value("main", "beta"), 0.995);
  EXPECT_EQ(record.value("", "lr"), 0.02);
  record.apply(betaOfMain(1, 26, 0.995, 0.9));
  record.apply(event::Applied{2, 30, "", {{"lr", 0.02}}, {{"lr", 0.1}}});
  EXPECT_EQ(record.value("main", "beta"), 0.9);
  EXPECT_EQ(record.value("slow", "beta"), 0.9999);
  EXPECT_EQ(record.value("", "lr"), 0.1);
  EXPECT_EQ(record.value("nobody", "beta"), 0.0);
}

TEST(RunRecord, FindsTracksByLabel) {
  const RunRecord record = begun();
  EXPECT_EQ(record.trackIndex("main"), 0);
  EXPECT_EQ(record.trackIndex("slow"), 2);
  EXPECT_EQ(record.trackIndex("raw"), -1);
}

TEST(ReplayConfig, TurnsTheControlLogIntoEdits) {
  RunRecord record = begun();
  record.config.start_paused = true;
  record.config.edits = {{5, "main", {{"beta", 0.5}}}};  // its application is in the log
  record.apply(betaOfMain(0, 5, 0.995, 0.5));
  record.apply(betaOfMain(4, 26, 0.5, 0.9));
  const RunConfig replay = replayConfig(record);
  EXPECT_EQ(replay.edits, (std::vector<ScheduledEdit>{{5, "main", {{"beta", 0.5}}},
                                                      {26, "main", {{"beta", 0.9}}}}));
  EXPECT_FALSE(replay.start_paused);
  EXPECT_EQ(replay.tracks, record.config.tracks);
  EXPECT_TRUE(validate(replay, fakeCatalog()).ok());
}

}  // namespace
}  // namespace emascope
