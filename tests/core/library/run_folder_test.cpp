// SPDX-License-Identifier: Apache-2.0
#include "core/library/run_folder.h"

#include "core/base/output_file.h"
#include "core/library/stored_run.h"
#include "core/protocol/wire/codec.h"
#include "tests/support/kept_runs.h"

#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace emascope {
namespace {

namespace files = std::filesystem;

RunCard cardOfTask(const std::string& task) {
  RunCard card;
  card.id = newRunId();
  card.task = task;
  card.begun = 1'796'000'000'000;
  return card;
}

/// `checkpoints`: the folder that the engine has chosen for them.
Result<RunFolder> makeRun(const std::string& library, const RunCard& card,
                          const std::string& checkpoints = {}) {
  event::Started started = fakeStarted(fakeCatalog());
  started.config.checkpoints.folder = checkpoints;
  return RunFolder::create(library, card, started.config, encode(Event(started)));
}

TEST(RunFolder, HasTheFilesOfARun) {
  const TemporaryFolder library;
  const RunCard card = cardOfTask("two-spirals");
  const auto folder = makeRun(library / "new/library", card);
  ASSERT_TRUE(folder.ok()) << folder.error().message();
  const std::string path = folder->path();
  EXPECT_EQ(files::path(path).parent_path(), files::canonical(library / "new/library/runs"));
  EXPECT_EQ(files::path(path).filename(), runFolderName(card));
  EXPECT_TRUE(files::is_regular_file(path + "/run.json"));
  EXPECT_TRUE(files::is_regular_file(path + "/events.emaj"));
  EXPECT_TRUE(files::is_directory(path + "/checkpoints"));
  const auto read = readCardIn(path);
  ASSERT_TRUE(read.ok()) << read.error().message();
  EXPECT_EQ(*read, card);
}

TEST(RunFolder, ThatAKilledProgramWasMakingIsRemovedByTheNextRun) {
  const TemporaryFolder library;
  const std::string killed = library / "runs/.new-0123456789abcdef";
  const std::string going_on = library / "runs/.new-fedcba9876543210";
  for (const std::string& folder : {killed, going_on}) files::create_directories(folder + "/a");
  const auto lock = RunLock::take(going_on, RunLock::Of::kWriting);
  ASSERT_TRUE(lock.ok());
  const auto folder = makeRun(library / "", cardOfTask("digits"));
  ASSERT_TRUE(folder.ok()) << folder.error().message();
  EXPECT_FALSE(files::exists(killed));
  EXPECT_TRUE(files::exists(going_on + "/a"));
}

TEST(RunFolder, NameHasDateTaskAndId) {
  ::setenv("TZ", "UTC", 1);
  ::tzset();
  RunCard card = cardOfTask("two-spirals");
  card.id = "7f3a000000000000";
  card.begun = 1'796'047'512'345;  // date -u -d @1796047512
  EXPECT_EQ(runFolderName(card), "2026-11-30-1405-two-spirals-7f3a");
}

TEST(RunFolder, NamesAreSafeForAnyTask) {
  const auto name = [](const std::string& task) {
    RunCard card = cardOfTask(task);
    card.id = "7f3a000000000000";
    const std::string whole = runFolderName(card);
    return whole.substr(16, whole.size() - 16 - 5);
  };
  EXPECT_EQ(name("Wine · cultivars"), "wine-cultivars");
  EXPECT_EQ(name("../../etc/passwd"), "etc-passwd");
  EXPECT_EQ(name("数字"), "run");
  EXPECT_EQ(name(""), "run");
  EXPECT_EQ(name(std::string("a\0b\n", 4)), "a-b");
  EXPECT_LE(name(std::string(300, 'x')).size(), 40U);
}

TEST(RunFolder, TwoRunsOfOneMinuteHaveTwoFolders) {
  const TemporaryFolder library;
  RunCard first = cardOfTask("digits");
  RunCard second = first;
  first.id = "7f3a000000000000";
  second.id = "7f3a111111111111";  // the same first digits
  const auto one = makeRun(library / "", first);
  const auto two = makeRun(library / "", second);
  ASSERT_TRUE(one.ok() && two.ok());
  EXPECT_NE(one->path(), two->path());
  EXPECT_TRUE(readStoredRun(one->path()).ok());
  EXPECT_TRUE(readStoredRun(two->path()).ok());
}

TEST(RunFolder, IsWhereTheEngineHasItsCheckpoints) {
  const TemporaryFolder library;
  const std::string chosen = library / "runs/2026-11-30-1405-two-spirals-7f3a";
  files::create_directories(chosen + "/checkpoints");
  ASSERT_TRUE(replaceFile(chosen + "/checkpoints/step-000000100.emascope", "the first one"));
  const RunCard card = cardOfTask("two-spirals");
  const auto folder = makeRun(library / "", card, chosen + "/checkpoints");
  ASSERT_TRUE(folder.ok()) << folder.error().message();
  EXPECT_EQ(folder->path(), files::canonical(chosen));
  EXPECT_TRUE(files::exists(chosen + "/checkpoints/step-000000100.emascope"));
  const auto read = readCardIn(chosen);
  ASSERT_TRUE(read.ok()) << read.error().message();
  EXPECT_EQ(*read, card);
  // A run that goes on there is another run.
  const auto next = makeRun(library / "", cardOfTask("two-spirals"), chosen + "/checkpoints");
  ASSERT_TRUE(next.ok()) << next.error().message();
  EXPECT_NE(next->path(), folder->path());
  EXPECT_EQ(readCardIn(chosen)->id, card.id);
}

TEST(RunFolder, IsNotOutsideOfTheLibrary) {
  const TemporaryFolder library;
  for (const char* other : {"elsewhere/checkpoints", "runs/checkpoints", "runs/../x/checkpoints",
                            "runs/.new/checkpoints", "runs/a/b/checkpoints", "runs/a/other"}) {
    const auto folder = makeRun(library / "", cardOfTask("two-spirals"), library / other);
    ASSERT_TRUE(folder.ok()) << folder.error().message();
    EXPECT_EQ(files::path(folder->path()).parent_path(), files::canonical(library / "runs"))
        << other;
    EXPECT_FALSE(files::exists(library / other)) << other;
  }
}

TEST(RunFolder, IdsDiffer) {
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) ids.insert(newRunId());
  EXPECT_EQ(ids.size(), 1000U);
}

TEST(RunFolder, FollowsARenamedFolder) {
  const TemporaryFolder library;
  const auto folder = makeRun(library / "", cardOfTask("digits"));
  ASSERT_TRUE(folder.ok());
  const std::string to = files::canonical(library / "runs").string() + "/renamed";
  files::rename(folder->path(), to);
  EXPECT_EQ(folder->path(), to);
}

TEST(RunFolder, KnowsThatItWasDeleted) {
  const TemporaryFolder library;
  const auto folder = makeRun(library / "", cardOfTask("digits"));
  ASSERT_TRUE(folder.ok());
  files::remove_all(folder->path());
  EXPECT_EQ(folder->path(), "");
}

TEST(RunFolder, LeavesNothingWhereItCannotBeMade) {
  const TemporaryFolder library;
  (void)library.file("runs", "a file");
  const auto folder = makeRun(library / "", cardOfTask("digits"));
  ASSERT_FALSE(folder.ok());
  EXPECT_NE(folder.error().message().find("runs"), std::string::npos);
  EXPECT_EQ(library.files(), 1U);
}

TEST(RunLock, IsSeenByOthersUntilItEnds) {
  const TemporaryFolder folder;
  {
    const auto lock = RunLock::take(folder / "", RunLock::Of::kWriting);
    ASSERT_TRUE(lock.ok());
    EXPECT_TRUE(RunLock::isHeld(folder / "", RunLock::Of::kWriting));
    EXPECT_FALSE(RunLock::isHeld(folder / "", RunLock::Of::kCard));
    const auto second = RunLock::take(folder / "", RunLock::Of::kWriting);
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().why, "another program writes this run");
  }
  EXPECT_FALSE(RunLock::isHeld(folder / "", RunLock::Of::kWriting));
}

TEST(ChangeCard, ChangesOnlyWhatItIsToldTo) {
  const TemporaryFolder library;
  const auto folder = makeRun(library / "", cardOfTask("digits"));
  ASSERT_TRUE(folder.ok());
  const auto changed =
      changeCard(folder->path(), [](RunCard& card) { card.notes.title = "A title"; });
  ASSERT_TRUE(changed.ok()) << changed.error().message();
  const auto again = changeCard(folder->path(), [](RunCard& card) { card.step = 7; });
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->notes.title, "A title");
  EXPECT_EQ(again->step, 7);
  EXPECT_NE(TemporaryFolder::contents(folder->path() + "/run.json").find("\"settings\""),
            std::string::npos);
}

TEST(ChangeCard, RefusesNotesThatAreTooLong) {
  const TemporaryFolder library;
  const auto folder = makeRun(library / "", cardOfTask("digits"));
  ASSERT_TRUE(folder.ok());
  const auto before = readCardIn(folder->path());
  EXPECT_FALSE(changeCard(folder->path(), [](RunCard& card) {
                 card.notes.title = std::string(kLongestTitle + 1, 'x');
               }).ok());
  EXPECT_EQ(*readCardIn(folder->path()), *before);
}

}  // namespace
}  // namespace emascope
