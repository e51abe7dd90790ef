// SPDX-License-Identifier: Apache-2.0
//
// Notes on the chart of a run: kept by the engine and its checkpoints, and without effect on the
// training.
#include "core/protocol/record/run_record.h"
#include "core/protocol/record/run_writer.h"
#include "core/session/checkpoint.h"
#include "core/store/checkpoint_folder.h"
#include "tests/core/session/session_driver.h"
#include "tests/core/session/toy_session.h"
#include "tests/support/run_csv.h"
#include "tests/support/temporary_folder.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

bool isNoteNews(const Event& event) { return std::holds_alternative<event::NoteChanged>(event); }

class NotesOfARun : public testing::Test {
 protected:
  /// A paused run after `steps` steps.
  static void begin(SessionDriver& driver, RunConfig config, std::int64_t steps) {
    driver.post(command::Start{1, paused(std::move(config))});
    ASSERT_TRUE(driver.waitForState(RunState::kPaused));
    driver.post(command::Advance{steps});
    ASSERT_TRUE(driver.waitForState(RunState::kRunning));
    ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  }

  static RunRecord recordOf(const SessionDriver& driver) {
    RunRecord record;
    for (const Event& event : driver.seen()) record.apply(event);
    for (EvalPoint& point : record.points) point.seconds = 0.0;
    return record;
  }

  /// A run to its end, with `commands` after 12 steps; its weights go to files called `name`.
  RunRecord finished(const std::string& name, const std::vector<Command>& commands) {
    RunConfig config = toyConfig();
    config.saves = {{"raw", folder_ / (name + "-raw.safetensors")},
                    {"main", folder_ / (name + "-main.safetensors")}};
    SessionDriver driver(toySession());
    begin(driver, config, 12);
    for (const Command& command : commands) driver.post(command);
    driver.post(command::Resume{});
    EXPECT_TRUE(driver.waitForState(RunState::kFinished));
    return recordOf(driver);
  }

  static std::string refusal(SessionDriver& driver, const command::SetNote& wanted) {
    driver.post(wanted);
    EXPECT_TRUE(driver.waitFor([&](const Event& event) {
      const auto* refused = std::get_if<event::Rejected>(&event);
      return isNoteNews(event) || (refused != nullptr && refused->request == wanted.request);
    }));
    const auto all = driver.all<event::Rejected>();
    return all.empty() ? "" : all.back().error.message();
  }

  TemporaryFolder folder_;
};

TEST_F(NotesOfARun, ChangeNoBitOfIt) {
  const ToyWorld world;
  const RunRecord plain = finished("plain", {});
  const RunRecord noted = finished(
      "noted", {command::SetNote{2, {1, 12, "here"}}, command::SetNote{3, {2, 0, "paper", 0.25}},
                command::SetNote{4, {1, 13, "moved"}}, command::SetNote{5, {.id = 2}, true}});
  EXPECT_EQ(noted.notes, (std::vector<ChartNote>{{1, 13, "moved"}}));
  EXPECT_EQ(runCsv(noted), runCsv(plain));
  EXPECT_EQ(noted.points, plain.points);
  for (const std::string of : {"-raw.safetensors", "-main.safetensors"}) {
    const std::string bytes = TemporaryFolder::contents(folder_ / ("plain" + of));
    EXPECT_FALSE(bytes.empty());
    EXPECT_TRUE(TemporaryFolder::contents(folder_ / ("noted" + of)) == bytes) << of;
  }
  // Nor are they edits for a replay.
  EXPECT_TRUE(noted.changes.empty());
  EXPECT_TRUE(noted.track_changes.empty());
  EXPECT_EQ(replayConfig(noted).edits, plain.config.edits);
}

TEST_F(NotesOfARun, AreAnsweredByTheirRequests) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  begin(driver, longToy(), 3);
  const ChartNote note{7, 2, "rate lowered"};
  driver.post(command::SetNote{5, note});
  ASSERT_TRUE(driver.waitFor(isNoteNews));
  driver.post(command::SetNote{6, {7, 100, "a removal needs the id alone"}, true});
  ASSERT_TRUE(driver.waitFor(isNoteNews));
  EXPECT_EQ(driver.all<event::NoteChanged>(),
            (std::vector<event::NoteChanged>{{5, note}, {6, {.id = 7}, true}}));
  EXPECT_TRUE(driver.all<event::Rejected>().empty());
}

TEST_F(NotesOfARun, AreTakenAfterItsEndAndNotWithoutARun) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  EXPECT_EQ(refusal(driver, {2, {1, 0, "x"}}), "note: the run is idle; allowed: during a run");
  driver.post(command::Start{3, toyConfig()});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  driver.post(command::SetNote{4, {1, 40, "the end"}});
  ASSERT_TRUE(driver.waitFor(isNoteNews));
  EXPECT_EQ(recordOf(driver).notes, (std::vector<ChartNote>{{1, 40, "the end"}}));
}

TEST_F(NotesOfARun, ThatAreWrongAreRefusedAndChangeNothing) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  begin(driver, toyConfig(), 3);
  driver.post(command::SetNote{2, {1, 2, "stays"}});
  ASSERT_TRUE(driver.waitFor(isNoteNews));
  EXPECT_EQ(refusal(driver, {3, {1, -1, "x"}}),
            "note: step -1 is outside the run; allowed: steps 0 to 40");
  EXPECT_EQ(refusal(driver, {4, {1, 41, "x"}}),
            "note: step 41 is outside the run; allowed: steps 0 to 40");
  EXPECT_EQ(refusal(driver, {5, {1, 2, "two\nlines"}}),
            "note: its text has control characters or is not UTF-8; allowed: one line of text");
  EXPECT_EQ(refusal(driver, {6, {1, 2, std::string(kLongestChartNote + 1, 'x')}}),
            "note: its text has 1001 bytes; allowed: at most 1000 bytes");
  EXPECT_EQ(refusal(driver, {7, {.id = 9}, true}),
            "note: there is no note with the id 9; allowed: the id of a note of this run");
  EXPECT_EQ(recordOf(driver).notes, (std::vector<ChartNote>{{1, 2, "stays"}}));
}

TEST_F(NotesOfARun, BelongToThatRunAlone) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  begin(driver, longToy(), 3);
  driver.post(command::SetNote{2, {1, 2, "of the first"}});
  ASSERT_TRUE(driver.waitFor(isNoteNews));
  driver.post(command::Start{3, paused(longToy())});
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  EXPECT_EQ(refusal(driver, {4, {.id = 1}, true}),
            "note: there is no note with the id 1; allowed: the id of a note of this run");
}

TEST_F(NotesOfARun, GoOnWithACheckpointUpToItsStep) {
  const ToyWorld world;
  RunConfig config = toyConfig();
  config.checkpoints = {.folder = folder_ / "run", .minutes = 0.0};
  const ChartNote early{1, 5, "early"};
  const ChartNote paper{3, 0, "paper", 0.25};
  {
    SessionDriver driver(toySession());
    begin(driver, config, 20);
    driver.post(command::SetNote{2, early});
    driver.post(command::SetNote{3, {2, 30, "still to come"}});
    driver.post(command::SetNote{4, paper});
    driver.post(command::SetNote{5, {4, 6, "wrong"}});
    driver.post(command::SetNote{6, {.id = 4}, true});
    driver.post(command::Stop{});
    ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  }
  RunConfig request;
  request.preset.clear();
  request.steps = 0;
  request.device.clear();
  request.resume_from = folder_ / "run";
  request.checkpoints = config.checkpoints;
  SessionDriver driver(toySession());
  driver.post(command::Start{7, paused(request)});
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));  // the notes come before
  EXPECT_EQ(driver.all<event::NoteChanged>(),
            (std::vector<event::NoteChanged>{{0, early}, {0, paper}}));
  EXPECT_EQ(driver.all<event::StateChanged>().size(), 1U);
  driver.post(command::SetNote{8, {.id = 3}, true});
  driver.post(command::Advance{2});
  ASSERT_TRUE(driver.waitForState(RunState::kRunning));
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  driver.post(command::Stop{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  const std::string file = checkpointPath(config.checkpoints.folder, checkpointName(22));
  auto content = readSealedFile(file);
  ASSERT_TRUE(content) << content.error().message();
  const auto checkpoint = decodeCheckpoint(std::move(content).value(), file);
  ASSERT_TRUE(checkpoint) << checkpoint.error().message();
  EXPECT_EQ(checkpoint->notes, std::vector<ChartNote>{early});
}

}  // namespace
}  // namespace emascope
