// SPDX-License-Identifier: Apache-2.0
#include "core/library/keeper_thread.h"

#include "core/library/stored_run.h"
#include "tests/support/kept_runs.h"

#include <chrono>
#include <string>

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

TEST(KeeperThread, SaysThatItCouldNotKeepARun) {
  const TemporaryFolder folder;
  KeeperThread keeper(KeeperOptions{.library = folder.file("library", "a file")});
  for (const Event& event : shortRun(3)) keeper.take(event);
  EXPECT_FALSE(keeper.close(std::chrono::seconds(20)));
  const auto news = keeper.takeNews();
  ASSERT_EQ(news.size(), 1U);
  EXPECT_TRUE(news.front().starts_with("the run is not kept: ")) << news.front();
}

}  // namespace
}  // namespace emascope
