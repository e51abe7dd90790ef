// SPDX-License-Identifier: Apache-2.0
//
// An imported run as a record, as a table, and with its verdicts.
#include "core/interchange/imported_record.h"

#include "core/interchange/imported_csv.h"
#include "core/interchange/pair_verdicts.h"
#include "core/interchange/read_log.h"
#include "core/protocol/record/mean_interval.h"
#include "tests/core/interchange/recorded_logs.h"
#include "tests/support/fake_record.h"
#include "tests/support/run_csv.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <limits>
#include <span>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

RunRecord recordOfLog(const std::string& path) {
  const auto run = readLog(path);
  EXPECT_TRUE(run.ok()) << (run ? "" : run.error().message());
  if (!run) return {};
  auto record = importedRecord(*run);
  EXPECT_TRUE(record.ok()) << (record ? "" : record.error().message());
  return record ? *record : RunRecord{};
}

std::string csvOf(const RunRecord& record) {
  std::string text;
  const Status status = writeImportedCsv(record, [&text](std::string_view piece) -> Status {
    text += piece;
    return Ok{};
  });
  EXPECT_TRUE(status.ok());
  return text;
}

TEST(ImportedRecord, HasTheLossesAtTheirSteps) {
  const RecordedCurves expected = recordedCurves();
  const RunRecord record = recordOfLog(recordedLog("tensorboard"));
  ASSERT_EQ(record.points.size(), expected.steps.size());
  ASSERT_EQ(record.tracks.size(), 1U);
  EXPECT_EQ(record.tracks[0].label, "ema");
  EXPECT_TRUE(isImported(record));
  EXPECT_EQ(record.state, RunState::kFinished);
  for (std::size_t i = 0; i < record.points.size(); ++i) {
    const EvalPoint& point = record.points[i];
    EXPECT_EQ(point.step, expected.steps[i]);
    EXPECT_EQ(point.seconds, expected.wall[i] - expected.wall[0]);
    EXPECT_EQ(point.raw.loss, asFloats(expected.raw)[i]);
    EXPECT_EQ(point.tracks[0].val.loss, asFloats(expected.ema)[i]);
    EXPECT_EQ(point.tracks[0].decay, kUnknownDecay);
  }
}

TEST(ImportedRecord, OfAnUnknownDecayTheVerdictSaysNotWhatItRemembers) {
  const RunRecord record = recordOfLog(recordedLog("tensorboard"));
  ASSERT_EQ(record.tracks.size(), 1U);
  const Verdict verdict = verdictOf(record, 0);
  EXPECT_GT(verdict.evaluations, 0U);
  EXPECT_EQ(verdict.remembers, std::nullopt);
}

TEST(ImportedRecord, TheTrainingLossIsTheMeanSinceThePointBefore) {
  const TemporaryFolder folder;
  const RunRecord record = recordOfLog(folder.file("metrics.csv",
                                                   "step,loss,eval_loss,ema_eval_loss\n1,1,,\n2,2,,"
                                                   "\n2,,5,4\n3,nan,,\n4,7,,\n4,,3,\n5,,2,1\n"));
  ASSERT_EQ(record.points.size(), 3U);
  EXPECT_EQ(record.points[0].train_loss, 1.5);
  EXPECT_EQ(record.points[1].train_loss, 7.0);
  EXPECT_TRUE(std::isnan(record.points[2].train_loss));
  EXPECT_FALSE(isPresent(record.points[1].tracks[0])) << "not logged at this step";
  EXPECT_EQ(csvOf(record),
            "step,train_loss,raw.val_loss,ema.val_loss\n2,1.5,5,4\n4,7,3,\n5,,2,1\n");
}

TEST(ImportedRecord, ValidationComesBeforeOtherPairs) {
  const TemporaryFolder folder;
  const RunRecord record = recordOfLog(
      folder.file("m.csv",
                  "step,fid,fid_ema,test/acc,test/acc_ema,test/loss,test/loss_ema,train/loss\n"
                  "1,9,8,0.5,0.6,2,1,3\n"));
  ASSERT_EQ(record.points.size(), 1U);
  EXPECT_EQ(record.facts.model.metric, "accuracy");
  EXPECT_EQ(record.points[0].raw, (Evaluation{2.0, 0.5}));
  EXPECT_EQ(record.points[0].tracks[0].val, (Evaluation{1.0, 0.6}));
  EXPECT_EQ(record.points[0].train_loss, 3.0);
}

TEST(ImportedRecord, LabelsAreUniqueAndValid) {
  const TemporaryFolder folder;
  const RunRecord record =
      recordOfLog(folder.file("m.csv", "step,loss,ema/loss,loss_ema,loss_ema_0.999\n1,9,8,7,6\n"));
  ASSERT_EQ(record.tracks.size(), 3U);
  EXPECT_EQ(record.tracks[0].label, "ema");
  EXPECT_EQ(record.tracks[1].label, "ema-2");
  EXPECT_EQ(record.tracks[2].label, "ema-0-999");
  for (const TrackSpec& track : record.tracks) EXPECT_TRUE(checkLabel(track.label).ok());
}

TEST(ImportedRecord, TheCsvOfARunComesBackAsItWas) {
  RunRecord record = startedRecord();
  for (std::int64_t step = 25; step <= 1000; step += 25)
    record.points.push_back(fakePoint(step, 3));
  const TemporaryFolder folder;
  const RunRecord again = recordOfLog(folder.file("run.csv", runCsv(record)));
  ASSERT_EQ(again.points.size(), record.points.size());
  EXPECT_EQ(again.facts.model.metric, "accuracy");
  for (std::size_t i = 0; i < record.points.size(); ++i) {
    EXPECT_EQ(again.points[i].raw, record.points[i].raw);
    EXPECT_EQ(again.points[i].train_loss, record.points[i].train_loss);
    for (std::size_t k = 0; k < 3; ++k) {
      const int at = again.trackIndex(record.tracks[k].label);
      ASSERT_GE(at, 0);
      const TrackEvaluation& one = again.points[i].tracks[static_cast<std::size_t>(at)];
      EXPECT_EQ(one.val, record.points[i].tracks[k].val);
      EXPECT_EQ(one.decay, record.points[i].tracks[k].decay);
    }
  }
}

TEST(ImportedRecord, ALogWithoutALossIsRefused) {
  const TemporaryFolder folder;
  const auto run = readLog(folder.file("m.csv", "step,lr\n1,0.5\n"));
  ASSERT_TRUE(run.ok());
  const auto record = importedRecord(*run);
  ASSERT_FALSE(record.ok());
  EXPECT_THAT(record.error().why, HasSubstr("has no loss"));
}

TEST(PairVerdicts, AreThoseOfTheSameNumbers) {
  const RecordedCurves expected = recordedCurves();
  const auto run = readLog(recordedLog("tensorboardx"));
  ASSERT_TRUE(run.ok());
  const PairVerdict found = verdictOf(*run, run->pairs.at(0));
  const std::vector<double> raw = asFloats(expected.raw);
  const std::vector<double> ema = asFloats(expected.ema);
  const Verdict same =
      verdictOf(std::span<const double>(raw), std::span<const double>(ema), kFewestForInterval);
  EXPECT_EQ(found.together, 40U);
  EXPECT_EQ(found.name, "ema");
  EXPECT_EQ(found.verdict.evaluations, 20U);
  EXPECT_EQ(found.verdict.first_step, 210);
  EXPECT_EQ(found.verdict.last_step, 400);
  EXPECT_EQ(found.verdict.kind, same.kind);
  EXPECT_EQ(found.verdict.kind, VerdictKind::kTrackLower);
  EXPECT_EQ(found.verdict.percent_lower, same.percent_lower);
  EXPECT_EQ(found.verdict.percent_half_width, same.percent_half_width);
  // The record of the run says the same.
  const auto record = importedRecord(*run);
  ASSERT_TRUE(record.ok());
  EXPECT_EQ(verdictOf(*record, 0).percent_lower, same.percent_lower);
}

TEST(PairVerdicts, APointThatIsNotFiniteIsLeftOutAndTheLastOneDecides) {
  ImportedRun run;
  constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();
  run.series = {{"loss", {1, 2, 3}, {0, 0, 0}, {2.0, kNoValue, 2.0}},
                {"loss_ema", {1, 2, 3}, {0, 0, 0}, {1.0, 1.0, 1.0}}};
  run.pairs = pairsOf(run.series);
  EXPECT_EQ(verdictOf(run, run.pairs.at(0)).verdict.evaluations, 2U);
  EXPECT_EQ(verdictOf(run, run.pairs.at(0)).verdict.kind, VerdictKind::kTooEarly);
  run.series[1].values.back() = kNoValue;
  EXPECT_EQ(verdictOf(run, run.pairs.at(0)).verdict.kind, VerdictKind::kNoComparison);
}

}  // namespace
}  // namespace emascope
