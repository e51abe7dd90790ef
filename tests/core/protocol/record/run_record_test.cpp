// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/run_record.h"

#include "tests/support/fake_record.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

event::Applied betaOfMain(std::uint64_t request, std::int64_t step, double before, double after) {
  return {request, step, "main", {{"beta", before}}, {{"beta", after}}};
}

TEST(RunRecord, ANewRunForgetsTheOldOne) {
  RunRecord record = startedRecord();
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
  RunRecord record = startedRecord();
  record.apply(event::Evaluated{{fakePoint(25, 3), fakePoint(50, 3)}});
  record.apply(event::Evaluated{{fakePoint(75, 3)}});
  EXPECT_EQ(record.points,
            (std::vector<EvalPoint>{fakePoint(25, 3), fakePoint(50, 3), fakePoint(75, 3)}));
}

TEST(RunRecord, ItsStepIsTheLatestAnyEventTellsOf) {
  RunRecord record = startedRecord();
  record.apply(event::Evaluated{{fakePoint(50, 3)}});
  EXPECT_EQ(record.step, 50);
  record.apply(event::Progress{.step = 40});  // older than the point, sent after it
  EXPECT_EQ(record.step, 50);
  record.apply(event::StateChanged{RunState::kPaused, 61, ""});
  EXPECT_EQ(record.step, 61);
}

TEST(RunRecord, OfAnExtendedRunTellsTheNewLengthAndThePlannedOne) {
  RunRecord record = startedRecord();
  const std::int64_t planned = record.config.steps;
  record.apply(event::Extended{1, planned, planned + 500});
  record.apply(event::Extended{2, planned, planned + 700});
  EXPECT_EQ(record.config.steps, planned + 700);
  EXPECT_EQ(record.config.planned_steps, planned);
  EXPECT_EQ(replayConfig(record).planned_steps, planned);
}

TEST(RunRecord, OfAResumedRunIsRepeatedFromTheBeginning) {
  RunRecord record = startedRecord();
  record.config.resume_from = "run/step-000000100.emascope";
  EXPECT_EQ(replayConfig(record).resume_from, "");
}

TEST(RunRecord, HasTheNotesAsTheyWereChangedLast) {
  RunRecord record = startedRecord();
  const ChartNote first{5, 100, "first"};
  const ChartNote line{3, 0, "paper", 0.25};
  record.apply(event::NoteChanged{1, first});
  record.apply(event::NoteChanged{2, line});
  record.apply(event::NoteChanged{3, {5, 200, "moved"}});
  EXPECT_EQ(record.notes, (std::vector<ChartNote>{{5, 200, "moved"}, line}));
  record.apply(event::NoteChanged{4, {.id = 5}, true});
  EXPECT_EQ(record.notes, (std::vector<ChartNote>{line}));
  EXPECT_EQ(replayConfig(record), replayConfig(startedRecord()));
  record.apply(fakeStarted(fakeCatalog()));
  EXPECT_TRUE(record.notes.empty());
}

TEST(RunRecord, KeepsTheCheckpointsThatAreThere) {
  RunRecord record = startedRecord();
  event::CheckpointWritten first{0, 100, "a", 9, CheckpointReason::kMinutes};
  event::CheckpointWritten second{1, 200, "b", 9, CheckpointReason::kAsked};
  record.apply(second);
  record.apply(first);
  EXPECT_EQ(record.checkpoints, (std::vector<event::CheckpointWritten>{first, second}));
  second.pinned = true;  // the answer to a pin
  record.apply(second);
  EXPECT_EQ(record.checkpoints, (std::vector<event::CheckpointWritten>{first, second}));
  event::CheckpointWritten third{0, 300, "c", 9, CheckpointReason::kEnd, false, {100}};
  record.apply(third);
  third.removed.clear();
  EXPECT_EQ(record.checkpoints, (std::vector<event::CheckpointWritten>{second, third}));
  record.apply(fakeStarted(fakeCatalog()));
  EXPECT_TRUE(record.checkpoints.empty());
}

TEST(RunRecord, AStepThatFailedIsNotTaken) {
  RunRecord record = startedRecord();
  record.apply(event::Progress{.step = 30});
  record.apply(event::Failed{event::FailureKind::kDevice, 31, "step 31 failed: gone"});
  record.apply(event::StateChanged{RunState::kFailed, 30, "step 31 failed: gone"});
  EXPECT_EQ(record.step, 30);
}

TEST(RunRecord, CountsOneApplicationThatAnsweredManyRequestsOnce) {
  RunRecord record = startedRecord();
  for (std::uint64_t request = 1; request <= 9; ++request) {
    record.apply(betaOfMain(request, 26, 0.995, 0.9));
  }
  EXPECT_EQ(record.changes.size(), 1U);
}

TEST(RunRecord, KeepsChangesOfTwoTracksAtOneStep) {
  RunRecord record = startedRecord();
  event::Applied slow = betaOfMain(2, 26, 0.995, 0.9);
  slow.track = "slow";
  record.apply(betaOfMain(1, 26, 0.995, 0.9));
  record.apply(slow);
  record.apply(betaOfMain(3, 27, 0.9, 0.995));
  EXPECT_EQ(record.changes.size(), 3U);
}

TEST(RunRecord, KnowsTheValueInForce) {
  RunRecord record = startedRecord();
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
  const RunRecord record = startedRecord();
  EXPECT_EQ(record.trackIndex("main"), 0);
  EXPECT_EQ(record.trackIndex("slow"), 2);
  EXPECT_EQ(record.trackIndex("raw"), -1);
}

TEST(RunRecord, KeepsAChangeThatComesBackAtOneStep) {
  RunRecord record = startedRecord();
  record.apply(betaOfMain(1, 26, 0.995, 0.9));
  record.apply(betaOfMain(2, 26, 0.9, 0.995));
  record.apply(betaOfMain(3, 26, 0.995, 0.9));
  EXPECT_EQ(record.changes.size(), 3U);
  EXPECT_EQ(record.value("main", "beta"), 0.9);
}

/// The tracks of `record`, edited, as an engine tells of it.
event::TracksChanged changed(const RunRecord& record, std::int64_t step,
                             const TrackAction& action) {
  std::vector<TrackSpec> alive = record.tracks;
  alive.resize(record.alive);
  return {0, step, action, editedTracks(alive, action).value()};
}

/// A point whose tracks lose 1, 2, 3, …
EvalPoint counted(std::int64_t step, std::size_t tracks) {
  EvalPoint point{.step = step};
  for (std::size_t i = 0; i < tracks; ++i) {
    point.tracks.push_back({.val = {static_cast<double>(i + 1), 0.0}});
  }
  return point;
}

/// "main 1 - 2, fast …": the losses of each track at all points, "-" where it was not there.
std::string table(const RunRecord& record) {
  std::string text;
  for (std::size_t k = 0; k < record.tracks.size(); ++k) {
    text += (text.empty() ? "" : ", ") + record.tracks[k].label;
    for (const EvalPoint& point : record.points) {
      const TrackEvaluation& track = point.tracks.at(k);
      text += isPresent(track) ? " " + std::to_string(static_cast<int>(track.val.loss)) : " -";
    }
  }
  return text;
}

TEST(RunRecord, FollowsTheTracksThroughTheRun) {
  RunRecord record = startedRecord();
  const auto act = [&](std::int64_t step, const TrackAction& action, std::size_t tracks) {
    record.apply(changed(record, step, action));
    record.apply(event::Evaluated{{counted(step, tracks)}});
  };
  record.apply(event::Evaluated{{counted(1, 3)}});
  act(2, track_action::Add{{.label = "new"}}, 4);
  EXPECT_EQ(table(record), "main 1 1, fast 2 2, slow 3 3, new - 4");
  act(3, track_action::Promote{"slow"}, 4);
  EXPECT_EQ(table(record), "slow 3 3 1, main 1 1 2, fast 2 2 3, new - 4 4");
  act(4, track_action::Remove{"main"}, 3);
  EXPECT_EQ(table(record), "slow 3 3 1 1, fast 2 2 3 2, new - 4 4 3, main 1 1 2 -");
  EXPECT_EQ(record.alive, 3U);
  act(5, track_action::Rename{"fast", "quick"}, 3);
  EXPECT_EQ(table(record),
            "slow 3 3 1 1 1, quick - - - - 2, new - 4 4 3 3, fast 2 2 3 2 -, main 1 1 2 - -");
  act(6, track_action::Fork{"slow", "main"}, 4);
  EXPECT_EQ(table(record),
            "slow 3 3 1 1 1 1, quick - - - - 2 2, new - 4 4 3 3 3, main 1 1 2 - - 4, "
            "fast 2 2 3 2 - -");
  EXPECT_EQ(record.lastOf(4)->val.loss, 2.0);
  EXPECT_EQ(record.config.tracks.size(), 3U);
}

TEST(RunRecord, TheValuesOfANewTrackAreItsOwn) {
  RunRecord record = startedRecord();
  record.apply(event::Applied{1, 10, "slow", {{"beta", 0.9999}}, {{"beta", 0.7}}});
  record.apply(changed(record, 20, track_action::Remove{"slow"}));
  EXPECT_EQ(record.value("slow", "beta"), 0.7);
  record.apply(
      changed(record, 30, track_action::Add{{.label = "slow", .params = {{"beta", 0.6}}}}));
  EXPECT_EQ(record.value("slow", "beta"), 0.6);
  record.apply(event::Applied{2, 40, "slow", {{"beta", 0.6}}, {{"beta", 0.5}}});
  EXPECT_EQ(record.value("slow", "beta"), 0.5);
  EXPECT_EQ(record.value("slow", "beta", 1), 0.6);
}

TEST(ReplayConfig, KeepsTheOrderOfChangesAndActions) {
  RunRecord record = startedRecord();
  record.apply(betaOfMain(1, 26, 0.995, 0.9));
  record.apply(changed(record, 26, track_action::Fork{"main", "copy"}));
  record.apply(betaOfMain(2, 26, 0.9, 0.5));
  record.apply(changed(record, 30, track_action::FeedBack{"copy", 0.5}));
  const RunConfig replay = replayConfig(record);
  EXPECT_EQ(replay.edits, (std::vector<ScheduledEdit>{
                              {26, "main", {{"beta", 0.9}}, {}},
                              {.step = 26, .action = track_action::Fork{"main", "copy"}},
                              {26, "main", {{"beta", 0.5}}, {}},
                              {.step = 30, .action = track_action::FeedBack{"copy", 0.5}}}));
  EXPECT_EQ(replay.tracks.size(), 3U);
  EXPECT_TRUE(validate(replay, fakeCatalog()).ok());
}

TEST(ReplayConfig, TurnsTheControlLogIntoEdits) {
  RunRecord record = startedRecord();
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
