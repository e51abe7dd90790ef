// SPDX-License-Identifier: Apache-2.0
#include "core/library/keeper_thread.h"

#include "core/library/stored_run.h"
#include "tests/support/kept_runs.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(KeeperThread, KeepsWhatItTookUntilItIsClosed) {
  const TemporaryFolder library;
  const auto events = shortRun(200);
  KeeperThread keeper(KeeperOptions{.library = library / "", .say_where = true});
  for (const Event& event : events) keeper.take(event);
  EXPECT_TRUE(keeper.close(std::chrono::seconds(20)));
  const auto news = keeper.takeNews();
  ASSERT_EQ(news.size(), 1U);
  const std::string said = "the run is kept in ";
  ASSERT_TRUE(news.front().starts_with(said)) << news.front();
  const auto run = readStoredRun(news.front().substr(said.size()));
  ASSERT_TRUE(run.ok()) << run.error().message();
  EXPECT_EQ(run->record.points.size(), 200U);
  EXPECT_EQ(run->state, StoredState::kFinished);
}

TEST(KeeperThread, TellsHowManyEvaluationsOfThePresentRunAreOnTheDisk) {
  const TemporaryFolder library;
  KeeperThread keeper(KeeperOptions{.library = library / ""});
  EXPECT_EQ(keeper.evaluationsOnDisk(), 0U);
  EXPECT_EQ(keeper.folder(), "");
  for (const Event& event : shortRun(200)) keeper.take(event);
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (keeper.evaluationsOnDisk() < 200 && std::chrono::steady_clock::now() < limit) {
    std::this_thread::yield();
  }
  ASSERT_EQ(keeper.evaluationsOnDisk(), 200U);
  const auto run = readStoredRun(keeper.folder());
  ASSERT_TRUE(run.ok()) << run.error().message();
  EXPECT_EQ(run->record.points.size(), 200U);
  keeper.take(shortRun(1).front());
  EXPECT_EQ(keeper.evaluationsOnDisk(), 0U) << "those of the run before do not count";
  EXPECT_TRUE(keeper.close(std::chrono::seconds(20)));
}

TEST(KeeperThread, NamesTheFolderOfARunWhoseRestIsNotKept) {
  const TemporaryFolder library;
  KeeperOptions options{.library = library / ""};
  options.clock = [now = std::chrono::steady_clock::time_point()]() mutable {
    return now += kJournalSyncEvery;
  };
  KeeperThread keeper(std::move(options));
  for (const Event& event : shortRun(3, /*open=*/true)) keeper.take(event);
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  const auto inTime = [limit] { return std::chrono::steady_clock::now() < limit; };
  while (keeper.evaluationsOnDisk() < 3 && inTime()) std::this_thread::yield();
  const std::string folder = keeper.folder();
  ASSERT_NE(folder, "");
  std::filesystem::remove_all(folder);
  std::vector<std::string> news;
  while (news.empty() && inTime()) news = keeper.takeNews();
  EXPECT_FALSE(keeper.close(std::chrono::seconds(20)));
  ASSERT_EQ(news.size(), 1U);
  EXPECT_TRUE(news.front().ends_with("it is no longer kept")) << news.front();
  EXPECT_EQ(keeper.folder(), folder);
}

TEST(KeeperThread, SaysThatItCouldNotKeepARun) {
  const TemporaryFolder folder;
  KeeperThread keeper(KeeperOptions{.library = folder.file("library", "a file")});
  for (const Event& event : shortRun(3)) keeper.take(event);
  EXPECT_FALSE(keeper.close(std::chrono::seconds(20)));
  const auto news = keeper.takeNews();
  ASSERT_EQ(news.size(), 1U);
  EXPECT_TRUE(news.front().starts_with("the run is not kept: ")) << news.front();
}

TEST(KeeperThread, KeepsTheNextRunOnceADiskAnswersAgain) {
  const TemporaryFolder library;
  std::promise<void> stuck;
  std::promise<void> free;
  std::promise<void> emptied;
  const std::shared_future<void> freed = free.get_future().share();
  std::atomic<int> begun = 0;
  std::atomic<int> asked = 0;
  KeeperOptions options{.library = library / ""};
  options.say_where = true;
  options.wall_clock = [&]() -> std::int64_t {  // asked for where a run begins
    if (begun++ == 0) stuck.set_value();
    freed.wait();
    return 1'796'000'000'000;
  };
  options.clock = [&] {  // where a run begins, and after each turn
    if (++asked == 3) emptied.set_value();
    return std::chrono::steady_clock::time_point();
  };
  KeeperThread keeper(std::move(options));
  const auto events = shortRun(3, /*open=*/true);
  constexpr std::chrono::seconds kLimit{20};
  keeper.take(events.front());
  ASSERT_EQ(stuck.get_future().wait_for(kLimit), std::future_status::ready);
  for (int i = 0; i < 100'001; ++i) keeper.take(event::Progress{.step = i});
  const auto told = keeper.takeNews();
  EXPECT_EQ(told, std::vector<std::string>{"the disk of the library does not answer; the rest of "
                                           "the run is not kept"});
  keeper.take(events.front());
  EXPECT_EQ(keeper.takeNews(), std::vector<std::string>{
                                   "the disk of the library does not answer; the run is not kept"});
  free.set_value();
  ASSERT_EQ(emptied.get_future().wait_for(kLimit), std::future_status::ready);
  for (const Event& event : shortRun(3)) keeper.take(event);
  EXPECT_FALSE(keeper.close(kLimit)) << "a part of the first run is lost";
  const auto news = keeper.takeNews();
  ASSERT_FALSE(news.empty());
  const std::string said = "the run is kept in ";
  ASSERT_TRUE(news.back().starts_with(said)) << news.back();
  const auto run = readStoredRun(news.back().substr(said.size()));
  ASSERT_TRUE(run.ok()) << run.error().message();
  EXPECT_EQ(run->record.points.size(), 3U);
  EXPECT_EQ(run->state, StoredState::kFinished);
}

}  // namespace
}  // namespace emascope
