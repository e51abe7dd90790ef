// SPDX-License-Identifier: Apache-2.0
//
// Logs that grow while they are read.
#include "core/interchange/follow_log.h"

#include "core/interchange/complete_rows.h"
#include "core/interchange/metrics_csv.h"
#include "core/interchange/read_log.h"
#include "tests/core/interchange/event_bytes.h"
#include "tests/core/interchange/recorded_logs.h"
#include "tests/support/temporary_folder.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

std::vector<std::vector<double>> valuesOf(const ImportedRun& run) {
  std::vector<std::vector<double>> values;
  for (const LogSeries& one : run.series) values.push_back(one.values);
  return values;
}

void append(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::app) << text;
}

TEST(FollowedLog, OfATableHasTheRowsThatCome) {
  const TemporaryFolder folder;
  const std::string path = folder.file("metrics.csv", "step,loss,loss_ema\n1,2,1\n");
  auto log = LogFollower::open(path, {});
  ASSERT_TRUE(log.ok()) << log.error().message();
  EXPECT_EQ(lastStepOf(log->run()), 1);
  EXPECT_FALSE(*log.value().readMore());
  append(path, "2,1.5,0.75\n");
  EXPECT_TRUE(*log.value().readMore());
  EXPECT_EQ(lastStepOf(log->run()), 2);
  EXPECT_EQ(pointsOf(log->run()), 4U);
  EXPECT_EQ(valuesOf(log->run()), valuesOf(*readLog(path)));
  EXPECT_FALSE(*log.value().readMore());
}

TEST(FollowedLog, OfATableReadsEachByteOnce) {
  const TemporaryFolder folder;
  std::string text = "step,loss,loss_ema\n";
  const std::string path = folder.file("metrics.csv", text);
  MetricsLog log(path);
  constexpr std::uint64_t kLooks = 100;
  for (std::uint64_t look = 0; look < kLooks; ++look) {
    std::string rows;
    for (int row = 0; row < 500; ++row) {
      const std::string step = std::to_string(500 * look + static_cast<std::uint64_t>(row));
      rows += step + ",2." + step + ",1." + step + "\n";
    }
    append(path, rows);
    text += rows;
    const auto more = log.readMore();
    ASSERT_TRUE(more.ok()) << more.error().message();
    EXPECT_TRUE(*more);
  }
  // Beside them the two ends of what is known, at each look.
  EXPECT_LE(log.bytesRead(), text.size() + kLooks * 2 * CompleteRows::kRemembered);
  EXPECT_EQ(valuesOf(log.run()), valuesOf(*readMetricsCsv(path)));
  EXPECT_FALSE(*log.readMore());
}

TEST(FollowedLog, OfATableThatIsTruncatedOrReplacedBeginsAgain) {
  const TemporaryFolder folder;
  const std::string path = folder.file("metrics.csv", "step,loss\n1,2\n2,1.5\n3,1\n");
  auto log = LogFollower::open(path, {});
  ASSERT_TRUE(log.ok()) << log.error().message();
  const auto now = [&log] {
    EXPECT_TRUE(*log.value().readMore());
    return valuesOf(log->run());
  };
  using Values = std::vector<std::vector<double>>;
  static_cast<void>(folder.file("metrics.csv", "step,loss\n1,4\n"));
  EXPECT_EQ(now(), (Values{{4.0}}));
  // As Lightning does when a column comes.
  static_cast<void>(folder.file("metrics.csv", "step,loss,loss_ema\n1,4,\n2,3,1\n"));
  EXPECT_EQ(now(), (Values{{4.0, 3.0}, {1.0}}));
  const std::string other = folder.file("other.csv", "step,loss,loss_ema\n1,4,\n2,3,1\n3,2,\n");
  std::filesystem::rename(other, path);
  EXPECT_EQ(now(), (Values{{4.0, 3.0, 2.0}, {1.0}}));
  static_cast<void>(folder.file("metrics.csv", "step,loss\n1,2\nx,1\n"));
  EXPECT_FALSE(*log.value().readMore());
  EXPECT_TRUE(log->trouble().has_value());
  static_cast<void>(folder.file("metrics.csv", "step,loss\n1,2\n2,1\n"));
  EXPECT_EQ(now(), (Values{{2.0, 1.0}}));
  EXPECT_FALSE(log->trouble().has_value());
}

TEST(FollowedLog, OfATableReadsARowWhenItsLineEnds) {
  using Values = std::vector<std::vector<double>>;
  const TemporaryFolder folder;
  const std::string path = folder.file("metrics.csv", "step,loss,note\n1,2,\n2,1.2");
  auto log = LogFollower::open(path, {});
  ASSERT_TRUE(log.ok()) << log.error().message();
  EXPECT_EQ(valuesOf(log->run()), (Values{{2.0}}));
  append(path, "5,\"a line\n");  // of a text
  EXPECT_FALSE(*log.value().readMore());
  append(path, "and 3,1,\"\n3,1,");
  EXPECT_TRUE(*log.value().readMore());
  EXPECT_EQ(valuesOf(log->run()), (Values{{2.0, 1.25}}));
  log.value().readRest();
  EXPECT_EQ(valuesOf(log->run()), (Values{{2.0, 1.25, 1.0}}));
}

TEST(FollowedLog, HasOfSeveralValuesAtAStepTheLastAlsoIfStepsComeLate) {
  const TemporaryFolder folder;
  std::string text = "step,loss\n1,9\n";
  const std::string path = folder.file("metrics.csv", text);
  auto log = LogFollower::open(path, {});
  ASSERT_TRUE(log.ok()) << log.error().message();
  for (const char* const row :
       {"5,1\n", "3,2\n", "3,3\n", "4,4\n", "5,5\n", "5,6\n", "7,7\n", "2,8\n"}) {
    append(path, row);
    EXPECT_TRUE(*log.value().readMore());
  }
  EXPECT_EQ(log->run().series.front().steps, (std::vector<std::int64_t>{1, 2, 3, 4, 5, 7}));
  EXPECT_EQ(valuesOf(log->run()), (std::vector<std::vector<double>>{{9, 8, 3, 4, 6, 7}}));
}

TEST(FollowedLog, ThatIsBeingWrittenIsReadTheNextTime) {
  const TemporaryFolder folder;
  const std::string begin =
      R"({"log_history": [{"step": 1, "eval_loss": 2.0, "ema_eval_loss": 1.0})";
  const std::string path = folder.file("trainer_state.json", begin + "]}");
  auto log = LogFollower::open(path, {});
  ASSERT_TRUE(log.ok()) << log.error().message();
  static_cast<void>(folder.file("trainer_state.json", begin + ", {\"step\": 2, "));
  EXPECT_FALSE(*log.value().readMore());
  EXPECT_TRUE(log->trouble().has_value());
  EXPECT_EQ(lastStepOf(log->run()), 1);
  static_cast<void>(folder.file(
      "trainer_state.json", begin + R"(, {"step": 2, "eval_loss": 1.0, "ema_eval_loss": 0.5}]})"));
  EXPECT_TRUE(*log.value().readMore());
  EXPECT_FALSE(log->trouble().has_value());
  EXPECT_EQ(lastStepOf(log->run()), 2);
}

TEST(FollowedLog, OfEventFilesHasTheRecordsThatCome) {
  const std::string whole = TemporaryFolder::contents(recordedLog("exported.tfevents"));
  const TemporaryFolder folder;
  const std::size_t half = whole.size() / 2;  // in the middle of a record
  const std::string path = folder.file("a.tfevents", whole.substr(0, half));
  auto log = LogFollower::open(path, {});
  ASSERT_TRUE(log.ok()) << log.error().message();
  const std::size_t before = pointsOf(log->run());
  EXPECT_GT(before, 0U);
  append(path, whole.substr(half));
  EXPECT_TRUE(*log.value().readMore());
  EXPECT_GT(pointsOf(log->run()), before);
  EXPECT_EQ(valuesOf(log->run()), valuesOf(*readLog(path)));
}

TEST(FollowedLog, HasNewsIfARestartPutsOtherValuesInThePlaceOfVoidOnes) {
  const TemporaryFolder folder;
  const std::string path =
      folder.file("a.tfevents", eventRecord(simpleEvent("loss", 1, 0.5F)) +
                                    eventRecord(simpleEvent("loss", 2, 0.25F)));
  auto log = LogFollower::open(path, {});
  ASSERT_TRUE(log.ok()) << log.error().message();
  append(path, eventRecord(restartEvent(2)) + eventRecord(simpleEvent("loss", 2, 0.125F)));
  EXPECT_TRUE(*log.value().readMore());
  EXPECT_EQ(valuesOf(log->run()), (std::vector<std::vector<double>>{{0.5, 0.125}}));
  EXPECT_FALSE(*log.value().readMore());
}

}  // namespace
}  // namespace emascope
