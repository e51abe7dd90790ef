// SPDX-License-Identifier: Apache-2.0
//
// Logs that grow while they are read.
#include "core/interchange/follow_log.h"

#include "core/interchange/read_log.h"
#include "tests/core/interchange/event_bytes.h"
#include "tests/core/interchange/recorded_logs.h"
#include "tests/support/temporary_folder.h"

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
