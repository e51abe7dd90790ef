// SPDX-License-Identifier: Apache-2.0
//
// A run is kept on a disk whose first, second, … call fails: the run goes on, what goes wrong is
// said a few times at most, and what is in the library can be read.
#include "core/library/run_keeper.h"
#include "core/library/stored_run.h"
#include "tests/support/faulty_disk.h"
#include "tests/support/kept_runs.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

namespace files = std::filesystem;

/// Keeps a run of 8 evaluations, one each three seconds; returns the number of disk calls.
int keepWith(KeptRuns& runs, int first, DiskFault fault, bool lasting) {
  const FaultyDisk disk(first, fault, lasting);
  RunKeeper keeper = runs.keeper();
  for (const Event& event : shortRun(8)) {
    keeper.take(event);
    runs.now += std::chrono::seconds(3);
    keeper.tick();
  }
  keeper.finish();
  return FaultyDisk::calls();
}

/// Folders of runs that are complete, by their names.
std::vector<std::string> runsIn(const std::string& library) {
  std::vector<std::string> found;
  if (!files::is_directory(library + "/runs")) return found;
  for (const auto& entry : files::directory_iterator(library + "/runs")) {
    if (entry.path().filename().string().front() != '.') found.push_back(entry.path());
  }
  return found;
}

int callsOfAGoodRun() {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  constexpr int kNever = 1'000'000;
  const int calls = keepWith(runs, kNever, DiskFault::kIo, false);
  EXPECT_EQ(runs.said, std::vector<std::string>());
  EXPECT_EQ(runsIn(library / "").size(), 1U);
  return calls;
}

TEST(LibraryFaults, OneCallThatFailsLosesNoEvaluation) {
  const int calls = callsOfAGoodRun();
  ASSERT_GT(calls, 20);
  for (const DiskFault fault : {DiskFault::kNoSpace, DiskFault::kIo}) {
    for (int first = 0; first < calls; ++first) {
      const TemporaryFolder library;
      KeptRuns runs(library / "");
      (void)keepWith(runs, first, fault, false);
      EXPECT_LE(runs.said.size(), 3U) << first;
      const auto kept = runsIn(library / "");
      if (kept.empty()) {  // it could not be begun, which is said
        ASSERT_EQ(runs.said.size(), 1U) << first;
        EXPECT_TRUE(runs.said.front().starts_with("the run is not kept: ")) << first;
        continue;
      }
      const auto run = readStoredRun(kept.front());
      ASSERT_TRUE(run.ok()) << first << ": " << run.error().message();
      EXPECT_EQ(run->record.points.size(), 8U) << first;
      EXPECT_EQ(run->state, StoredState::kFinished) << first;
      EXPECT_EQ(run->cut_off, "") << first;
    }
  }
}

TEST(LibraryFaults, ADiskThatFailsForGoodLeavesWhatWasWritten) {
  const int calls = callsOfAGoodRun();
  for (const DiskFault fault : {DiskFault::kNoSpace, DiskFault::kIo}) {
    for (int first = 0; first < calls; ++first) {
      const TemporaryFolder library;
      KeptRuns runs(library / "");
      (void)keepWith(runs, first, fault, true);
      EXPECT_LE(runs.said.size(), 5U) << first;
      for (const std::string& folder : runsIn(library / "")) {
        const auto run = readStoredRun(folder);
        ASSERT_TRUE(run.ok()) << first << ": " << run.error().message();
        EXPECT_FALSE(run->damaged) << first;
        const RunRecord whole = recordOf(shortRun(8));
        for (std::size_t i = 0; i < run->record.points.size(); ++i) {
          EXPECT_EQ(run->record.points[i].step, whole.points[i].step);
        }
      }
    }
  }
}

TEST(LibraryFaults, InterruptedAndShortWritesChangeNothing) {
  const int calls = callsOfAGoodRun();
  for (const DiskFault fault : {DiskFault::kInterrupted, DiskFault::kShort}) {
    for (int first = 0; first < calls; ++first) {
      const TemporaryFolder library;
      KeptRuns runs(library / "");
      (void)keepWith(runs, first, fault, false);
      const auto kept = runsIn(library / "");
      ASSERT_EQ(kept.size(), 1U) << first;
      const auto run = readStoredRun(kept.front());
      ASSERT_TRUE(run.ok()) << first << ": " << run.error().message();
      EXPECT_EQ(run->record.points.size(), 8U) << first;
    }
  }
}

}  // namespace
}  // namespace emascope
