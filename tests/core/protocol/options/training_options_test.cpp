// SPDX-License-Identifier: Apache-2.0
//
// How the weights are stepped, as it is typed, checked and given back.
#include "core/protocol/options/run_options.h"
#include "core/protocol/spec/optimizer_settings.h"
#include "tests/core/protocol/options/resolving.h"

#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

Catalog trainingCatalog() {
  RunConfig demo;
  demo.preset = "demo";
  demo.lr = 0.02;
  demo.tracks = {{.label = "main", .params = {{"beta", 0.995}}}};
  demo.training =
      plainTraining({"sgd", {{"momentum", 0.9}, {"nesterov", 0.0}, {"weight_decay", 0.001}}}, 16);
  return {.presets = {{.id = "demo", .config = demo}},
          .schedules = scheduleInfos(),
          .run_params = {{.id = "lr", .max = 1e9, .min_open = true}, weightDecayParam()}};
}

RunConfig trained(const RunOptions& options) { return resolvedIn(trainingCatalog(), options); }
std::string trainingRefusal(const RunOptions& options) {
  return refusalIn(trainingCatalog(), options);
}

TEST(TrainingOptions, ReplaceThePresetsPartByPart) {
  const RunConfig config = trained({.epochs = "2.5",
                                    .weight_decay = "1/4",
                                    .lr_schedule = "cosine,warmup=10",
                                    .batch = "32",
                                    .accumulate = "4",
                                    .clip_norm = "1.5",
                                    .clip_value = "0.5",
                                    .precision = "bf16-mixed",
                                    .patience = "main:7"});
  EXPECT_EQ(
      config.training,
      (TrainingSpec{
          .optimizer =
              MethodSpec{"sgd", {{"momentum", 0.9}, {"nesterov", 0.0}, {"weight_decay", 0.25}}},
          .lr_schedule = MethodSpec{"cosine", {{"warmup", 10.0}}},
          .batch = 32,
          .accumulate = 4,
          .clip_norm = 1.5,
          .clip_value = 0.5,
          .precision = "bf16-mixed",
          .epochs = 2.5,
          .stop = EarlyStop{7, "main"}}));
  EXPECT_EQ(config.lr, 0.02);
}

TEST(TrainingOptions, OfAnotherOptimizerHaveItsUsualRate) {
  EXPECT_EQ(trained({.optimizer = "lion"}).lr, 1e-4);
  EXPECT_EQ(trained({.optimizer = "sgd"}).lr, 0.02);
  EXPECT_EQ(trained({.lr = "0.5", .optimizer = "lion"}).lr, 0.5);
  EXPECT_EQ(trained({.optimizer = "rmsprop", .momentum = "0.5"}).training.optimizer,
            (MethodSpec{"rmsprop", {{"momentum", 0.5}}}));
}

TEST(TrainingOptions, StopOfNobodyInParticularIsOfTheRawWeights) {
  EXPECT_EQ(trained({.patience = "7"}).training.stop, (EarlyStop{7, "raw"}));
}

TEST(TrainingOptions, ThatAreWrongAreRefusedByNameAndWhatIsAllowed) {
  EXPECT_EQ(trainingRefusal({.steps = "5", .epochs = "1"}),
            "epochs: cannot be combined with steps; allowed: one of the two");
  EXPECT_EQ(trainingRefusal({.epochs = "0"}),
            "epochs: 0 is not allowed; allowed: above 0 and at most 1e+09");
  EXPECT_EQ(trainingRefusal({.batch = "0"}),
            "batch: 0 is not allowed; allowed: a whole number, at least 1 and at most 1000000");
  EXPECT_EQ(trainingRefusal({.accumulate = "two"}),
            "accumulate: 'two' is not a whole number; allowed: a whole number such as 32");
  EXPECT_EQ(trainingRefusal({.clip_norm = "-1"}),
            "clip-norm: -1 is not allowed; allowed: at least 0 and at most 1e+30");
  EXPECT_EQ(trainingRefusal({.lr_schedule = "cosine,warmup=5000"}),
            "lr-schedule cosine: warmup: 5000 steps do not fit into a run of 5000; allowed: "
            "below 5000");
  EXPECT_EQ(trainingRefusal({.patience = "mian:3"}),
            "patience: there is no track 'mian'; allowed: raw, main");
  EXPECT_EQ(trainingRefusal({.patience = "main"}),
            "patience: 'main' is not a whole number; allowed: [LABEL:]N, such as 10 or main:10");
  EXPECT_EQ(trainingRefusal({.precision = "bf16"}),
            "precision: 'bf16' is not known; allowed: float32 or bf16-mixed");
  EXPECT_EQ(trainingRefusal({.optimizer = "adam", .momentum = "0.9"}),
            "optimizer adam: 'momentum' is not a parameter of adam; allowed: beta1, beta2, eps, "
            "weight_decay");
  EXPECT_EQ(trainingRefusal({.weight_decay = "much"}),
            "weight_decay: 'much' is not a finite number; allowed: a number such as 0.995, 2/3 "
            "or 1-1/200");
}

TEST(TrainingOptions, OfEpochsLeaveLaterEditsToTheEngine) {
  EXPECT_EQ(trained({.epochs = "1000", .sets = {"400000:weight_decay=0.5"}}).edits.size(), 1U);
  EXPECT_NE(trainingRefusal({.sets = {"400000:weight_decay=0.5"}}), "accepted");
}

TEST(TrainingOptions, AreGivenBack) {
  RunConfig config = trained({.optimizer = "adamw,beta2=0.95",
                              .lr_schedule = "step,every=10,warmup=5",
                              .batch = "8",
                              .accumulate = "2",
                              .clip_norm = "0.5",
                              .precision = "bf16-mixed",
                              .patience = "3"});
  std::map<std::string, std::string> words;
  const auto replay = replayOptions(config);
  for (std::size_t i = 0; i + 1 < replay.size(); i += 2) words[replay[i]] = replay[i + 1];
  EXPECT_EQ(words["--optimizer"], "adamw,beta2=0.95");
  EXPECT_EQ(words["--lr-schedule"], "step,every=10,warmup=5");
  const RunConfig again = trained({.lr = words["--lr"],
                                   .optimizer = words["--optimizer"],
                                   .lr_schedule = words["--lr-schedule"],
                                   .batch = words["--batch"],
                                   .accumulate = words["--accumulate"],
                                   .clip_norm = words["--clip-norm"],
                                   .clip_value = words["--clip-value"],
                                   .precision = words["--precision"],
                                   .patience = words["--patience"]});
  EXPECT_EQ(again, config);
}

TEST(Epochs, AreAsManyStepsAsTheirSamplesTake) {
  EXPECT_EQ(stepsOfEpochs(1.0, 100, 32), 4);
  EXPECT_EQ(stepsOfEpochs(2.0, 100, 50), 4);
  EXPECT_EQ(stepsOfEpochs(0.001, 100, 50), 1);
  EXPECT_EQ(stepsOfEpochs(1e9, 1'000'000, 1), kMostSteps);
}

}  // namespace
}  // namespace emascope
