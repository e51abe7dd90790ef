// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/run_state.h"

#include <array>

#include <gtest/gtest.h>

namespace emascope {
namespace {

constexpr std::array kStates = {RunState::kIdle, RunState::kRunning, RunState::kPaused,
                                RunState::kFinished, RunState::kFailed};

/// For each state in the order above, the one after `command`; "-" = not allowed.
std::string table(const Command& command) {
  std::string row;
  for (const RunState from : kStates) {
    const auto next = nextState(from, command);
    row += (row.empty() ? "" : " ") + (next ? std::string(runStateText(*next)) : "-");
  }
  return row;
}

TEST(NextState, StartsInPlaceOfAnyRun) {
  EXPECT_EQ(table(command::Start{}), "running running running running running");
}

TEST(NextState, StartsPausedIfAskedTo) {
  command::Start start;
  start.config.start_paused = true;
  EXPECT_EQ(table(start), "paused paused paused paused paused");
}

TEST(NextState, PausesOnlyWhatRuns) { EXPECT_EQ(table(command::Pause{}), "- paused - - -"); }

TEST(NextState, ResumesOnlyWhatIsPaused) { EXPECT_EQ(table(command::Resume{}), "- - running - -"); }

TEST(NextState, AdvancesOnlyWhatIsPaused) {
  EXPECT_EQ(table(command::Advance{5}), "- - running - -");
}

TEST(NextState, AdvancesByAtLeastOneStep) {
  EXPECT_EQ(table(command::Advance{0}), "- - - - -");
  EXPECT_EQ(table(command::Advance{-1}), "- - - - -");
}

TEST(NextState, StopsARunThatIsGoingOn) {
  EXPECT_EQ(table(command::Stop{}), "- finished finished - -");
}

TEST(NextState, TakesEditsOfARunThatIsGoingOn) {
  EXPECT_EQ(table(command::SetParams{}), "- running paused - -");
}

TEST(NextState, TakesChangesOfTheTracksOfARunThatIsGoingOn) {
  EXPECT_EQ(table(command::EditTracks{}), "- running paused - -");
}

TEST(NextState, SavesWeightsAlsoAfterTheEnd) {
  EXPECT_EQ(table(command::Save{}), "- running paused finished -");
}

TEST(NextState, ReportsAlsoAfterTheEnd) {
  const char* const row = "- running paused finished -";
  EXPECT_EQ(table(command::Render{}), row);
  EXPECT_EQ(table(command::Scan{}), row);
  EXPECT_EQ(table(command::Synthesize{}), row);
  EXPECT_EQ(table(command::CompareSamples{}), row);
  EXPECT_EQ(table(command::MeasureDistances{}), row);
  EXPECT_EQ(table(command::ShowSamples{}), row);
}

TEST(NextState, ExtendsARunAndGoesOnWithOneThatHasFinished) {
  EXPECT_EQ(table(command::Extend{0, 1}), "- running paused running -");
  EXPECT_EQ(table(command::Extend{0, 0}), "- - - - -");
}

TEST(NextState, WritesACheckpointAlsoAfterTheEnd) {
  EXPECT_EQ(table(command::Checkpoint{}), "- running paused finished -");
}

TEST(NextState, PinsACheckpointOfAnyRun) {
  EXPECT_EQ(table(command::PinCheckpoint{}), "- running paused finished failed");
}

TEST(NextState, TakesNotesOnAnyRun) {
  EXPECT_EQ(table(command::SetNote{}), "- running paused finished failed");
}

TEST(NextState, TakesASpeedAtAnyTime) {
  EXPECT_EQ(table(command::SetSpeed{}), "idle running paused finished failed");
}

}  // namespace
}  // namespace emascope
