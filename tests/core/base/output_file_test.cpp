// SPDX-License-Identifier: Apache-2.0
//
// Files that are written without harm, on what file systems, pipes and other programs do.
#include "core/base/output_file.h"

#include "core/base/output_keeper.h"
#include "core/base/sha256.h"
#include "tests/support/temporary_folder.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <fcntl.h>
#include <future>
#include <mutex>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

TEST(GrowingFile, LeavesWhatWasThereUntilItBegins) {
  const TemporaryFolder folder;
  const std::string path = folder.file("run.csv", "old\n");
  auto file = GrowingFile::open(path);
  ASSERT_TRUE(file.ok());
  EXPECT_TRUE(file->isFull());
  EXPECT_EQ(TemporaryFolder::contents(path), "old\n");
  EXPECT_TRUE(file.value().begin().ok());
  EXPECT_TRUE(file.value().append("new\n").ok());
  EXPECT_EQ(TemporaryFolder::contents(path), "new\n");
}

TEST(GrowingFile, IsNotSharedByTwoRuns) {
  const TemporaryFolder folder;
  const std::string path = folder.file("run.csv", "");
  const int other = ::open(path.c_str(), O_WRONLY);  // as another process has it
  ASSERT_EQ(::flock(other, LOCK_EX), 0);
  const auto refused = GrowingFile::open(path);
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.error().message(), HasSubstr("is being written by another run"));
  EXPECT_TRUE(fs::exists(path));
  ::close(other);
  EXPECT_TRUE(GrowingFile::open(path).ok());
}

TEST(GrowingFile, KnowsWhenItsNameLeadsElsewhere) {
  const TemporaryFolder folder;
  const std::string path = folder / "run.csv";
  auto file = GrowingFile::open(path);
  ASSERT_TRUE(file.value().begin().ok());
  EXPECT_TRUE(file->isWhereItWas());
  fs::rename(path, folder / "moved.csv");
  EXPECT_FALSE(file->isWhereItWas());
  static_cast<void>(folder.file("run.csv", "somebody else's"));
  EXPECT_FALSE(file->isWhereItWas());
}

TEST(GrowingFile, ThatNeverBeganRemovesNoFileOfSomebodyElse) {
  const TemporaryFolder folder;
  const std::string path = folder / "run.csv";
  {
    const auto file = GrowingFile::open(path);
    ASSERT_TRUE(file.ok());
    fs::remove(path);
    static_cast<void>(folder.file("run.csv", "somebody else's"));
  }
  EXPECT_EQ(TemporaryFolder::contents(path), "somebody else's");
  fs::remove(path);
  { const auto file = GrowingFile::open(path); }
  EXPECT_FALSE(fs::exists(path));
}

TEST(GrowingFile, RefusesAPipeThatNobodyReads) {
  const TemporaryFolder folder;
  const std::string path = folder / "pipe";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const auto refused = GrowingFile::open(path);
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.error().message(), HasSubstr("is a pipe that nobody reads"));
}

TEST(GrowingFile, TakesAPipeWhoseReaderComesLater) {
  const TemporaryFolder folder;
  const std::string path = folder / "pipe";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  auto opening = std::async(std::launch::async, [&path] { return GrowingFile::open(path).ok(); });
  // Returns when the other side is opening, which it does only once it has found no reader.
  const int reader = ::open(path.c_str(), O_RDONLY);
  EXPECT_TRUE(opening.get());
  ::close(reader);
}

TEST(GrowingFile, NeverWaitsForAPipesReader) {
  const TemporaryFolder folder;
  const std::string path = folder / "pipe";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
  auto file = GrowingFile::open(path);
  ASSERT_TRUE(file.ok()) << file.error().message();
  ASSERT_TRUE(file.value().begin().ok());
  const std::string row(1000, 'x');
  for (int i = 0; i < 1000; ++i) ASSERT_TRUE(file.value().append(row + "\n").ok());
  const Status slow = file.value().flush(std::chrono::milliseconds(20));
  ASSERT_FALSE(slow.ok());
  EXPECT_THAT(slow.error().message(), HasSubstr("its reader has taken nothing"));
  std::array<char, 1 << 16> taken{};
  std::size_t all = 0;
  while (all < 1'001'000) {
    const ssize_t bytes = ::read(reader, taken.data(), taken.size());
    if (bytes > 0) all += static_cast<std::size_t>(bytes);
    ASSERT_TRUE(file.value().append("").ok());
  }
  EXPECT_EQ(all, 1'001'000U);
  ::close(reader);
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  EXPECT_FALSE(file.value().append(row).ok());
  EXPECT_TRUE(file->hasLostReader());
  std::signal(SIGPIPE, before);
}

TEST(ReplacingFile, WritesFilesOfTheLongestNames) {
  const TemporaryFolder folder;
  const std::string path = folder / (std::string(250, 'j') + ".json");
  EXPECT_TRUE(HeldOutput::take(path).ok());
  EXPECT_TRUE(replaceFile(path, "{}").ok());
  EXPECT_EQ(TemporaryFolder::contents(path), "{}");
  EXPECT_FALSE(HeldOutput::take(folder / std::string(256, 'j')).ok());
}

TEST(ReplacingFile, RemovesWhatAKilledProgramLeftOfTheSameFileAlone) {
  const TemporaryFolder folder;
  const std::string path = folder / "w.safetensors";
  const std::string prefix = ".emascope-" + sha256("w.safetensors").substr(0, 16) + ".";
  // What a program leaves that is killed between giving the new file a name and the last one.
  const auto leave = [&](const std::string& name) { return folder.file(name, "half"); };
  const std::string foreign = leave(".emascope-0000000000000000.abcdef");
  const std::string stale = leave(prefix + "abcdef");
  const std::string live = leave(prefix + "ghijkl");
  const int writer = ::open(live.c_str(), O_RDONLY);
  ASSERT_EQ(::flock(writer, LOCK_EX), 0);
  EXPECT_TRUE(replaceFile(path, "y").ok());
  EXPECT_FALSE(fs::exists(stale));
  EXPECT_TRUE(fs::exists(live));
  EXPECT_TRUE(fs::exists(foreign));
  EXPECT_EQ(TemporaryFolder::contents(path), "y");
  ::close(writer);
}

/// The rights of a new file.
fs::perms rightsWithMask(const TemporaryFolder& folder, mode_t mask) {
  const mode_t before = ::umask(mask);
  EXPECT_TRUE(replaceFile(folder / "new.json", "{}").ok());
  EXPECT_EQ(::umask(before), mask);  // and it is as it was
  const fs::perms rights = fs::status(folder / "new.json").permissions();
  fs::remove(folder / "new.json");
  return rights;
}

TEST(ReplacingFile, HasTheRightsThatTheMaskLeavesThen) {
  const TemporaryFolder folder;
  EXPECT_EQ(rightsWithMask(folder, 0077), static_cast<fs::perms>(0600));
  EXPECT_EQ(rightsWithMask(folder, 0002), static_cast<fs::perms>(0664));
}

TEST(ReplacingFile, DoesNotChangeTheMaskOfOtherThreads) {
  const TemporaryFolder folder;
  std::atomic<bool> over = false;
  auto writer = std::async(std::launch::async, [&] {
    while (!over) {
      EXPECT_TRUE(replaceFile(folder / "new.json", "").ok());
      fs::remove(folder / "new.json");
    }
  });
  const mode_t before = ::umask(0027);
  for (int i = 0; i < 2000; ++i) {
    const std::string path = folder / "made";
    ::close(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0666));
    ASSERT_EQ(fs::status(path).permissions(), static_cast<fs::perms>(0640)) << i;
    fs::remove(path);
  }
  over = true;
  writer.get();
  ::umask(before);
}

TEST(ReplacingFile, GivesBackWhatItCouldNotGiveAName) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "out");
  auto file = ReplacingFile::open(folder / "out/rows.csv");
  const std::string large(200'000, 'x');
  ASSERT_TRUE(file.value().append("begin").ok());
  ASSERT_TRUE(file.value().append(large).ok());
  fs::remove_all(folder / "out");
  EXPECT_FALSE(file.value().commit().ok());
  std::string all;
  EXPECT_TRUE(file->readBack([&all](std::string_view piece) -> Status {
                    all += piece;
                    return Ok{};
                  })
                  .ok());
  EXPECT_EQ(all, "begin" + large);
  const Error full{"x", "is full", ""};
  EXPECT_EQ(file->readBack([&](std::string_view) -> Status { return full; }).error(), full);
}

TEST(ReplacingFile, GivesBackNothingThatADeviceHasTaken) {
  auto file = ReplacingFile::open("/dev/null");
  const auto sink = [](std::string_view) -> Status { return Ok{}; };
  EXPECT_TRUE(file->readBack(sink).ok());  // nothing yet
  ASSERT_TRUE(file.value().append("x").ok());
  EXPECT_EQ(file->readBack(sink).error().message(),
            "/dev/null: cannot be read back: it is a pipe or a device");
}

TEST(ReplacingFile, FollowsALinkToAFileThatIsNotThereYet) {
  const TemporaryFolder folder;
  fs::create_symlink("real", folder / "link");
  EXPECT_TRUE(replaceFile(folder / "link", "new").ok());
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_EQ(TemporaryFolder::contents(folder / "real"), "new");
  fs::remove(folder / "real");
  auto growing = GrowingFile::open(folder / "link");
  ASSERT_TRUE(growing.value().begin().ok());
  ASSERT_TRUE(growing.value().append("row").ok());
  EXPECT_EQ(TemporaryFolder::contents(folder / "real"), "row");
  fs::create_symlink("round", folder / "round");
  for (const Status& status :
       {replaceFile(folder / "round", "x"), HeldOutput::take(folder / "round").ok()
                                                ? Status(Ok{})
                                                : HeldOutput::take(folder / "round").error()}) {
    ASSERT_FALSE(status.ok());
    EXPECT_THAT(status.error().message(), HasSubstr("symbolic links"));
  }
}

/// The keeper's wake-ups, waited for.
class Bell {
 public:
  void ring() {
    const std::scoped_lock lock(mutex_);
    ++rung_;
    changed_.notify_all();
  }
  [[nodiscard]] bool waitFor(const std::function<bool()>& wanted) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return rung_ > 0 && wanted(); });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int rung_ = 0;
};

TEST(OutputKeeper, TellsOfAFileThatIsGoneAndOfFoldersThatComeAndGo) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "rows");
  fs::create_directory(folder / "json");
  const auto file =
      std::make_shared<GrowingFile>(GrowingFile::open(folder / "rows/run.csv").value());
  ASSERT_TRUE(file->begin().ok());
  Bell bell;
  OutputKeeper keeper;
  keeper.setWakeup([&bell] { bell.ring(); });
  keeper.follow(file);
  keeper.watchFolderOf(folder / "json/run.json");
  EXPECT_TRUE(keeper.write([&] { EXPECT_TRUE(file->append("1\n").ok()); }));
  fs::rename(folder / "rows", folder / "away");
  std::optional<std::string> trouble;
  EXPECT_TRUE(bell.waitFor([&] {
    trouble = keeper.takeTrouble();
    return trouble.has_value();
  }));
  EXPECT_EQ(trouble, "is no longer where it was");
  EXPECT_TRUE(keeper.release(std::chrono::seconds(20)));
  const auto news = [&](bool gone) {
    return bell.waitFor([&] {
      for (const auto& one : keeper.takeFolderNews()) {
        EXPECT_EQ(one.path, folder / "json/run.json");
        if (one.gone == gone) return true;
      }
      return false;
    });
  };
  fs::rename(folder / "json", folder / "json2");
  EXPECT_TRUE(news(true));
  fs::rename(folder / "json2", folder / "json");
  EXPECT_TRUE(news(false));
}

}  // namespace
}  // namespace emascope
