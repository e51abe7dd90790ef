// SPDX-License-Identifier: Apache-2.0
//
// What happens in a run, as lines of a log, and what its end is to the shell.
#include "app/common/run_words.h"

#include <csignal>
#include <limits>

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(RunTitle, SaysWhereAndWhy) {
  event::Started started;
  started.config.seed = 7;
  started.facts = {.device_name = "CPU, 2 cores",
                   .device_reason = "no NVIDIA driver found",
                   .threads = 2,
                   .parameters = 1185};
  EXPECT_EQ(runTitle(started),
            "two-spirals, 1185 parameters, on CPU, 2 cores (no NVIDIA driver found), 2 threads, "
            "seed 7");
}

TEST(RunTitle, OfARunThatGoesOnDoesNotSayThatItsDeviceWasRequested) {
  event::Started started;
  started.facts = {.device_name = "CPU", .device_reason = "requested", .threads = 1};
  EXPECT_NE(runTitle(started).find("on CPU (requested), 1 thread"), std::string::npos);
  started.config.resume_from = "runs/a/checkpoints";
  EXPECT_NE(runTitle(started).find("on CPU, 1 thread"), std::string::npos);
}

TEST(NoteLines, AreALineForEachNote) {
  EXPECT_EQ(noteLines({}), "");
  EXPECT_EQ(noteLines({.model = {.notes = {"x is read as y", "z is not used"}}}),
            "note: x is read as y\nnote: z is not used\n");
}

TEST(EventLine, OfAChangeNamesOldAndNew) {
  EXPECT_EQ(eventLine(event::Applied{.step = 30,
                                     .track = "main",
                                     .old_values = {{"beta", 0.99}, {"power", 1.0}},
                                     .new_values = {{"beta", 0.999}, {"power", 0.5}}},
                      "accuracy"),
            "step 30: main.beta 0.99 → 0.999, main.power 1 → 0.5");
}

TEST(EventLine, OfAChangeToOrFromNoneSaysSo) {
  const ParamValues none = {{"momentum_warmup", kNoneValue}};
  const ParamValues half = {{"momentum_warmup", 0.5}};
  EXPECT_EQ(
      eventLine(event::Applied{.step = 9, .track = "m", .old_values = half, .new_values = none},
                "accuracy"),
      "step 9: m.momentum_warmup 0.5 → none");
  EXPECT_EQ(
      eventLine(event::Applied{.step = 9, .track = "m", .old_values = none, .new_values = half},
                "accuracy"),
      "step 9: m.momentum_warmup none → 0.5");
}

TEST(EventLine, OfAnActionIsWhatRepeatsIt) {
  EXPECT_EQ(eventLine(event::TracksChanged{.step = 30, .action = track_action::Fork{"main", "b"}},
                      "accuracy"),
            "step 30: fork b=main");
}

TEST(EventLine, OfTheRunsOwnParameterHasNoTrack) {
  EXPECT_EQ(
      eventLine(
          event::Applied{.step = 30, .old_values = {{"lr", 0.1}}, .new_values = {{"lr", 0.01}}},
          "accuracy"),
      "step 30: lr 0.1 → 0.01");
}

TEST(EventLine, OfASkippedStepCounts) {
  EXPECT_EQ(eventLine(event::SkippedStep{102, "gradient", 4}, "accuracy"),
            "step 102: skipped, gradient not finite; 4 skipped so far");
}

TEST(EventLine, OfAFailureNamesAStepOnce) {
  EXPECT_EQ(eventLine(event::Failed{event::FailureKind::kOutOfMemory, 10,
                                    "step 10 failed: x; the weights are those after step 9"},
                      "accuracy"),
            "out of memory: step 10 failed: x; the weights are those after step 9");
  EXPECT_EQ(eventLine(event::Failed{event::FailureKind::kDiverged, 8,
                                    "3 steps in a row were not finite (loss); the weights are "
                                    "those after step 5"},
                      "accuracy"),
            "diverged at step 8: 3 steps in a row were not finite (loss); the weights are those "
            "after step 5");
}

TEST(EventLine, OfWhatIsDrawnAnywayIsNone) {
  EXPECT_FALSE(eventLine(event::Progress{}, "accuracy").has_value());
  EXPECT_FALSE(eventLine(event::Evaluated{}, "accuracy").has_value());
}

RunRecord ended(RunState state, event::FailureKind kind) {
  RunRecord record;
  record.state = state;
  if (state == RunState::kFailed) record.failures = {{kind, 5, "what"}};
  return record;
}

TEST(ExitCode, OfARunCutShortIsItsSignals) {
  RunRecord run = ended(RunState::kFinished, {});
  run.config.steps = 100;
  run.step = 60;
  EXPECT_EQ(exitCodeOf(run, false, SIGINT), 130);
  EXPECT_EQ(exitCodeOf(run, false, SIGTERM), 143);
  EXPECT_EQ(exitCodeOf(run, false, SIGHUP), 129);
  EXPECT_EQ(exitCodeOf(run, true, SIGTERM), 4);
  EXPECT_EQ(exitCodeOf(run, false, 0), 0);
  EXPECT_EQ(exitCodeOf(ended(RunState::kFailed, event::FailureKind::kDiverged), false, SIGINT), 3);
}

TEST(ExitCode, OfARunThatWasCompleteWhenTheSignalCameIsZero) {
  RunRecord run = ended(RunState::kFinished, {});
  run.config.steps = 100;
  run.step = 100;
  EXPECT_EQ(exitCodeOf(run, false, SIGINT), 0);
  run.step = 60;
  run.state_reason = "the loss of main has not improved";
  EXPECT_EQ(exitCodeOf(run, false, SIGINT), 0);
}

TEST(ExitCode, OfARunWhoseConfigurationAskedForWhatWasRefusedIsFour) {
  RunRecord run = ended(RunState::kFinished, {});
  run.apply(event::Rejected{7, Error{"set", "an edit by hand"}});
  EXPECT_EQ(exitCodeOf(run, false), 0);
  run.apply(event::Rejected{0, Error{"synthesize x", "is not within the snapshots"}});
  EXPECT_EQ(exitCodeOf(run, false), 4);
}

TEST(ExitCode, SaysHowARunEnded) {
  using event::FailureKind;
  EXPECT_EQ(exitCodeOf(ended(RunState::kFinished, {}), false), 0);
  EXPECT_EQ(exitCodeOf(ended(RunState::kFinished, {}), true), 4);
  RunRecord blind = ended(RunState::kFinished, {});
  blind.points = {{.step = 1, .raw = {std::numeric_limits<double>::quiet_NaN(), 0.0}}};
  EXPECT_EQ(exitCodeOf(blind, false), 3);
  blind.points.push_back({.step = 2, .raw = {0.5, 0.0}});
  EXPECT_EQ(exitCodeOf(blind, false), 0);
  EXPECT_EQ(exitCodeOf(ended(RunState::kFailed, FailureKind::kInput), false), 2);
  EXPECT_EQ(exitCodeOf(ended(RunState::kFailed, FailureKind::kDiverged), true), 3);
  EXPECT_EQ(exitCodeOf(ended(RunState::kFailed, FailureKind::kDevice), false), 4);
  EXPECT_EQ(exitCodeOf(ended(RunState::kFailed, FailureKind::kOutOfMemory), false), 4);
  EXPECT_EQ(exitCodeOf(ended(RunState::kFailed, FailureKind::kTimeLimit), false), 4);
}

}  // namespace
}  // namespace emascope
