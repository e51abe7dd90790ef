// SPDX-License-Identifier: Apache-2.0
//
// A run as an event file: read back, and the bytes that TensorBoard has read.
#include "core/interchange/run_events.h"

#include "core/base/output_file.h"
#include "core/interchange/imported_record.h"
#include "core/interchange/log_pairs.h"
#include "core/interchange/read_log.h"
#include "tests/core/interchange/recorded_logs.h"
#include "tests/support/fake_record.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <filesystem>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr double kStart = 1'700'000'000.0;

/// With a change of a value and of the tracks.
RunRecord exportedRun() {
  RunRecord record = startedRecord();
  record.config.training = plainTraining({.kind = "adam"}, 16);
  const auto evaluate = [&record](std::int64_t first, std::int64_t last, std::size_t tracks) {
    event::Evaluated evaluated;
    for (std::int64_t step = first; step <= last; step += 25) {
      evaluated.points.push_back(fakePoint(step, tracks));
    }
    record.apply(evaluated);
  };
  evaluate(25, 475, 3);
  record.apply(event::Applied{.step = 500,
                              .track = "main",
                              .old_values = {{"beta", 0.995}},
                              .new_values = {{"beta", 0.999}}});
  evaluate(500, 675, 3);
  const std::vector<TrackSpec> left = {record.config.tracks[0], record.config.tracks[1]};
  record.apply(
      event::TracksChanged{.step = 700, .action = track_action::Remove{"slow"}, .tracks = left});
  evaluate(700, 1000, 2);
  record.apply(event::StateChanged{RunState::kFinished, 1000, ""});
  return record;
}

std::string eventsOf(const RunRecord& record) {
  std::string bytes;
  EXPECT_TRUE(writeRunEvents(record, kStart, [&bytes](std::string_view piece) -> Status {
                bytes += piece;
                return Ok{};
              }).ok());
  return bytes;
}

TEST(RunEvents, HaveEveryLossAtItsStepAndTime) {
  const RunRecord record = exportedRun();
  const TemporaryFolder folder;
  ASSERT_TRUE(saveRunEvents(record, kStart, folder / "board").ok());
  const auto run = readLog(folder / "board");
  ASSERT_TRUE(run.ok()) << run.error().message();
  EXPECT_THAT(tagsOf(*run), ElementsAre("accuracy/val/fast", "accuracy/val/main",
                                        "accuracy/val/raw", "accuracy/val/slow", "decay/fast",
                                        "decay/main", "decay/slow", "loss/train", "loss/val/fast",
                                        "loss/val/main", "loss/val/raw", "loss/val/slow"));
  const LogSeries raw = curveOf(*run, "loss/val/raw");
  const LogSeries main = curveOf(*run, "loss/val/main");
  ASSERT_EQ(raw.steps.size(), record.points.size());
  for (std::size_t i = 0; i < raw.steps.size(); ++i) {
    const EvalPoint& point = record.points[i];
    EXPECT_EQ(raw.steps[i], point.step);
    EXPECT_EQ(raw.seconds[i], kStart + point.seconds);
    EXPECT_EQ(raw.values[i], asFloats({point.raw.loss})[0]);
    EXPECT_EQ(main.values[i], asFloats({point.tracks[0].val.loss})[0]);
  }
}

TEST(RunEvents, AreReadBackAsTheSameRun) {
  const RunRecord record = exportedRun();
  const TemporaryFolder folder;
  ASSERT_TRUE(saveRunEvents(record, kStart, folder / "board").ok());
  const auto run = readLog(folder / "board");
  ASSERT_TRUE(run.ok()) << run.error().message();
  EXPECT_THAT(unpairedTags(*run),
              ElementsAre("decay/fast", "decay/main", "decay/slow", "loss/train"));
  const auto back = importedRecord(*run);
  ASSERT_TRUE(back.ok()) << back.error().message();
  EXPECT_EQ(back->facts.model.metric, record.facts.model.metric);
  ASSERT_EQ(back->points.size(), record.points.size());
  ASSERT_EQ(back->tracks.size(), record.tracks.size());
  const auto same = [](double exported, double read) {
    EXPECT_EQ(asFloats({exported})[0], asFloats({read})[0]);
  };
  for (std::size_t i = 0; i < record.points.size(); ++i) {
    const EvalPoint& was = record.points[i];
    const EvalPoint& is = back->points[i];
    SCOPED_TRACE(was.step);
    EXPECT_EQ(is.step, was.step);
    same(was.train_loss, is.train_loss);
    same(was.raw.loss, is.raw.loss);
    same(was.raw.metric, is.raw.metric);
    for (std::size_t k = 0; k < record.tracks.size(); ++k) {
      const int at = back->trackIndex(record.tracks[k].label);
      ASSERT_GE(at, 0) << record.tracks[k].label;
      const TrackEvaluation& track = is.tracks[static_cast<std::size_t>(at)];
      ASSERT_EQ(isPresent(track), isPresent(was.tracks[k]));
      if (!isPresent(track)) continue;
      same(was.tracks[k].val.loss, track.val.loss);
      same(was.tracks[k].val.metric, track.val.metric);
      same(was.tracks[k].decay, track.decay);
    }
  }
}

TEST(RunEvents, SayTheSettingsAndTheChangesAsTexts) {
  const std::string bytes = eventsOf(exportedRun());
  EXPECT_THAT(bytes, HasSubstr("| --track | main:schedule=inverse-power"));
  EXPECT_THAT(bytes, HasSubstr("main.beta 0.995 → 0.999"));
  EXPECT_THAT(bytes, HasSubstr("remove slow"));
}

TEST(RunEvents, SayTheNotesOfAPersonAsTexts) {
  RunRecord record = exportedRun();
  record.notes = {{1, 600, "rate lowered"}, {2, 0, "paper", 0.5}, {3, 0, "", 0.75, true}};
  const std::string bytes = eventsOf(record);
  EXPECT_THAT(bytes, HasSubstr("rate lowered"));
  EXPECT_THAT(bytes, HasSubstr("paper: reference line, loss 0.5"));
  EXPECT_THAT(bytes, HasSubstr("reference line, accuracy 0.75"));
}

// tests/golden/record_interchange.py --check has let TensorBoard's own reader read this file.
TEST(RunEvents, AreTheBytesThatTensorBoardHasRead) {
  const std::string bytes = eventsOf(exportedRun());
  const std::string path = recordedLog("exported.tfevents");
  if (std::getenv("EMASCOPE_RECORD_EVENTS") != nullptr) {
    ASSERT_TRUE(replaceFile(path, bytes).ok());
  }
  EXPECT_EQ(bytes, TemporaryFolder::contents(path));
}

TEST(RunEvents, ANonFiniteLossIsWrittenAsSuchAndAMissingTrackIsNot) {
  RunRecord record = exportedRun();
  record.points[3].raw.loss = std::numeric_limits<double>::quiet_NaN();
  record.points[4].tracks[0] = kNoEvaluation;
  const TemporaryFolder folder;
  ASSERT_TRUE(saveRunEvents(record, kStart, folder / "board").ok());
  const auto run = readLog(folder / "board");
  ASSERT_TRUE(run.ok());
  EXPECT_THAT(run->notes, testing::IsEmpty());  // its texts are not missed
  EXPECT_TRUE(std::isnan(curveOf(*run, "loss/val/raw").values[3]));
  EXPECT_EQ(curveOf(*run, "loss/val/main").steps.size(), record.points.size() - 1);
  EXPECT_EQ(curveOf(*run, "loss/val/slow").steps.back(), 675);
}

TEST(RunEvents, AnEarlierExportIsReplacedAndOthersAreNotMixed) {
  const TemporaryFolder folder;
  ASSERT_TRUE(saveRunEvents(exportedRun(), kStart, folder / "board").ok());
  ASSERT_TRUE(saveRunEvents(exportedRun(), kStart + 5, folder / "board").ok());
  const std::filesystem::directory_iterator files(folder / "board");
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
  putFile(folder, "board/events.out.tfevents.1.host", "theirs");
  const Status status = saveRunEvents(exportedRun(), kStart, folder / "board");
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error().message(),
              HasSubstr("has an event file of another program, 'events.out.tfevents.1.host'"));
  EXPECT_THAT(checkEventFolder(folder.file("file", "x")).error().why, HasSubstr("is not a folder"));
}

TEST(RunEvents, AFolderWithAnotherLogIsRefused) {
  TemporaryFolder folder;
  for (const std::string name : {"metrics.csv", "trainer_state.json"}) {
    const std::string inside = folder / (name + "-of-a-run");
    std::filesystem::create_directory(inside);
    putFile(folder, name + "-of-a-run/" + name, "epoch,step,loss\n0,1,2\n");
    const Status status = saveRunEvents(exportedRun(), kStart, inside);
    ASSERT_FALSE(status.ok()) << name;
    EXPECT_THAT(status.error().message(),
                HasSubstr("has a log of another program, '" + name + "'"));
    EXPECT_FALSE(std::filesystem::exists(inside + "/" + std::string(kEventFileName)));
  }
  std::filesystem::create_directory(folder / "own");
  putFile(folder, "own/metrics.csv", "step,seconds,train_loss,raw.val_loss\n1,2,3,4\n");
  EXPECT_TRUE(saveRunEvents(exportedRun(), kStart, folder / "own").ok());
}

TEST(RunEvents, AnErrorOfTheDiskIsReturned) {
  const Status status = writeRunEvents(exportedRun(), kStart, [](std::string_view) -> Status {
    return Error{"disk", "is full", ""};
  });
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().why, "is full");
}

}  // namespace
}  // namespace emascope
