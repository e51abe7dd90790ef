// SPDX-License-Identifier: Apache-2.0
//
// metrics.csv and trainer_state.json: as recorded, and wrong in one way each.
#include "core/interchange/log_values.h"
#include "core/interchange/read_log.h"
#include "tests/core/interchange/recorded_logs.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <filesystem>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string refusalOf(const std::string& path) {
  const auto run = readLog(path);
  EXPECT_FALSE(run.ok());
  return run ? "" : run.error().message();
}

/// The recorded raw curve, whose first value was replaced by NaN.
void expectRaw(const LogSeries& raw) {
  const RecordedCurves expected = recordedCurves();
  EXPECT_EQ(raw.steps, expected.steps);
  ASSERT_EQ(raw.values.size(), expected.raw.size());
  EXPECT_TRUE(std::isnan(raw.values[0])) << "a value that is not a number is not a missing one";
  for (std::size_t i = 1; i < raw.values.size(); ++i) EXPECT_EQ(raw.values[i], expected.raw[i]);
}

TEST(MetricsCsv, EachColumnIsACurveOverItsOwnRows) {
  const auto run = readLog(recordedLog("metrics.csv"));
  ASSERT_TRUE(run.ok()) << run.error().message();
  EXPECT_THAT(tagsOf(*run), ElementsAre("epoch", "train_loss", "val_ema_loss", "val_loss"));
  expectRaw(curveOf(*run, "val_loss"));
  EXPECT_EQ(curveOf(*run, "val_ema_loss").values, recordedCurves().ema);
  EXPECT_EQ(curveOf(*run, "train_loss").steps.front(), 9);
  EXPECT_THAT(pairNames(*run), ElementsAre("val_ema_loss|val_loss"));
}

TEST(MetricsCsv, IsFoundInItsFolder) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "version_0");
  putFile(folder, "version_0/metrics.csv", "step,loss,loss_ema\n1,2,3\n");
  const auto run = readLog(folder / "version_0");
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(run->title, "version_0");
  EXPECT_THAT(pairNames(*run), ElementsAre("loss_ema|loss"));
}

TEST(MetricsCsv, WithoutAStepItIsRefused) {
  const TemporaryFolder folder;
  EXPECT_THAT(
      refusalOf(folder.file("m.csv", "epoch,loss\n1,0.5\n")),
      HasSubstr("line 1: has no column 'step' but 'epoch' and 'loss'; allowed: names in the "
                "first line, one of them 'step'"));
  EXPECT_THAT(refusalOf(folder.file("m.csv", "step,loss\n1,0.5\n,0.5\n")),
              HasSubstr("line 3: the step '' is not a whole number"));
  EXPECT_THAT(refusalOf(folder.file("m.csv", "step,loss\n1.5,0.5\n")),
              HasSubstr("line 2: the step '1.5' is not a whole number"));
  EXPECT_THAT(refusalOf(folder.file("m.csv", "step,loss\n1e300,0.5\n")), HasSubstr("line 2"));
}

TEST(MetricsCsv, TextIsPassedOverAndUnevenRowsAreRefused) {
  const TemporaryFolder folder;
  const auto run = readLog(folder.file("m.csv", "step,loss,note\n1,0.5,good\n2,0.25,bad\n"));
  ASSERT_TRUE(run.ok());
  EXPECT_THAT(run->notes, ElementsAre("2 cells that are not numbers are skipped"));
  EXPECT_THAT(tagsOf(*run), ElementsAre("loss"));
  EXPECT_THAT(refusalOf(folder.file("m.csv", "step,loss\n1,2,3\n")),
              HasSubstr("line 2: 3 columns"));
  EXPECT_THAT(refusalOf(folder.file("m.csv", "step,loss\n")), HasSubstr("has no scalars"));
  EXPECT_THAT(refusalOf(folder.file("m.csv", "")), HasSubstr("is empty"));
}

TEST(TrainerState, TheLogHistoryIsRead) {
  const auto run = readLog(recordedLog("trainer_state.json"));
  ASSERT_TRUE(run.ok()) << run.error().message();
  EXPECT_THAT(tagsOf(*run), ElementsAre("ema_eval_loss", "epoch", "eval_loss", "eval_runtime",
                                        "grad_norm", "learning_rate", "loss"));
  expectRaw(curveOf(*run, "eval_loss"));
  EXPECT_EQ(curveOf(*run, "ema_eval_loss").values, recordedCurves().ema);
  EXPECT_THAT(pairNames(*run), ElementsAre("ema_eval_loss|eval_loss"));
}

TEST(TrainerState, WhatIsWrongIsNamedByItsPath) {
  const TemporaryFolder folder;
  EXPECT_THAT(refusalOf(folder.file("s.json", "{\"log_history\": [{\"loss\": 1}]}")),
              HasSubstr("log_history[0].step"));
  EXPECT_THAT(refusalOf(folder.file("s.json", "{\"log_history\": 3}")), HasSubstr("log_history"));
  EXPECT_THAT(refusalOf(folder.file("s.json", "{\"steps\": 3}")),
              HasSubstr("s.json: is a JSON file without log_history"));
  EXPECT_THAT(refusalOf(folder.file("s.json", "{\"format\": \"emascope-run\"}")),
              HasSubstr("s.json: is the JSON of a run of EMAscope, which is not imported; allowed: "
                        "the CSV or the event file of that run"));
  EXPECT_THAT(refusalOf(folder.file("s.json", "{\"log_history\": [")), HasSubstr("is not JSON"));
  EXPECT_THAT(refusalOf(folder.file("s.json", "{\"log_history\": [{\"step\": 1.5}]}")),
              HasSubstr("log_history[0].step: is 1.5"));
}

TEST(TrainerState, DeepJsonIsRefusedBeforeItIsParsed) {
  const TemporaryFolder folder;
  const std::string deep = "{\"log_history\":" + std::string(100'000, '[');
  EXPECT_THAT(refusalOf(folder.file("s.json", deep)), HasSubstr("nested"));
}

TEST(LogValues, PythonsNumbersBecomeTextsOutsideOfTextsAlone) {
  EXPECT_EQ(
      withoutPythonNumbers("{\"a\": NaN, \"b\": [-Infinity, Infinity], \"NaN\": \"\\\"NaN\"}"),
      "{\"a\": \"NaN\", \"b\": [\"-Infinity\", \"Infinity\"], \"NaN\": \"\\\"NaN\"}");
  EXPECT_EQ(withoutPythonNumbers("\"\\"), "\"\\");
}

TEST(LogValues, TimesAreThoseOfTheirZone) {
  EXPECT_EQ(unixTime("2023-11-14T22:13:20+00:00"), 1'700'000'000.0);
  EXPECT_EQ(unixTime("2023-11-14T22:13:20Z"), 1'700'000'000.0);
  EXPECT_EQ(unixTime("2023-11-14 23:43:20.500000+01:30"), 1'700'000'000.5);
  EXPECT_EQ(unixTime("2023-11-14T22:13:20"), 1'700'000'000.0);
  for (const char* wrong :
       {"", "2023", "2023-13-14T22:13:20", "2023-02-30T00:00:00", "2023-11-14T25:13:20",
        "2023-11-14T22:13:20+", "2023-11-14T22:13:20 and more", "-023-11-14T22:13:20"}) {
    EXPECT_TRUE(std::isnan(unixTime(wrong))) << wrong;
  }
}

TEST(LogValues, APathHasAName) {
  EXPECT_EQ(nameOfPath("logs/run"), "run");
  EXPECT_EQ(nameOfPath("logs/run/"), "run");
  EXPECT_EQ(nameOfPath("/"), "/");
}

}  // namespace
}  // namespace emascope
