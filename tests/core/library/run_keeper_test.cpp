// SPDX-License-Identifier: Apache-2.0
#include "core/library/run_keeper.h"

#include "core/base/output_file.h"
#include "core/library/stored_run.h"
#include "core/library/thumbnail.h"
#include "tests/support/kept_runs.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

namespace files = std::filesystem;
using std::chrono::seconds;

std::vector<RunRow> rowsIn(const std::string& folder) {
  auto library = RunLibrary::open(folder);
  EXPECT_TRUE(library.ok());
  auto rows = library.value().list();
  EXPECT_TRUE(rows.ok());
  return rows.ok() ? std::move(rows).value() : std::vector<RunRow>();
}

TEST(RunKeeper, EntersTheRowThatTheFolderGives) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  const std::string folder = runs.keep(shortRun(12));
  const auto rows = rowsIn(library / "");
  ASSERT_EQ(rows.size(), 1U);
  const auto run = readStoredRun(folder);
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(rows.front(), rowOf(*run, false));
  EXPECT_TRUE(rows.front().best_raw.has_value());
  EXPECT_EQ(runs.said, std::vector<std::string>());
}

TEST(RunKeeper, DrawsTheRunWhenItHasEnded) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  const auto run = readStoredRun(runs.keep(shortRun(12)));
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(TemporaryFolder::contents(run->thumbnail), thumbnailSvg(run->record));
}

TEST(RunKeeper, CallsARunOfADemoByItsName) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  const auto title = [&](const std::string& preset, bool own_data) {
    std::vector<Event> events = shortRun(6);
    auto& started = std::get<event::Started>(events.front());
    started.config.preset = preset;
    started.facts.model.title = "the data";
    if (own_data) started.config.user_task["data"] = "file.csv";
    return readStoredRun(runs.keep(events))->card.notes.title;
  };
  EXPECT_EQ(title("two-spirals", false), "Two spirals");
  EXPECT_EQ(title("two-spirals-cosine", false), "Rate to zero");
  EXPECT_EQ(title("of-another-engine", false), "the data");
  EXPECT_EQ(title("two-spirals", true), "the data");
}

TEST(RunKeeper, CountsTheEvaluationsOnTheDisk) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  RunKeeper keeper = runs.keeper();
  EXPECT_EQ(keeper.evaluationsOnDisk(), 0U);
  for (const Event& event : shortRun(30, /*open=*/true)) keeper.take(event);
  EXPECT_EQ(keeper.evaluationsOnDisk(), 0U) << "written, but not synced yet";
  runs.now += seconds(3);
  keeper.tick();
  EXPECT_EQ(keeper.evaluationsOnDisk(), 30U);
  keeper.take(shortRun(1).front());
  EXPECT_EQ(keeper.evaluationsOnDisk(), 0U);
  for (int i = 1; i <= 5000; ++i) keeper.take(event::Evaluated{{fakePoint(25 * i, 3)}});
  EXPECT_GE(keeper.evaluationsOnDisk(), 4096U) << "very many do not wait for a tick";
  keeper.finish();
  EXPECT_EQ(keeper.evaluationsOnDisk(), 0U);
}

TEST(RunKeeper, MakesAFolderForEachRun) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  RunKeeper keeper = runs.keeper();
  for (const Event& event : shortRun(3, /*open=*/true)) keeper.take(event);
  const std::string first = keeper.folder();
  for (const Event& event : shortRun(3)) keeper.take(event);
  const std::string second = keeper.folder();
  keeper.finish();
  EXPECT_NE(first, second);
  const auto replaced = readStoredRun(first);
  ASSERT_TRUE(replaced.ok());
  EXPECT_EQ(replaced->record.state_reason, kReplacedReason);
  EXPECT_EQ(readStoredRun(second)->state, StoredState::kFinished);
  EXPECT_EQ(rowsIn(library / "").size(), 2U);
}

TEST(RunKeeper, EndsARunWhoseProgramIsClosed) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  std::vector<Event> events = shortRun(6, /*open=*/true);
  std::get<event::Started>(events.front()).config.steps = 1000;
  const auto run = readStoredRun(runs.keep(events));
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(run->state, StoredState::kStopped);
  EXPECT_EQ(run->card.state, StoredState::kStopped);
  EXPECT_EQ(run->record.step, 150);
  EXPECT_EQ(run->record.state_reason, kClosedReason);
}

TEST(RunKeeper, GoesOnWithARunThatIsExtended) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  std::vector<Event> events = shortRun(6);
  events.emplace_back(event::Extended{9, 150, 200});
  events.emplace_back(event::StateChanged{RunState::kRunning, 150, ""});
  events.emplace_back(event::Evaluated{{fakePoint(200, 2)}});
  events.emplace_back(event::StateChanged{RunState::kFinished, 200, ""});
  const auto run = readStoredRun(runs.keep(events));
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(run->state, StoredState::kFinished);
  EXPECT_EQ(run->record.points.size(), 7U);
  EXPECT_EQ(run->card.steps, 200);
  EXPECT_EQ(rowsIn(library / "").front().steps, 200);
}

TEST(RunKeeper, KeepsNotesAlsoAfterTheEnd) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  const ChartNote note{7, 50, "rate lowered"};
  std::vector<Event> events = shortRun(6);
  events.emplace_back(event::NoteChanged{3, {8, 25, "wrong"}});
  events.emplace_back(event::NoteChanged{4, note});
  events.emplace_back(event::NoteChanged{5, {.id = 8}, true});
  const auto run = readStoredRun(runs.keep(events));
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(run->record.notes, std::vector<ChartNote>{note});
  EXPECT_EQ(run->state, StoredState::kFinished);
}

TEST(RunKeeper, HasProgressOnDiskEveryTwoSeconds) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  RunKeeper keeper = runs.keeper();
  for (const Event& event : shortRun(2, /*open=*/true)) keeper.take(event);
  keeper.take(event::Progress{.step = 61, .seconds = 1.5});
  runs.now += std::chrono::milliseconds(1999);
  keeper.tick();
  EXPECT_EQ(readStoredRun(keeper.folder())->record.step, 50);
  runs.now += std::chrono::milliseconds(1);
  keeper.tick();
  EXPECT_EQ(readStoredRun(keeper.folder())->record.step, 61);
  EXPECT_EQ(rowsIn(library / "").front().step, 61);
}

TEST(RunKeeper, LeavesOutAnswersOfTheMoment) {
  EXPECT_FALSE(belongsToJournal(event::Rendered{}));
  EXPECT_FALSE(belongsToJournal(event::SamplesShown{}));
  EXPECT_FALSE(belongsToJournal(event::SamplesCompared{}));
  EXPECT_FALSE(belongsToJournal(event::DistancesMeasured{}));
  EXPECT_FALSE(belongsToJournal(event::Rejected{.request = 3}));
  EXPECT_TRUE(belongsToJournal(event::Rejected{.request = 0}));  // a part of the configuration
  EXPECT_TRUE(belongsToJournal(event::Scanned{}));
  EXPECT_TRUE(belongsToJournal(event::Saved{}));
}

TEST(RunKeeper, KeepsWhatAPersonWroteMeanwhile) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  RunKeeper keeper = runs.keeper();
  const auto events = shortRun(6);
  for (std::size_t i = 0; i + 1 < events.size(); ++i) keeper.take(events[i]);
  {
    auto opened = RunLibrary::open(library / "");
    ASSERT_TRUE(opened.ok());
    const auto rows = opened.value().list();
    ASSERT_TRUE(rows.ok());
    ASSERT_TRUE(opened.value().rename(rows->front().id, "My title").ok());
    ASSERT_TRUE(opened.value().setPinned(rows->front().id, true).ok());
  }
  keeper.take(events.back());
  keeper.finish();
  const auto rows = rowsIn(library / "");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.front().notes.title, "My title");
  EXPECT_TRUE(rows.front().notes.pinned);
  EXPECT_EQ(rows.front().state, StoredState::kFinished);
}

TEST(RunKeeper, GoesOnInAFolderThatWasRenamed) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  RunKeeper keeper = runs.keeper();
  const auto events = shortRun(6);
  for (std::size_t i = 0; i < 4; ++i) keeper.take(events[i]);
  const std::string to = files::path(keeper.folder()).parent_path() / "renamed";
  files::rename(keeper.folder(), to);
  for (std::size_t i = 4; i < events.size(); ++i) keeper.take(events[i]);
  keeper.finish();
  const auto run = readStoredRun(to);
  ASSERT_TRUE(run.ok()) << run.error().message();
  EXPECT_EQ(run->record.points.size(), 6U);
  EXPECT_EQ(run->card.state, StoredState::kFinished);
  const auto rows = rowsIn(library / "");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.front().folder, "renamed");
  EXPECT_EQ(runs.said, std::vector<std::string>());
}

TEST(RunKeeper, SaysOnceThatItsFolderWasDeleted) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  RunKeeper keeper = runs.keeper();
  const auto events = shortRun(8);
  for (std::size_t i = 0; i < 4; ++i) keeper.take(events[i]);
  files::remove_all(keeper.folder());
  for (std::size_t i = 4; i < events.size(); ++i) {
    keeper.take(events[i]);
    runs.now += seconds(3);
    keeper.tick();
  }
  keeper.finish();
  EXPECT_EQ(runs.said, std::vector<std::string>{
                           "the run goes on, but its folder was deleted and it is no longer kept"});
  EXPECT_TRUE(keeper.failed());
  EXPECT_TRUE(rowsIn(library / "").empty());
}

TEST(RunKeeper, SaysOnceThatALibraryCannotBeMade) {
  const TemporaryFolder folder;
  KeptRuns runs(folder.file("library", "a file"));
  EXPECT_EQ(runs.keep(shortRun(8)), "");
  ASSERT_EQ(runs.said.size(), 1U);
  EXPECT_TRUE(runs.said.front().starts_with("the run is not kept: ")) << runs.said.front();
}

TEST(RunKeeper, SaysThatThereIsNoHomeForALibrary) {
  KeptRuns runs("");
  EXPECT_EQ(runs.keep(shortRun(3)), "");
  EXPECT_EQ(runs.said, std::vector<std::string>{
                           "the run is not kept: there is no home folder for the library"});
}

TEST(RunKeeper, CopesWithAClockThatGoesBackward) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  const std::string first = runs.keep(shortRun(6));
  runs.wall -= 86'400'000;
  const std::string second = runs.keep(shortRun(6));
  runs.wall = -5;
  const std::string third = runs.keep(shortRun(6));
  for (const std::string& folder : {first, second, third}) EXPECT_TRUE(readStoredRun(folder).ok());
  EXPECT_EQ(rowsIn(library / "").size(), 3U);
  EXPECT_EQ(runs.said, std::vector<std::string>());
}

TEST(RunKeeper, NamesTheParentOfARunThatGoesOn) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  const std::string parent = runs.keep(shortRun(3));
  const std::string id = readCardIn(parent)->id;
  const auto next = [&](const std::string& resumed) {
    std::vector<Event> events = shortRun(3);
    for (Event& event : events) {
      auto* started = std::get_if<event::Started>(&event);
      if (started == nullptr) continue;
      started->config.resume_from = resumed;
      started->from_step = 2;
    }
    return *readCardIn(runs.keep(events));
  };
  for (const char* of_it :
       {"/checkpoints/step-000000002.emascope", "/checkpoints", "/checkpoints/"}) {
    const RunCard card = next(parent + of_it);
    EXPECT_EQ(card.parent, id) << of_it;
    EXPECT_EQ(card.parent_step, 2) << of_it;
  }
  const files::path before = files::current_path();
  files::current_path(parent + "/checkpoints");
  for (const char* from_there : {"step-000000002.emascope", ".", "../checkpoints"}) {
    EXPECT_EQ(next(from_there).parent, id) << from_there;
  }
  files::current_path(before);
  EXPECT_EQ(next(library / "other/step-000000002.emascope").parent, "");
  EXPECT_EQ(next("").parent, "");
}

TEST(RunKeeper, DeletesTheOldestCheckpointsBeyondTheQuota) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  const std::string first = runs.keep(shortRun(3));
  const std::string pinned = runs.keep(shortRun(3));
  ASSERT_TRUE(changeCard(pinned, [](RunCard& card) { card.notes.pinned = true; }).ok());
  {
    RunLibrary index = RunLibrary::open(library / "").value();
    ASSERT_TRUE(index.rebuild().ok());
  }
  const auto checkpoint = [](const std::string& run, int number) {
    return run + "/checkpoints/step-00000010" + std::to_string(number) + ".emascope";
  };
  for (const std::string& run : {first, pinned}) {
    for (int number = 1; number <= 4; ++number) {
      ASSERT_TRUE(replaceFile(checkpoint(run, number), std::string(1000, 'x')).ok());
    }
  }
  EXPECT_EQ(runs.said, std::vector<std::string>());
  KeeperOptions options = runs.options();
  options.quota = 7000;
  std::vector<std::string> said;
  RunKeeper keeper(options, [&said](const std::string& text) { said.push_back(text); });
  for (const Event& event : shortRun(3)) keeper.take(event);
  keeper.finish();
  EXPECT_EQ(said, (std::vector<std::string>{
                      "checkpoints take 8 kB; 1 of them (1 kB) is deleted, which leaves 7 kB",
                      "1 checkpoint was deleted; the others take 7 kB"}));
  EXPECT_FALSE(files::exists(checkpoint(first, 1)));
  for (int number = 2; number <= 4; ++number) EXPECT_TRUE(files::exists(checkpoint(first, number)));
  for (int number = 1; number <= 4; ++number)
    EXPECT_TRUE(files::exists(checkpoint(pinned, number)));
}

TEST(RunKeeper, KeepsARunWhoseIndexCannotBeWritten) {
  const TemporaryFolder library;
  files::create_directories(library / "library.sqlite");  // a folder instead of a file
  KeptRuns runs(library / "");
  const auto run = readStoredRun(runs.keep(shortRun(6)));
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(run->record.points.size(), 6U);
  ASSERT_EQ(runs.said.size(), 1U);
  EXPECT_TRUE(runs.said.front().ends_with("the index is kept in memory")) << runs.said.front();
}

}  // namespace
}  // namespace emascope
