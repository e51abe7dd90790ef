// SPDX-License-Identifier: Apache-2.0
//
// Folders of event files, as tensorboardX and TensorBoard's own writer made them, and as they grow.
#include "core/interchange/event_log.h"

#include "core/interchange/read_log.h"
#include "tests/core/interchange/event_bytes.h"
#include "tests/core/interchange/recorded_logs.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <filesystem>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

ImportedRun recordedRun(const std::string& name) {
  auto run = readLog(recordedLog(name));
  EXPECT_TRUE(run.ok()) << (run ? "" : run.error().message());
  return run ? *run : ImportedRun{};
}

TEST(EventLog, SimpleValuesOfTensorboardXAreReadAcrossARestart) {
  const RecordedCurves expected = recordedCurves();
  const ImportedRun run = recordedRun("tensorboardx");
  EXPECT_EQ(run.title, "tensorboardx");
  EXPECT_THAT(tagsOf(run), ElementsAre("train/lr", "val/loss", "val/loss_ema"));
  const LogSeries raw = curveOf(run, "val/loss");
  EXPECT_EQ(raw.steps, expected.steps) << "the values of the crashed session are void";
  EXPECT_EQ(raw.values, asFloats(expected.raw));
  EXPECT_EQ(raw.seconds, expected.wall);
  EXPECT_EQ(curveOf(run, "val/loss_ema").values, asFloats(expected.ema));
  EXPECT_THAT(pairNames(run), ElementsAre("val/loss_ema|val/loss"));
  EXPECT_THAT(unpairedTags(run), ElementsAre("train/lr"));
  EXPECT_THAT(run.notes, ElementsAre("2 values that are not scalars are skipped"));
  EXPECT_THAT(run.damage, IsEmpty());
}

TEST(EventLog, TensorsOfTensorBoardsOwnWriterAreRead) {
  const RecordedCurves expected = recordedCurves();
  const ImportedRun run = recordedRun("tensorboard");
  EXPECT_THAT(pairNames(run), ElementsAre("ema_eval_loss|eval_loss"));
  const LogSeries raw = curveOf(run, "eval_loss");
  EXPECT_EQ(raw.steps, expected.steps);
  EXPECT_EQ(raw.values, asFloats(expected.raw));
  EXPECT_EQ(raw.seconds, expected.wall);
  EXPECT_EQ(curveOf(run, "ema_eval_loss").values, asFloats(expected.ema));
}

TEST(EventLog, ASingleFileIsALogToo) {
  const ImportedRun run = recordedRun("tensorboard/events.out.tfevents.1700000000.host.1.0.v2");
  EXPECT_EQ(curveOf(run, "eval_loss").values, asFloats(recordedCurves().raw));
}

TEST(EventLog, CurvesInSubfoldersBelongToTheRun) {
  const ImportedRun run = recordedRun("subfolders");
  EXPECT_THAT(pairNames(run), ElementsAre("loss/ema/loss|loss/raw/loss"));
  EXPECT_EQ(curveOf(run, "loss/raw/loss").steps, (std::vector<std::int64_t>{10, 20, 30, 40, 50}));
}

TEST(EventLog, FollowsItsFilesAndNewOnes) {
  const TemporaryFolder folder;
  const std::string first = eventRecord(simpleEvent("loss", 1, 0.5F));
  const std::string second = eventRecord(simpleEvent("loss", 2, 0.25F));
  putFile(folder, "events.out.tfevents.1", first);
  auto log = EventLog::open(folder / "");
  ASSERT_TRUE(log.ok());
  EXPECT_EQ(*log.value().readMore(), 1U);
  EXPECT_EQ(*log.value().readMore(), 0U);
  putFile(folder, "events.out.tfevents.1", first + second.substr(0, 20));
  EXPECT_EQ(*log.value().readMore(), 0U) << "half a record is not an error";
  putFile(folder, "events.out.tfevents.1", first + second);
  EXPECT_EQ(*log.value().readMore(), 1U);
  putFile(folder, "events.out.tfevents.2", eventRecord(simpleEvent("loss", 3, 0.125F)));
  EXPECT_EQ(*log.value().readMore(), 1U);
  EXPECT_EQ(curveOf(log->run(), "loss").values, (std::vector<double>{0.5, 0.25, 0.125}));
}

TEST(EventLog, TheLastOfSeveralPointsAtAStepCounts) {
  const TemporaryFolder folder;
  putFile(folder, "b.tfevents", eventRecord(simpleEvent("loss", 2, 3.0F)));
  putFile(folder, "a.tfevents",
          eventRecord(simpleEvent("loss", 2, 1.0F)) + eventRecord(simpleEvent("loss", 1, 2.0F)));
  const auto run = readLog(folder / "");
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(curveOf(*run, "loss").steps, (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(curveOf(*run, "loss").values, (std::vector<double>{2.0, 3.0}));
}

TEST(EventLog, ARestartMakesLaterPointsOfItsFolderVoid) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "other");
  putFile(folder, "other/a.tfevents", eventRecord(simpleEvent("loss", 9, 1.0F)));
  putFile(folder, "other/b.tfevents",
          eventRecord(restartEvent(5)) + eventRecord(simpleEvent("loss", 5, 2.0F)));
  putFile(folder, "a.tfevents", eventRecord(simpleEvent("loss", 9, 1.0F)));
  auto log = EventLog::open(folder / "");
  ASSERT_TRUE(log.ok());
  EXPECT_EQ(*log.value().readMore(), 3U);
  EXPECT_EQ(curveOf(log->run(), "other/loss").steps, (std::vector<std::int64_t>{5}));
  EXPECT_EQ(curveOf(log->run(), "loss").steps, (std::vector<std::int64_t>{9}));
  putFile(folder, "b.tfevents", eventRecord(restartEvent(1)));
  EXPECT_EQ(*log.value().readMore(), 0U);
  EXPECT_EQ(curveOf(log->run(), "other/loss").steps, (std::vector<std::int64_t>{5}));
  EXPECT_EQ(indexOfTag(log->run().series, "loss"), 1U) << "without a point it is left out";
}

TEST(EventLog, DamageIsToldAndWhatIsSoundIsRead) {
  const TemporaryFolder folder;
  std::string damaged = eventRecord(simpleEvent("loss", 1, 0.5F));
  const std::size_t place = damaged.size();
  damaged += eventRecord(simpleEvent("loss", 2, 0.5F));
  damaged[place + 20] = static_cast<char>(damaged[place + 20] ^ 1);
  const std::string path = folder.file("a.tfevents", damaged);
  putFile(folder, "b.tfevents", eventRecord(simpleEvent("loss", 3, 0.5F)));
  const auto run = readLog(folder / "");
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(curveOf(*run, "loss").steps, (std::vector<std::int64_t>{1, 3}));
  ASSERT_THAT(run->damage, SizeIs(1));
  EXPECT_THAT(run->damage[0], HasSubstr(path + ": byte " + std::to_string(place) +
                                        ": the checksum of the record's data is wrong"));
}

TEST(EventLog, ALogWithNothingButDamageIsRefused) {
  const TemporaryFolder folder;
  std::string damaged = eventRecord(simpleEvent("loss", 1, 0.5F));
  damaged.back() = static_cast<char>(damaged.back() ^ 1);
  const auto run = readLog(folder.file("a.tfevents", damaged));
  ASSERT_FALSE(run.ok());
  EXPECT_THAT(run.error().message(), HasSubstr("byte 0: the checksum"));
}

TEST(EventLog, ATagBeyondTheLimitIsRefusedWithItsPlace) {
  const TemporaryFolder folder;
  const std::string tag(kLongestLogTag + 1, 't');
  const std::string path = folder.file("a.tfevents", eventRecord(simpleEvent(tag, 1, 0.5F)));
  const auto run = readLog(path);
  ASSERT_FALSE(run.ok());
  EXPECT_EQ(run.error().message(),
            path + ": byte 0: the log has a tag of 1001 bytes; allowed: at most 1000");
}

TEST(EventLog, TooManyTagsAreRefused) {
  const TemporaryFolder folder;
  std::string bytes;
  for (std::size_t i = 0; i <= kMostLogTags; ++i) {
    bytes += eventRecord(simpleEvent("t" + std::to_string(i), 1, 0.5F));
  }
  const auto run = readLog(folder.file("a.tfevents", bytes));
  ASSERT_FALSE(run.ok());
  EXPECT_THAT(run.error().message(), HasSubstr("has too many tags (the next is 't10000')"));
}

TEST(EventLog, LinksToFoldersAreNotFollowed) {
  const TemporaryFolder folder;
  putFile(folder, "a.tfevents", eventRecord(simpleEvent("loss", 1, 0.5F)));
  std::filesystem::create_directory_symlink(folder / "", folder / "again");
  const auto run = readLog(folder / "");
  ASSERT_TRUE(run.ok());
  EXPECT_THAT(tagsOf(*run), ElementsAre("loss"));
}

TEST(EventLog, AFolderWithoutALogIsRefused) {
  const TemporaryFolder folder;
  putFile(folder, "notes.txt", "none");
  const auto run = readLog(folder / "");
  ASSERT_FALSE(run.ok());
  EXPECT_THAT(run.error().message(),
              HasSubstr("has no log of a known format; allowed: TensorBoard"));
}

}  // namespace
}  // namespace emascope
