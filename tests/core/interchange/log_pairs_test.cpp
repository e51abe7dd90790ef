// SPDX-License-Identifier: Apache-2.0
//
// Which tags are pairs.
#include "core/interchange/log_pairs.h"

#include "tests/core/interchange/recorded_logs.h"

#include <algorithm>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A run with these tags, each with the steps 1 and 2.
ImportedRun runWith(std::vector<std::string> tags) {
  ImportedRun run;
  std::ranges::sort(tags);
  for (const std::string& tag : tags) run.series.push_back({tag, {1, 2}, {0, 0}, {1, 1}});
  run.pairs = pairsOf(run.series);
  return run;
}

TEST(LogPairs, TheUsualNamesFindTheirRawOnes) {
  EXPECT_THAT(pairNames(runWith({"val/loss", "val/loss_ema"})),
              ElementsAre("val/loss_ema|val/loss"));
  EXPECT_THAT(pairNames(runWith({"val/loss", "ema/val_loss"})),
              ElementsAre("ema/val_loss|val/loss"));
  EXPECT_THAT(pairNames(runWith({"val_loss", "val_ema_loss"})),
              ElementsAre("val_ema_loss|val_loss"));
  EXPECT_THAT(pairNames(runWith({"eval_loss", "ema_eval_loss"})),
              ElementsAre("ema_eval_loss|eval_loss"));
  EXPECT_THAT(pairNames(runWith({"metrics/Accuracy", "metrics/Accuracy-EMA"})),
              ElementsAre("metrics/Accuracy-EMA|metrics/Accuracy"));
  EXPECT_THAT(pairNames(runWith({"val.raw.loss", "val.ema.loss"})),
              ElementsAre("val.ema.loss|val.raw.loss"));
  EXPECT_THAT(pairNames(runWith({"online/fid", "swa/fid"})), ElementsAre("swa/fid|online/fid"));
}

TEST(LogPairs, SeveralAveragesOfOneCurveAreSeveralPairs) {
  EXPECT_THAT(pairNames(runWith({"loss", "loss_ema_0.99", "loss_ema_0.999", "ema2/loss"})),
              ElementsAre("ema2/loss|loss", "loss_ema_0.99|loss", "loss_ema_0.999|loss"));
  EXPECT_EQ(wordsOfTag("loss_ema_0.999").average, "ema-0-999");
}

TEST(LogPairs, WhatOnlyResemblesAPairIsNone) {
  // "avg" is mostly a mean over batches, "schema" no average, and "train" is not "val".
  EXPECT_THAT(pairNames(runWith({"loss", "avg_loss", "loss_schema", "train/loss_emax"})),
              IsEmpty());
  EXPECT_THAT(pairNames(runWith({"train/loss", "val/loss_ema"})), IsEmpty());
  EXPECT_THAT(pairNames(runWith({"loss/val", "val/loss_ema"})), IsEmpty());
  EXPECT_THAT(pairNames(runWith({"ema", "raw"})), IsEmpty());
}

TEST(LogPairs, WhatHasNoPartnerIsListed) {
  EXPECT_THAT(unpairedTags(runWith({"lr", "loss", "loss_ema", "ema/decay"})),
              ElementsAre("ema/decay", "lr"));
}

TEST(LogPairs, AmongSeveralRawOnesTheStepsDecide) {
  ImportedRun run;
  run.series = {{"val/loss_ema", {10, 20, 30}, {0, 0, 0}, {1, 1, 1}},
                {"val_loss", {1, 2, 3}, {0, 0, 0}, {1, 1, 1}},
                {"val-loss/raw", {10, 30}, {0, 0}, {1, 1}}};
  run.pairs = pairsOf(run.series);
  EXPECT_THAT(pairNames(run), ElementsAre("val/loss_ema|val-loss/raw"));
}

TEST(LogPairs, ThousandsOfTracksTakeNoHours) {
  std::vector<std::string> tags;
  for (int i = 0; i < 3300; ++i) {
    const std::string number = std::to_string(i);
    tags.push_back("t" + number + ".decay");
    tags.push_back("raw.loss" + number);
    tags.push_back("t" + number + ".loss" + number);
  }
  EXPECT_EQ(runWith(tags).pairs.size(), 3300U);
}

TEST(LogPairs, InACsvOfEmascopeEachTrackIsAPair) {
  const ImportedRun run =
      runWith({"train_loss", "raw.val_loss", "raw.val_accuracy", "main.val_loss",
               "main.val_accuracy", "main.decay", "ema.val_loss", "ema.val_accuracy", "ema.decay"});
  EXPECT_THAT(pairNames(run),
              ElementsAre("ema.val_accuracy|raw.val_accuracy", "main.val_accuracy|raw.val_accuracy",
                          "ema.val_loss|raw.val_loss", "main.val_loss|raw.val_loss"));
}

TEST(LogPairs, CommonStepsAreCounted) {
  EXPECT_EQ(commonSteps({"a", {1, 2, 3, 7}, {}, {}}, {"b", {2, 3, 4, 7, 9}, {}, {}}), 3U);
  EXPECT_EQ(commonSteps({"a", {1}, {}, {}}, {"b", {}, {}, {}}), 0U);
}

}  // namespace
}  // namespace emascope
