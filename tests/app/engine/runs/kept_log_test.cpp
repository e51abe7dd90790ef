// SPDX-License-Identifier: Apache-2.0
//
// A log of another tool, kept as a run while it grows.
#include "app/engine/runs/kept_log.h"

#include "core/interchange/imported_csv.h"
#include "core/interchange/imported_record.h"
#include "core/library/replay.h"
#include "core/library/stored_run.h"
#include "core/protocol/record/verdict.h"
#include "tests/support/temporary_folder.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

/// A log with an evaluation at 100, 200, … `last`.
ImportedRun logUpTo(std::int64_t last) {
  ImportedRun run{.title = "exp-7", .source = "TensorBoard event files"};
  LogSeries raw{.tag = "val/loss"};
  LogSeries average{.tag = "val/loss_ema"};
  for (std::int64_t step = 100; step <= last; step += 100) {
    const auto x = static_cast<double>(step);
    for (LogSeries* one : {&raw, &average}) {
      one->steps.push_back(step);
      one->seconds.push_back(1'700'000'000.0 + x / 10);
    }
    raw.values.push_back(2.0 + 100.0 / x);
    average.values.push_back(1.0 + 100.0 / x);
  }
  run.series = {raw, average};
  run.pairs = {{.raw = 0, .average = 1}};
  return run;
}

std::string tableOf(const RunRecord& record) {
  std::string text;
  const Status status = writeImportedCsv(record, [&text](std::string_view piece) -> Status {
    text += piece;
    return Ok{};
  });
  EXPECT_TRUE(status.ok());
  return text;
}

class KeptLog : public testing::Test {
 protected:
  LogKeeper keeper() {
    return LogKeeper(folder_ / "library", "runs/exp-7",
                     [this](const std::string& text) { said_.push_back(text); });
  }
  static StoredRun read(const std::string& folder) {
    auto run = readStoredRun(folder);
    EXPECT_TRUE(run.ok()) << (run ? "" : run.error().message());
    return run ? *run : StoredRun{};
  }
  /// It has what the log has, and is judged as the log is.
  static void expectLog(const StoredRun& run, const ImportedRun& log) {
    const auto record = importedRecord(log);
    ASSERT_TRUE(record.ok());
    EXPECT_EQ(tableOf(run.record), tableOf(*record));
    EXPECT_EQ(run.record.config.steps, record->config.steps);
    for (const VerdictSpan span : {VerdictSpan::kTenth, VerdictSpan::kFifth}) {
      EXPECT_EQ(verdictWindow(run.record.config, span), verdictWindow(record->config, span));
    }
  }

  TemporaryFolder folder_;
  std::vector<std::string> said_;
};

TEST_F(KeptLog, IsAFinishedRunThatSaysWhereItComesFrom) {
  LogKeeper log = keeper();
  ASSERT_TRUE(log.take(logUpTo(60'000), /*goes_on=*/false).ok());
  EXPECT_TRUE(log.finish());
  EXPECT_THAT(said_, ElementsAre("the run is kept in " + log.folder()));
  const StoredRun run = read(log.folder());
  expectLog(run, logUpTo(60'000));
  EXPECT_TRUE(isImported(run.record));
  EXPECT_EQ(run.state, StoredState::kFinished);
  EXPECT_EQ(run.card.notes.title, "exp-7");
  EXPECT_THAT(run.card.notes.tags, ElementsAre("imported"));
  EXPECT_THAT(run.card.notes.text, testing::StartsWith("Imported from /"));
  EXPECT_THAT(run.card.notes.text, testing::EndsWith("/runs/exp-7"));
  EXPECT_EQ(run.card.engine, "TensorBoard event files");
  EXPECT_EQ(run.card.begun, 1'700'000'010'000);
  EXPECT_FALSE(run.thumbnail.empty());
  EXPECT_EQ(verdictOf(run.record, 0).remembers, std::nullopt);
}

TEST_F(KeptLog, BeginsNowIfItsTimesCountFromTheStartOfTheRun) {
  ImportedRun run = logUpTo(300);
  for (LogSeries& one : run.series) one.seconds = {0.5, 1.5, 2.5};
  const auto now = [] {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
  };
  const std::int64_t before = now();
  LogKeeper log = keeper();
  ASSERT_TRUE(log.take(run, /*goes_on=*/false).ok());
  EXPECT_TRUE(log.finish());
  const std::int64_t begun = read(log.folder()).card.begun;
  EXPECT_GE(begun, before);
  EXPECT_LE(begun, now());
}

TEST_F(KeptLog, CanNeitherBeRepeatedNorMadeAgain) {
  LogKeeper log = keeper();
  ASSERT_TRUE(log.take(logUpTo(300), /*goes_on=*/false).ok());
  EXPECT_TRUE(log.finish());
  const StoredRun run = read(log.folder());
  EXPECT_EQ(run.card.command, "");
  const auto again = configOfReplay(run.record);
  ASSERT_FALSE(again.ok());
  EXPECT_THAT(again.error().message(), HasSubstr("is the log of another tool"));
}

TEST_F(KeptLog, GrowsWithTheLogAndWaitsForTheAveragesOfTheLastEvaluation) {
  LogKeeper log = keeper();
  ASSERT_TRUE(log.take(logUpTo(100), /*goes_on=*/true).ok());
  EXPECT_EQ(log.folder(), "");
  ImportedRun incomplete = logUpTo(400);
  incomplete.series[1].steps.pop_back();
  incomplete.series[1].seconds.pop_back();
  incomplete.series[1].values.pop_back();
  ASSERT_TRUE(log.take(incomplete, /*goes_on=*/true).ok());
  EXPECT_THAT(read(log.folder()).record.points, SizeIs(3));
  EXPECT_EQ(read(log.folder()).state, StoredState::kRunning);
  ASSERT_TRUE(log.take(logUpTo(60'000), /*goes_on=*/true).ok());
  expectLog(read(log.folder()), logUpTo(59'900));
  ASSERT_TRUE(log.take(logUpTo(60'000), /*goes_on=*/false).ok());
  EXPECT_TRUE(log.finish());
  const StoredRun run = read(log.folder());
  expectLog(run, logUpTo(60'000));
  EXPECT_EQ(run.state, StoredState::kFinished);
  EXPECT_EQ(run.card.steps, 60'000);
  EXPECT_THAT(said_, SizeIs(1));
}

TEST_F(KeptLog, IsAnotherRunOnceTheLogHasBegunAgain) {
  LogKeeper log = keeper();
  ASSERT_TRUE(log.take(logUpTo(500), /*goes_on=*/true).ok());
  const std::string first = log.folder();
  ImportedRun again = logUpTo(300);
  again.series[0].values[0] = 7.0;
  ImportedRun begun = logUpTo(100);  // its only evaluation waits, too
  begun.series[0].values[0] = 7.0;
  ASSERT_TRUE(log.take(begun, /*goes_on=*/true).ok());
  ASSERT_TRUE(log.take(again, /*goes_on=*/false).ok());
  EXPECT_TRUE(log.finish());
  EXPECT_NE(log.folder(), first);
  expectLog(read(first), logUpTo(500));
  expectLog(read(log.folder()), again);
  ASSERT_THAT(said_, SizeIs(3));
  EXPECT_THAT(said_[1], HasSubstr("is kept as another run"));
}

TEST_F(KeptLog, WithoutALossIsNoRun) {
  ImportedRun rates{.title = "exp-8", .source = "metrics.csv"};
  rates.series = {{.tag = "lr", .steps = {1}, .seconds = {0.0}, .values = {0.1}}};
  LogKeeper log = keeper();
  EXPECT_FALSE(log.take(rates, /*goes_on=*/false).ok());
  EXPECT_TRUE(log.finish());
  EXPECT_EQ(log.folder(), "");
}

}  // namespace
}  // namespace emascope
