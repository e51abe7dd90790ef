// SPDX-License-Identifier: Apache-2.0
#include "core/library/stored_run.h"

#include "core/library/journal.h"
#include "core/library/run_row.h"
#include "core/protocol/record/run_summary.h"
#include "core/protocol/wire/codec.h"
#include "tests/support/every_message.h"
#include "tests/support/kept_runs.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// Everything in a record that two runs may differ in.
void expectSame(const RunRecord& a, const RunRecord& b) {
  EXPECT_EQ(a.config, b.config);
  EXPECT_EQ(a.facts, b.facts);
  EXPECT_EQ(a.state, b.state);
  EXPECT_EQ(a.state_reason, b.state_reason);
  EXPECT_EQ(a.step, b.step);
  EXPECT_EQ(a.tracks, b.tracks);
  EXPECT_EQ(a.alive, b.alive);
  EXPECT_EQ(a.changes, b.changes);
  EXPECT_EQ(a.track_changes, b.track_changes);
  EXPECT_EQ(a.first_change, b.first_change);
  ASSERT_EQ(a.points.size(), b.points.size());
  for (std::size_t i = 0; i < a.points.size(); ++i) {
    EXPECT_EQ(encode(Event(event::Evaluated{{a.points[i]}})),
              encode(Event(event::Evaluated{{b.points[i]}})))
        << i;  // NaN is not equal to itself, its bytes are
  }
}

TEST(StoredRun, IsTheRecordThatTheRunHad) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  const auto events = shortRun(12);
  const auto run = readStoredRun(runs.keep(events));
  ASSERT_TRUE(run.ok()) << run.error().message();
  expectSame(run->record, recordOf(events));
  EXPECT_EQ(run->state, StoredState::kFinished);
  EXPECT_EQ(run->config, std::get<event::Started>(events.front()).config);
  EXPECT_EQ(run->cut_off, "");
  EXPECT_EQ(run->unknown, 0U);
  EXPECT_EQ(run->card.state, StoredState::kFinished);
  EXPECT_EQ(run->card.task, "two-spirals");
  EXPECT_EQ(run->card.step, 300);
}

TEST(StoredRun, ItsEvaluationsAreReadOneAfterTheOther) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  const std::string folder = runs.keep(shortRun(12));
  std::vector<std::int64_t> steps;
  std::vector<std::size_t> tracks;
  const Status read = readEvaluations(folder, [&](const RunRecord& part) -> Status {
    EXPECT_LE(part.points.size(), 1U);
    for (const EvalPoint& point : part.points) {
      steps.push_back(point.step);
      tracks.push_back(part.alive);
    }
    return Ok{};
  });
  ASSERT_TRUE(read.ok()) << read.error().message();
  EXPECT_EQ(steps,
            (std::vector<std::int64_t>{25, 50, 75, 100, 125, 150, 175, 200, 225, 250, 275, 300}));
  EXPECT_EQ(tracks.front(), tracks.back() + 1) << "one is removed after the fourth";
}

TEST(StoredRun, ReadingItsEvaluationsEndsAtTheFirstError) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  const std::string folder = runs.keep(shortRun(12));
  std::size_t seen = 0;
  const Status read = readEvaluations(folder, [&](const RunRecord& part) -> Status {
    seen += part.points.size();
    return seen < 3 ? Status(Ok{}) : Error{"the file", "is full", ""};
  });
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().message(), "the file: is full");
  EXPECT_EQ(seen, 3U);
  EXPECT_FALSE(
      readEvaluations(library / "none", [](const RunRecord&) -> Status { return Ok{}; }).ok());
}

TEST(StoredRun, HasEverythingThatARecordHas) {
  std::vector<Event> events = everyEvent();
  std::erase_if(events, [](const Event& event) { return !belongsToJournal(event); });
  std::string journal = journalHeader();
  for (const Event& event : events) journal += journalFrames(encode(event));
  const auto run = runOfJournal(journal, "test");
  ASSERT_TRUE(run.ok()) << run.error().message();
  RunRecord record = recordOf(events);
  expectSame(run->record, record);
  EXPECT_EQ(run->record.syntheses, record.syntheses);
  EXPECT_EQ(run->record.scans, record.scans);
  EXPECT_EQ(run->record.saves, record.saves);
  EXPECT_EQ(run->record.tested, record.tested);
  EXPECT_EQ(run->record.skipped, record.skipped);
  EXPECT_EQ(run->record.failures, record.failures);
}

TEST(StoredRun, CutAtAnyLengthIsAPrefixOfTheRun) {
  const auto events = shortRun(6);
  std::string journal = journalHeader();
  std::vector<std::size_t> ends = {journal.size()};
  for (const Event& event : events) {
    journal += journalFrames(encode(event));
    ends.push_back(journal.size());
  }
  for (std::size_t length = 0; length <= journal.size(); ++length) {
    const auto run = runOfJournal(journal.substr(0, length), "test");
    std::size_t whole = 0;
    while (whole < events.size() && ends[whole + 1] <= length) ++whole;
    ASSERT_EQ(run.ok(), whole > 0) << length;
    if (!run.ok()) continue;
    const RunRecord record = recordOf({events.begin(), events.begin() + static_cast<long>(whole)});
    ASSERT_EQ(run->record.points.size(), record.points.size()) << length;
    ASSERT_EQ(run->record.state, record.state) << length;
    EXPECT_EQ(run->cut_off.empty(), ends[whole] == length) << length;
  }
}

TEST(StoredRun, OfAKilledProgramIsInterrupted) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  std::string folder;
  {
    RunKeeper keeper = runs.keeper();
    for (const Event& event : shortRun(5, /*open=*/true)) keeper.take(event);
    folder = keeper.folder();
    const auto now = readStoredRun(folder);
    ASSERT_TRUE(now.ok()) << now.error().message();
    EXPECT_EQ(now->state, StoredState::kRunning);
    EXPECT_TRUE(isBeingWritten(folder));
  }  // without finish(), as if it were killed
  EXPECT_FALSE(isBeingWritten(folder));
  const auto run = readStoredRun(folder);
  ASSERT_TRUE(run.ok()) << run.error().message();
  EXPECT_EQ(run->state, StoredState::kInterrupted);
  EXPECT_EQ(run->record.points.size(), 5U);
}

TEST(StoredRun, StateFollowsTheEnd) {
  RunRecord record;
  record.config.steps = 100;
  record.step = 100;
  record.state = RunState::kFinished;
  EXPECT_EQ(storedStateOf(record, false), StoredState::kFinished);
  record.step = 60;
  EXPECT_EQ(storedStateOf(record, false), StoredState::kStopped);
  record.state_reason = std::string(kClosedReason);
  EXPECT_EQ(storedStateOf(record, false), StoredState::kStopped);
  record.state_reason = "no new lowest loss in 10 evaluations";  // early stopping, as planned
  EXPECT_EQ(storedStateOf(record, false), StoredState::kFinished);
  record.state = RunState::kFailed;
  EXPECT_EQ(storedStateOf(record, false), StoredState::kFailed);
  record.state = RunState::kPaused;
  EXPECT_EQ(storedStateOf(record, true), StoredState::kRunning);
  EXPECT_EQ(storedStateOf(record, false), StoredState::kInterrupted);
}

TEST(StoredRun, NamesCheckpointsByStepAndTheThumbnail) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  const std::string folder = runs.keep(shortRun(5));
  for (const char* name : {"step-000000200.emascope", "step-000000025.emascope", "notes.txt",
                           ".step-000000300.emascope"}) {
    std::ofstream(folder + "/checkpoints/" + name) << "x";
  }
  std::ofstream(folder + "/thumbnail.svg") << "<svg/>";
  const auto run = readStoredRun(folder);
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(run->checkpoints,
            (std::vector<std::string>{"step-000000025.emascope", "step-000000200.emascope"}));
  EXPECT_EQ(run->thumbnail, folder + "/thumbnail.svg");
}

TEST(StoredRun, LeavesOutEventsOfLaterVersions) {
  const auto events = shortRun(5);
  std::string journal = journalHeader() + journalFrames(encode(events.front()));
  journal += journalFrame(
      "\xA1\x64kind\x66"
      "future");
  journal += journalFrames(encode(events[2]));
  const auto run = runOfJournal(journal, "test");
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(run->unknown, 1U);
  EXPECT_EQ(run->record.points.size(), 1U);
}

TEST(StoredRun, RefusesAFolderThatIsNoRun) {
  const TemporaryFolder folder;
  const auto run = readStoredRun(folder / "");
  ASSERT_FALSE(run.ok());
  EXPECT_NE(run.error().message().find("run.json: cannot be read"), std::string::npos);
  const auto empty = runOfJournal(journalHeader(), "events.emaj");
  ASSERT_FALSE(empty.ok());
  EXPECT_EQ(empty.error().message(), "events.emaj: does not say how the run began");
}

TEST(RunRow, HasTheBestMeans) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  const auto events = shortRun(12);
  const auto run = readStoredRun(runs.keep(events));
  ASSERT_TRUE(run.ok());
  const RunRow row = rowOf(*run, false);
  const RunRecord record = recordOf(events);
  EXPECT_EQ(row.best_raw, bestMean(record.points, std::nullopt)->loss);
  EXPECT_EQ(row.best_label, "main");
  EXPECT_EQ(row.best_average, bestMean(record.points, 0)->loss);
  ASSERT_TRUE(differenceOf(row).has_value());
  EXPECT_DOUBLE_EQ(*differenceOf(row), 100.0 * (*row.best_raw - *row.best_average) / *row.best_raw);
}

TEST(RunRow, HasNoDifferenceWithoutBoth) {
  RunRow row;
  EXPECT_FALSE(differenceOf(row).has_value());
  row.best_raw = 0.0;
  row.best_average = 0.1;
  EXPECT_FALSE(differenceOf(row).has_value());
}

}  // namespace
}  // namespace emascope
