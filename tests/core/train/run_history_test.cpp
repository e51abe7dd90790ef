// SPDX-License-Identifier: Apache-2.0
//
// Averages after the fact, of a run that trains.
#include "core/train/run_history.h"

#include "core/train/trainer.h"
#include "tests/core/train/steps.h"
#include "tests/support/toy_model.h"
#include "tests/support/toy_run.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// Two tracks to make others from, and the one that is to be made.
RunConfig watchedConfig() {
  RunConfig config = toyConfig();
  config.steps = 600;
  config.snapshot_every = 15;
  config.tracks = {
      {.label = "short", .schedule = "power-function", .params = {{"sigma_rel", 0.05}}},
      {.label = "long", .schedule = "power-function", .params = {{"sigma_rel", 0.28}}},
      {.label = "kept", .schedule = "power-function", .params = {{"sigma_rel", 0.15}}}};
  return config;
}

TEST(RunHistory, ASynthesizedAverageIsEvaluatedAsATrackOfItIs) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(watchedConfig()));
  steps(trainer, 600);
  const auto before = ToyWorld::floatsOf(0);
  const auto made = trainer.synthesize({"posthoc", "sigma_rel", 0.15, 0});
  ASSERT_TRUE(made.ok()) << made.error().message();
  const EvalPoint point = trainer.evaluate();
  const double kept = point.tracks[2].val.loss;
  EXPECT_LT(std::abs(made->val.loss - kept), 0.1 * std::abs(point.tracks[1].val.loss - kept));
  EXPECT_EQ(made->spec.step, 600);
  EXPECT_EQ(made->used, 3 * 600 / 15);
  EXPECT_EQ(made->precision, "float32");
  EXPECT_LT(made->error, 0.01);
  EXPECT_EQ(ToyWorld::floatsOf(0), before);
}

TEST(RunHistory, CountsUpdatesAndNotStepsThatWereSkipped) {
  const ToyWorld world({.after_pass = [](const ToyPass& pass) {
    if (pass.number == 7) pass.loss = std::numeric_limits<float>::quiet_NaN();
  }});
  Trainer trainer(toyModel(), toyPlan(watchedConfig()));
  steps(trainer, 500);
  // 449 updates by step 450: the thirtieth snapshot of each track came at step 451, and without it
  // too much of the end is missing.
  const auto early = trainer.synthesize({"posthoc", "sigma_rel", 0.2, 450});
  ASSERT_FALSE(early.ok());
  EXPECT_NE(early.error().why.find("from 87 snapshots"), std::string::npos);
  const auto made = trainer.synthesize({"posthoc", "sigma_rel", 0.2, 451});
  ASSERT_TRUE(made.ok()) << made.error().message();
  EXPECT_EQ(made->used, 3 * 30);
  EXPECT_EQ(made->spec.step, 451);
}

TEST(RunHistory, RefusesWithoutSnapshotsAndBeyondTheRun) {
  const ToyWorld world;
  Trainer without(toyModel(), toyPlan(toyConfig()));
  steps(without, 5);
  EXPECT_EQ(without.synthesize({"a", "beta", 0.9, 0}).error().message(),
            "synthesize a: this run keeps no snapshots; allowed: a run with snapshots");
  Trainer trainer(toyModel(), toyPlan(watchedConfig()));
  EXPECT_FALSE(trainer.synthesize({"a", "beta", 0.9, 0}).ok());
  steps(trainer, 30);
  EXPECT_EQ(trainer.synthesize({"a", "beta", 0.9, 31}).error().message(),
            "synthesize a: step 31 has not been completed; allowed: 1 to 30");
}

TEST(RunHistory, SnapshotsThatDoNotFitAreRefusedBeforeTheRun) {
  RunConfig config = watchedConfig();
  config.snapshot_mib = 1;
  EXPECT_EQ(snapshotsOf(config, 1000).value(), SnapshotPrecision::kFloat32);
  EXPECT_EQ(snapshotsOf(config, 4000).value(), SnapshotPrecision::kFloat16);
  EXPECT_FALSE(snapshotsOf(config, 8000).ok());
  config.edits = {{.step = 5, .action = track_action::Fork{"kept", "more"}}};
  EXPECT_EQ(snapshotsOf(config, 2000).value(), SnapshotPrecision::kFloat16);
}

}  // namespace
}  // namespace emascope
