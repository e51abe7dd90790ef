// SPDX-License-Identifier: Apache-2.0
//
// Several programs with one library, and programs that are killed.
#include "core/base/output_file.h"
#include "core/library/stored_run.h"
#include "tests/support/kept_runs.h"

#include <csignal>
#include <functional>
#include <set>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// Runs `work` in a process of its own.
pid_t inProcess(const std::function<bool()>& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work() ? 0 : 1);
  return child;
}

int statusOf(pid_t child) {
  int status = -1;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return status;
}

TEST(Processes, KeepRunsInOneLibraryAtTheSameTime) {
  const TemporaryFolder library;
  constexpr int kProcesses = 4;
  constexpr int kRunsEach = 5;
  std::vector<pid_t> children;
  for (int i = 0; i < kProcesses; ++i) {
    children.push_back(inProcess([&] {
      KeptRuns runs(library / "");
      for (int run = 0; run < kRunsEach; ++run) runs.keep(shortRun(6));
      return runs.said.empty();
    }));
  }
  for (const pid_t child : children) EXPECT_EQ(statusOf(child), 0);
  auto opened = RunLibrary::open(library / "");
  ASSERT_TRUE(opened.ok());
  const auto rows = opened.value().list();
  ASSERT_TRUE(rows.ok());
  EXPECT_EQ(rows->size(), static_cast<std::size_t>(kProcesses * kRunsEach));
  std::set<std::string> ids;
  for (const RunRow& row : *rows) {
    ids.insert(row.id);
    EXPECT_EQ(row.state, StoredState::kFinished);
  }
  EXPECT_EQ(ids.size(), rows->size());
}

TEST(Processes, ChangeOneRunWithoutLosingAnything) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  const std::string folder = runs.keep(shortRun(4));
  constexpr int kProcesses = 4;
  std::vector<pid_t> children;
  for (int i = 0; i < kProcesses; ++i) {
    children.push_back(inProcess([&folder, i] {
      return changeCard(
                 folder,
                 [i](RunCard& card) { card.notes.tags.push_back("tag" + std::to_string(i)); })
          .ok();
    }));
  }
  for (const pid_t child : children) EXPECT_EQ(statusOf(child), 0);
  const auto card = readCardIn(folder);
  ASSERT_TRUE(card.ok());
  EXPECT_EQ(card->notes.tags.size(), static_cast<std::size_t>(kProcesses));
}

TEST(Threads, ShareALibraryThatEachOpened) {
  const TemporaryFolder library;
  std::vector<std::jthread> threads;
  std::vector<std::vector<std::string>> said(4);
  for (std::size_t i = 0; i < said.size(); ++i) {
    threads.emplace_back([&library, &news = said[i]] {
      KeptRuns runs(library / "");
      for (int run = 0; run < 5; ++run) runs.keep(shortRun(5));
      news = runs.said;
    });
  }
  threads.clear();
  for (const auto& news : said) EXPECT_EQ(news, std::vector<std::string>());
  auto opened = RunLibrary::open(library / "");
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened.value().list()->size(), 20U);
}

TEST(Processes, LoseNothingThatWasWrittenWhenTheyAreKilled) {
  const TemporaryFolder library;
  for (int points = 1; points <= 12; ++points) {
    const pid_t child = inProcess([&] {
      KeptRuns runs(library / "");
      RunKeeper keeper = runs.keeper();
      for (const Event& event : shortRun(points, /*open=*/true)) keeper.take(event);
      ::raise(SIGKILL);
      return true;
    });
    const int status = statusOf(child);
    ASSERT_TRUE(WIFSIGNALED(status));
  }
  auto opened = RunLibrary::open(library / "");
  ASSERT_TRUE(opened.ok());
  const auto rows = opened.value().list();
  ASSERT_TRUE(rows.ok());
  ASSERT_EQ(rows->size(), 12U);
  std::set<std::int64_t> steps;
  for (const RunRow& row : *rows) {
    EXPECT_EQ(row.state, StoredState::kInterrupted);
    steps.insert(row.step);
    EXPECT_EQ(readStoredRun(opened->pathOf(row))->cut_off, "");
  }
  EXPECT_EQ(steps.size(), 12U);
}

TEST(Processes, ASecondOneReadsARunThatTheFirstWrites) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  RunKeeper keeper = runs.keeper();
  for (const Event& event : shortRun(5, /*open=*/true)) keeper.take(event);
  const std::string folder = keeper.folder();
  const pid_t child = inProcess([&folder] {
    const auto run = readStoredRun(folder);
    const bool reads = run.ok() && run->state == StoredState::kRunning;
    const bool writes = RunLock::take(folder, RunLock::Of::kWriting).ok() ||
                        GrowingFile::open(folder + "/events.emaj").ok();
    return reads && !writes;
  });
  EXPECT_EQ(statusOf(child), 0);
}

}  // namespace
}  // namespace emascope
