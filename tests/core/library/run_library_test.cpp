// SPDX-License-Identifier: Apache-2.0
#include "core/library/run_library.h"

#include "core/library/stored_run.h"
#include "tests/support/kept_runs.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

namespace files = std::filesystem;

/// A library with three runs: 4, 5 and 6 evaluations, the last one the latest.
class Library : public testing::Test {
 protected:
  Library() {
    for (int points = 4; points <= 6; ++points) {
      folders_.push_back(runs_.keep(shortRun(points)));
      runs_.wall += 60'000;
    }
    open();
  }
  void open() {
    auto opened = RunLibrary::open(folder_ / "");
    ASSERT_TRUE(opened.ok()) << opened.error().message();
    library_ = std::make_unique<RunLibrary>(std::move(opened).value());
  }
  std::vector<RunRow> list(bool trashed = false) {
    auto rows = library_->list(trashed);
    EXPECT_TRUE(rows.ok()) << rows.error().message();
    return rows.ok() ? std::move(rows).value() : std::vector<RunRow>();
  }
  [[nodiscard]] std::string nameOf(std::size_t run) const {
    return files::path(folders_[run]).filename().string();
  }

  TemporaryFolder folder_;
  KeptRuns runs_{folder_ / ""};
  std::vector<std::string> folders_;  ///< oldest first
  std::unique_ptr<RunLibrary> library_;
};

TEST_F(Library, ListsTheLatestFirst) {
  const auto rows = list();
  ASSERT_EQ(rows.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(rows[i].folder, nameOf(2 - i));
    EXPECT_EQ(rows[i], rowOf(*readStoredRun(folders_[2 - i]), false));
    EXPECT_EQ(files::canonical(library_->pathOf(rows[i])), files::canonical(folders_[2 - i]));
  }
}

TEST_F(Library, FindsARunByWhatAPersonTypes) {
  const RunRow row = list().front();
  for (const std::string& typed :
       {row.id, row.folder, row.id.substr(0, 8), folders_[2], folders_[2] + "/"}) {
    const auto found = library_->find(typed);
    ASSERT_TRUE(found.ok()) << typed << ": " << found.error().message();
    EXPECT_EQ(*found, row) << typed;
  }
}

TEST_F(Library, SaysWhatCannotBeOneRun) {
  const auto several = library_->find("20");
  ASSERT_FALSE(several.ok());
  EXPECT_EQ(several.error().why, "'20' is ambiguous");
  EXPECT_NE(several.error().allowed.find(nameOf(0)), std::string::npos);
  for (const char* typed : {"nothing", "", "/tmp", "../runs"}) {
    EXPECT_FALSE(library_->find(typed).ok()) << typed;
  }
}

TEST_F(Library, NotesAreInTheFolderAndInTheIndex) {
  const std::string id = list().front().id;
  ASSERT_TRUE(library_->rename(id, "A title").ok());
  ASSERT_TRUE(library_->setTags(id, {"one", "two"}).ok());
  ASSERT_TRUE(library_->setText(id, "First\nsecond").ok());
  ASSERT_TRUE(library_->setPinned(id, true).ok());
  const RunNotes notes{"A title", {"one", "two"}, "First\nsecond", true};
  EXPECT_EQ(list().front().notes, notes);
  EXPECT_EQ(readStoredRun(folders_[2])->card.notes, notes);
  ASSERT_TRUE(library_->setNotes(id, RunNotes{}).ok());
  EXPECT_EQ(list().front().notes, RunNotes{});
}

TEST_F(Library, RefusesNotesThatAreTooLong) {
  const RunRow before = list().front();
  EXPECT_FALSE(library_->rename(before.id, std::string(kLongestTitle + 1, 'x')).ok());
  EXPECT_EQ(list().front(), before);
}

TEST_F(Library, MovesARunToTheTrashAndBack) {
  const RunRow row = list().front();
  ASSERT_TRUE(library_->trash(row.id).ok());
  EXPECT_EQ(list().size(), 2U);
  ASSERT_EQ(list(true).size(), 1U);
  EXPECT_TRUE(files::exists(folder_ / ("trash/" + row.folder + "/run.json")));
  EXPECT_FALSE(library_->trash(row.id).ok());
  ASSERT_TRUE(library_->restore(row.id).ok());
  EXPECT_EQ(list().front(), row);
  EXPECT_TRUE(list(true).empty());
  EXPECT_FALSE(library_->restore(row.id).ok());
}

TEST_F(Library, EmptiesTheTrashAndNothingElse) {
  const std::vector<RunRow> before = list();
  ASSERT_TRUE(library_->trash(before[0].id).ok());
  EXPECT_FALSE(library_->rename(before[0].id, "A title").ok());
  const auto emptied = library_->emptyTrash();
  ASSERT_TRUE(emptied.ok());
  EXPECT_EQ(emptied->runs, 1U);
  EXPECT_GT(emptied->bytes, 100U);
  EXPECT_TRUE(emptied->failed.empty());
  EXPECT_TRUE(list(true).empty());
  EXPECT_FALSE(files::exists(folder_ / ("trash/" + before[0].folder)));
  EXPECT_EQ(list(), std::vector<RunRow>(before.begin() + 1, before.end()));
}

TEST_F(Library, KeepsBothWhereTheTrashHasThatName) {
  const RunRow row = list().front();
  files::create_directories(folder_ / ("trash/" + row.folder));
  std::ofstream(folder_ / ("trash/" + row.folder + "/other")) << "x";
  ASSERT_TRUE(library_->trash(row.id).ok());
  ASSERT_EQ(list(true).size(), 1U);
  EXPECT_EQ(list(true).front().folder, row.folder + "-2");
}

TEST_F(Library, DoesNotMoveARunThatIsBeingWritten) {
  RunKeeper keeper = runs_.keeper();
  for (const Event& event : shortRun(3, /*open=*/true)) keeper.take(event);
  const RunRow row = list().front();
  EXPECT_EQ(row.state, StoredState::kRunning);
  const Status status = library_->trash(row.id);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().why, "a program writes this run");
  EXPECT_EQ(list().size(), 4U);
}

TEST_F(Library, EmptiesTheTrashAndSaysWhatWasInIt) {
  EXPECT_EQ(library_->trashContent(), TrashContent{});
  EXPECT_EQ(*library_->emptyTrash(), TrashContent{});
  const auto rows = list();
  ASSERT_TRUE(library_->trash(rows[0].id));
  ASSERT_TRUE(library_->trash(rows[2].id));
  const std::string trash = folder_ / "trash";
  std::uint64_t bytes = 0;
  for (const auto& entry : files::recursive_directory_iterator(trash)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  ASSERT_GT(bytes, 0U);
  // What is no run, and what a link leads to, stays.
  files::create_directories(trash + "/mine");
  std::ofstream(trash + "/mine/notes.txt") << "keep";
  std::ofstream(folder_ / "outside.txt") << "a large file elsewhere";
  files::create_symlink(folder_ / "outside.txt", trash + "/" + nameOf(2) + "/link");
  // A program was killed while it deleted.
  files::create_directories(trash + "/.deleted-2026-01-01-0000-digits-0000/checkpoints");
  EXPECT_EQ(library_->trashContent(), (TrashContent{2, bytes}));
  EXPECT_EQ(*library_->emptyTrash(), (TrashContent{2, bytes}));
  EXPECT_TRUE(list(/*trashed=*/true).empty());
  EXPECT_EQ(list().size(), 1U);
  EXPECT_TRUE(files::exists(folder_ / "outside.txt"));
  EXPECT_TRUE(files::exists(trash + "/mine/notes.txt"));
  EXPECT_EQ(std::distance(files::directory_iterator(trash), {}), 1);
  EXPECT_EQ(library_->trashContent(), TrashContent{});
}

TEST_F(Library, FindsThatAProgramWasKilled) {
  {
    RunKeeper keeper = runs_.keeper();
    for (const Event& event : shortRun(5, /*open=*/true)) keeper.take(event);
  }  // without finish()
  const RunRow row = list().front();
  EXPECT_EQ(row.state, StoredState::kInterrupted);
  EXPECT_EQ(row.step, 125);
}

TEST_F(Library, RemovesTheUnfinishedFilesOfAProgramThatWasKilled) {
  std::string folder;
  {
    RunKeeper keeper = runs_.keeper();
    for (const Event& event : shortRun(5, /*open=*/true)) keeper.take(event);
    folder = keeper.folder();
  }
  const std::string unfinished = folder + "/.emascope-0123456789abcdef.AbCdEf";
  std::ofstream(unfinished) << "half of a run.json";
  EXPECT_EQ(list().front().state, StoredState::kInterrupted);
  EXPECT_FALSE(files::exists(unfinished));
  EXPECT_TRUE(files::exists(folder + "/run.json"));
}

TEST_F(Library, NoticesFoldersThatComeGoAndAreRenamed) {
  files::rename(folders_[0], folder_ / "runs/renamed");
  files::remove_all(folders_[1]);
  files::copy(folders_[2], folder_ / "runs/copied", files::copy_options::recursive);
  std::vector<std::string> names;
  for (const RunRow& row : list()) names.push_back(row.folder);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(names, (std::vector<std::string>{nameOf(2), "copied", "renamed"}));
}

TEST_F(Library, LeavesOutFoldersThatAreNoRuns) {
  files::create_directories(folder_ / "runs/empty");
  files::create_directories(folder_ / "runs/.new-0123");
  EXPECT_EQ(list().size(), 3U);
}

TEST_F(Library, IsTheSameAfterARebuild) {
  const std::string id = list().front().id;
  ASSERT_TRUE(library_->rename(id, "A title").ok());
  ASSERT_TRUE(library_->trash(list().back().id).ok());
  const auto rows = list();
  const auto trashed = list(true);
  files::create_directories(folder_ / "runs/empty");
  const auto rebuilt = library_->rebuild();
  ASSERT_TRUE(rebuilt.ok()) << rebuilt.error().message();
  EXPECT_EQ(rebuilt->runs, 3U);
  ASSERT_EQ(rebuilt->unreadable.size(), 1U);
  EXPECT_NE(rebuilt->unreadable.front().where.find("empty"), std::string::npos);
  EXPECT_EQ(list(), rows);
  EXPECT_EQ(list(true), trashed);
}

TEST_F(Library, IsMadeAnewFromTheFoldersWithoutItsIndex) {
  const auto rows = list();
  library_.reset();
  files::remove(folder_ / "library.sqlite");
  files::remove(folder_ / "library.sqlite-wal");
  files::remove(folder_ / "library.sqlite-shm");
  open();
  EXPECT_EQ(list(), rows);
}

TEST_F(Library, SetsADamagedIndexAside) {
  const auto rows = list();
  library_.reset();
  files::remove(folder_ / "library.sqlite-wal");
  const std::string damaged = "This is not a database, but it is long enough to be looked at.";
  (void)folder_.file("library.sqlite", damaged);
  open();
  EXPECT_EQ(list(), rows);
  EXPECT_EQ(TemporaryFolder::contents(folder_ / "library.sqlite.damaged-1"), damaged);
  const auto notices = library_->takeNotices();
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_NE(notices.front().find("library.sqlite.damaged-1"), std::string::npos);
  EXPECT_TRUE(library_->takeNotices().empty());
}

TEST_F(Library, SurvivesAnIndexThatIsDamagedAnywhere) {
  const auto rows = list();
  library_.reset();
  const std::string path = folder_ / "library.sqlite";
  const std::string whole = TemporaryFolder::contents(path);
  ASSERT_GT(whole.size(), 4096U);
  for (std::size_t at = 0; at < whole.size(); at += 509) {
    std::string bytes = whole;
    for (std::size_t i = at; i < std::min(at + 64, bytes.size()); ++i) bytes[i] = '\x5A';
    (void)folder_.file("library.sqlite", bytes);
    files::remove(path + "-wal");
    files::remove(path + "-shm");
    open();
    const auto read = library_->list();
    ASSERT_TRUE(read.ok()) << at << ": " << read.error().message();
    ASSERT_TRUE(library_->rebuild().ok()) << at;
    EXPECT_EQ(list(), rows) << at;
    library_.reset();
  }
}

TEST_F(Library, WorksInMemoryWhereTheIndexCannotBeWritten) {
  const auto rows = list();
  library_.reset();
  files::remove_all(folder_ / "library.sqlite");
  files::create_directories(folder_ / "library.sqlite");
  open();
  EXPECT_EQ(list(), rows);
  EXPECT_EQ(library_->takeNotices().size(), 1U);
  ASSERT_TRUE(library_->rename(rows.front().id, "A title").ok());
  EXPECT_EQ(list().front().notes.title, "A title");
}

TEST_F(Library, DeletesTheOldestCheckpointsThatNobodyPinned) {
  const auto put = [&](std::size_t run, const std::string& step, int age) {
    const std::string path = folders_[run] + "/checkpoints/step-" + step + ".emascope";
    std::ofstream(path) << std::string(1000, 'x');
    files::last_write_time(path, files::file_time_type::clock::now() - std::chrono::hours(age));
    return path;
  };
  std::vector<std::string> paths;
  for (int i = 0; i < 4; ++i) paths.push_back(put(0, std::to_string(i), 40 - i));
  for (int i = 0; i < 4; ++i) paths.push_back(put(1, std::to_string(i), 90 - i));
  ASSERT_TRUE(library_->setPinned(nameOf(1), true).ok());
  const auto plan = library_->planPrune(7000);
  ASSERT_TRUE(plan.ok());
  EXPECT_EQ(plan->before, 8000U);
  ASSERT_EQ(plan->gone.size(), 1U);
  EXPECT_TRUE(files::equivalent(plan->gone.front().path, paths[0]));
  EXPECT_TRUE(files::exists(paths[0]));
  ASSERT_TRUE(library_->prune(*plan).ok());
  EXPECT_FALSE(files::exists(paths[0]));
  EXPECT_EQ(library_->planPrune(0)->after, 6000U);
}

TEST_F(Library, LeavesPinnedCheckpointsToTheirRuns) {
  const std::string folder = folders_[0] + "/checkpoints/";
  std::vector<std::string> paths;
  for (int i = 0; i < 4; ++i) {
    paths.push_back(folder + "step-00000000" + std::to_string(i) + ".emascope");
    std::ofstream(paths.back()) << std::string(1000, 'x');
    files::last_write_time(paths.back(),
                           files::file_time_type::clock::now() - std::chrono::hours(9 - i));
  }
  EXPECT_EQ(library_->planPrune(0)->gone.size(), 2U);
  std::ofstream(folder + "pins.json")
      << R"({"format_version": 1, "pinned": ["step-000000000.emascope"]})";
  const auto plan = library_->planPrune(0);
  ASSERT_TRUE(plan.ok());
  ASSERT_EQ(plan->gone.size(), 1U);
  EXPECT_TRUE(files::equivalent(plan->gone.front().path, paths[1]));
  for (const char* unreadable : {"{", R"({"format_version": 2, "pinned": []})"}) {
    std::ofstream(folder + "pins.json") << unreadable;
    EXPECT_TRUE(library_->planPrune(0)->gone.empty()) << unreadable;
  }
}

TEST(DefaultLibrary, IsInTheFolderForData) {
  ::setenv("XDG_DATA_HOME", "/data", 1);
  EXPECT_EQ(defaultLibrary(), "/data/emascope");
  ::setenv("XDG_DATA_HOME", "relative",
           1);  // to be ignored, by the XDG base directory specification
  ::setenv("HOME", "/home/me", 1);
  EXPECT_EQ(defaultLibrary(), "/home/me/.local/share/emascope");
  ::unsetenv("XDG_DATA_HOME");
  EXPECT_EQ(defaultLibrary(), "/home/me/.local/share/emascope");
  ::unsetenv("HOME");
  EXPECT_EQ(defaultLibrary(), "");
  EXPECT_FALSE(RunLibrary::open("").ok());
}

}  // namespace
}  // namespace emascope
