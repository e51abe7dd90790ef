// SPDX-License-Identifier: Apache-2.0
//
// When the files of a run reach the disk, and what happens while the disk does not answer.
#include "core/base/output_file.h"
#include "core/base/output_keeper.h"
#include "tests/support/disk_calls.h"
#include "tests/support/quickest.h"
#include "tests/support/temporary_folder.h"

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

#include <gtest/gtest.h>

namespace emascope {
namespace {

namespace fs = std::filesystem;
using Kind = DiskCall::Kind;
using std::chrono_literals::operator""ms;

std::shared_ptr<GrowingFile> begunFile(const std::string& path) {
  auto file = std::make_shared<GrowingFile>(GrowingFile::open(path).value());
  EXPECT_TRUE(file->begin().ok());
  return file;
}

TEST(ReplacingFile, IsOnTheDiskBeforeItHasItsNameAndThenItsFolderIs) {
  const TemporaryFolder folder;
  const std::string path = folder.file("run.json", "old");
  DiskCalls::ofProgram().forget();
  ASSERT_TRUE(replaceFile(path, "new").ok());
  const auto calls = DiskCalls::ofProgram().calls();
  ASSERT_EQ(calls.size(), 3U);
  EXPECT_EQ(calls[0].kind, Kind::kSync);
  EXPECT_EQ(calls[0].inode, inodeOf(path));
  EXPECT_EQ(calls[0].size, 3);
  EXPECT_EQ(calls[1].kind, Kind::kRename);
  EXPECT_EQ(calls[1].inode, inodeOf(path));
  EXPECT_EQ(calls[2].kind, Kind::kSync);
  EXPECT_EQ(calls[2].inode, inodeOf(folder / ""));
}

TEST(OutputKeeper, BringsAnAppendToTheDiskWithinTwoSeconds) {
  const TemporaryFolder folder;
  const auto file = begunFile(folder / "run.csv");
  OutputKeeper keeper;
  keeper.follow(file);
  std::int64_t size = 0;
  const auto attempt = [&] {
    DiskCalls::ofProgram().forget();
    const auto begin = std::chrono::steady_clock::now();
    while (!keeper.write([&] { EXPECT_TRUE(file->append("1,2\n").ok()); })) {
    }
    size += 4;
    DiskCall synced;
    EXPECT_TRUE(DiskCalls::ofProgram().waitFor([&](const DiskCall& call) {
      synced = call;
      return call.kind == Kind::kDataSync && call.inode == inodeOf(folder / "run.csv") &&
             call.size == size;
    }));
    return synced.when - begin;
  };
  EXPECT_LT(quickest(2000ms, attempt), 2000ms);
}

TEST(OutputKeeper, BringsTheFolderOfANewFileToTheDisk) {
  const TemporaryFolder folder;
  const auto file = begunFile(folder / "run.csv");
  DiskCalls::ofProgram().forget();
  OutputKeeper keeper;
  keeper.follow(file);
  EXPECT_TRUE(keeper.sync(20'000ms));
  const auto calls = DiskCalls::ofProgram().calls();
  ASSERT_EQ(calls.size(), 2U);
  EXPECT_EQ(calls[0].kind, Kind::kDataSync);
  EXPECT_EQ(calls[1].kind, Kind::kSync);
  EXPECT_EQ(calls[1].inode, inodeOf(folder / ""));
}

/// Counts the keeper's wake-ups.
class Wakeups {
 public:
  void add() {
    const std::scoped_lock lock(mutex_);
    ++count_;
    changed_.notify_all();
  }
  [[nodiscard]] bool waitForOne() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [this] { return count_ > 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
};

TEST(OutputKeeper, AppendsNothingDuringASyncAndWakesTheOwnerAfterIt) {
  const TemporaryFolder folder;
  const auto file = begunFile(folder / "run.csv");
  Wakeups wakeups;
  OutputKeeper keeper;
  keeper.setWakeup([&wakeups] { wakeups.add(); });
  const auto append = [&] { return file->append("1,2\n").ok(); };
  {
    const HeldSyncs held;
    keeper.follow(file);
    ASSERT_TRUE(DiskCalls::ofProgram().waitForHeld());
    EXPECT_FALSE(keeper.write([&] { append(); }));
    EXPECT_FALSE(keeper.release(0ms));
    EXPECT_FALSE(keeper.sync(0ms));
  }
  EXPECT_EQ(TemporaryFolder::contents(folder / "run.csv"), "");
  EXPECT_TRUE(wakeups.waitForOne());
  EXPECT_TRUE(keeper.release(20'000ms));
  EXPECT_TRUE(append());
  EXPECT_EQ(TemporaryFolder::contents(folder / "run.csv"), "1,2\n");
}

TEST(OutputKeeper, DoesNotWaitForADiskThatDoesNotAnswerWhenItEnds) {
  const TemporaryFolder folder;
  auto file = begunFile(folder / "run.csv");
  const std::weak_ptr<GrowingFile> open = file;
  {
    const HeldSyncs held;
    {
      OutputKeeper keeper;
      keeper.follow(file);
      ASSERT_TRUE(DiskCalls::ofProgram().waitForHeld());
      keeper.abandon();
      file.reset();
    }
    EXPECT_FALSE(open.expired());  // until the disk has answered
  }
  while (!open.expired()) std::this_thread::yield();
}

TEST(OutputKeeper, AFolderThatDoesNotAnswerKeepsNoRowFromTheDisk) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "far");
  const auto file = begunFile(folder / "run.csv");
  const std::string far = fs::canonical(folder / "far").string() + "/";
  OutputKeeper keeper;
  keeper.follow(file);
  EXPECT_TRUE(keeper.sync(20'000ms));
  keeper.watchFolderOf(folder / "far/run.json");
  DiskCalls::ofProgram().holdStat(far);
  ASSERT_TRUE(DiskCalls::ofProgram().waitForHeld());
  while (!keeper.write([&] { EXPECT_TRUE(file->append("1,2\n").ok()); })) {
  }
  EXPECT_TRUE(keeper.sync(20'000ms));
  EXPECT_TRUE(keeper.release(20'000ms));
  DiskCalls::ofProgram().letGo();
}

}  // namespace
}  // namespace emascope
