// SPDX-License-Identifier: Apache-2.0
//
// A step whose loss, gradient, weights, buffers or moments are not finite leaves everything as it
// was, bit by bit, and never reaches a track.
#include "core/train/model_state.h"
#include "core/train/optimizer.h"
#include "core/train/resident_batches.h"
#include "core/train/trainer.h"
#include "tests/support/toy_model.h"
#include "tests/support/toy_run.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace emascope {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kHuge = 1e38F;
constexpr std::int64_t kBadStep = 7;

enum class Spoiled { kLoss, kGradient, kWeights, kBuffers };

std::string nameOf(Spoiled what) {
  switch (what) {
    case Spoiled::kLoss:
      return "loss";
    case Spoiled::kGradient:
      return "gradient";
    case Spoiled::kWeights:
      return "weights";
    case Spoiled::kBuffers:
      break;
  }
  return "buffers";
}

ToyHooks spoil(Spoiled what, std::int64_t first, std::int64_t last) {
  return {.after_pass = [=](const ToyPass& pass) {
    if (pass.number < first || pass.number > last) return;
    if (what == Spoiled::kLoss) pass.loss = kNaN;
    if (what == Spoiled::kGradient)
      pass.weight_gradients[1] = -std::numeric_limits<float>::infinity();
    if (what == Spoiled::kWeights) pass.weight_gradients[2] = kHuge;  // finite; times lr it is not
    if (what == Spoiled::kBuffers) pass.running_mean[0] = kNaN;
  }};
}

/// Without momentum, whose array a huge gradient would spoil first.
RunPlan planWithoutMomentum() {
  Preset preset = toyPreset();
  preset.optimizer.momentum = 0.0;
  return toyPlan(toyConfig(), preset);
}

class SkippedStep : public testing::TestWithParam<Spoiled> {};

TEST_P(SkippedStep, LeavesWeightsBuffersAndTracksBitwise) {
  const ToyWorld world(spoil(GetParam(), kBadStep, kBadStep));
  Trainer trainer(toyModel(), planWithoutMomentum());
  for (std::int64_t step = 1; step < kBadStep; ++step) {
    ASSERT_EQ(trainer.step().not_finite, "");
  }
  if (GetParam() == Spoiled::kWeights) {
    static_cast<void>(trainer.apply(std::vector<command::SetParams>{{1, "", {{"lr", 1e3}}, {}}}));
  }
  std::vector<std::vector<float>> before;
  for (std::size_t model = 0; model < 3; ++model) before.push_back(ToyWorld::floatsOf(model));
  const std::int64_t counter = ToyWorld::counterOf(0);
  const Trainer::Step bad = trainer.step();
  EXPECT_EQ(bad.not_finite, nameOf(GetParam()));
  EXPECT_EQ(bad.number, kBadStep);
  EXPECT_EQ(bad.skipped, 1);
  for (std::size_t model = 0; model < 3; ++model) {
    EXPECT_EQ(ToyWorld::floatsOf(model), before[model]) << "model " << model;
  }
  EXPECT_EQ(ToyWorld::counterOf(0), counter);
}

INSTANTIATE_TEST_SUITE_P(Parts, SkippedStep,
                         testing::Values(Spoiled::kLoss, Spoiled::kGradient, Spoiled::kWeights,
                                         Spoiled::kBuffers),
                         [](const auto& test) { return nameOf(test.param); });

/// The run of `preset` with step kBadStep left out, put together by hand.
std::vector<float> trainedWithout(const Preset& preset, std::int64_t steps) {
  const auto model = toyModel().make(1);
  ModelState state(*model, momentsOf(preset.optimizer), at::kCPU);
  FlatOptimizer optimizer(preset.optimizer,
                          {state.weights(), state.gradients(), state.moment(0), state.moment(1)});
  ResidentBatches batches(toyModel().data(1).train, preset.batch, 1, nullptr);
  for (std::int64_t step = 1; step <= steps; ++step) {
    if (step == kBadStep) continue;
    state.zeroGradients();
    static_cast<void>(model->lossAndGradients(batches.draw(step)));
    optimizer.step();
  }
  return ToyWorld::floatsOf(0);
}

class SkippedStepOf : public testing::TestWithParam<OptimizerSettings> {};

TEST_P(SkippedStepOf, IsAsIfItHadNotBeen) {
  Preset preset = toyPreset();
  preset.optimizer = GetParam();
  RunConfig config = toyConfig();
  config.lr = GetParam().lr;
  std::vector<float> expected;
  {
    const ToyWorld world;
    expected = trainedWithout(preset, 20);
  }
  const ToyWorld world(spoil(Spoiled::kGradient, kBadStep, kBadStep));
  Trainer trainer(toyModel(), toyPlan(config, preset));
  for (int step = 0; step < 20; ++step) trainer.step();
  EXPECT_EQ(ToyWorld::floatsOf(0), expected);
}

INSTANTIATE_TEST_SUITE_P(
    Optimizers, SkippedStepOf,
    testing::Values(OptimizerSettings{.kind = OptimizerSettings::Kind::kSgd, .lr = 0.1},
                    OptimizerSettings{
                        .kind = OptimizerSettings::Kind::kSgd, .lr = 0.05, .momentum = 0.9},
                    OptimizerSettings{.kind = OptimizerSettings::Kind::kAdam, .lr = 0.02}));

TEST(SkippedSteps, OverflowingMomentsAreNoticedThoughTheWeightsStayFinite) {
  Preset preset = toyPreset();
  preset.optimizer = {.kind = OptimizerSettings::Kind::kAdam, .lr = 0.02};
  const ToyWorld world(spoil(Spoiled::kWeights, 3, 3));  // 1e38 squared
  Trainer trainer(toyModel(), toyPlan(toyConfig(), preset));
  trainer.step();
  trainer.step();
  EXPECT_EQ(trainer.step().not_finite, "optimizer state");
}

TEST(SkippedSteps, AreCountedInARow) {
  const ToyWorld world(spoil(Spoiled::kLoss, 3, 5));
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  std::vector<std::int64_t> in_row;
  std::int64_t total = 0;
  for (int i = 0; i < 7; ++i) {
    const Trainer::Step step = trainer.step();
    in_row.push_back(step.skipped_in_row);
    total = step.skipped;
  }
  EXPECT_EQ(in_row, (std::vector<std::int64_t>{0, 0, 1, 2, 3, 0, 0}));
  EXPECT_EQ(total, 3);
}

TEST(SkippedSteps, AreLeftOutOfTheTrainingLoss) {
  const ToyWorld world(spoil(Spoiled::kLoss, 2, 5));
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  trainer.step();
  const double first = trainer.evaluate().train_loss;
  EXPECT_TRUE(std::isfinite(first));
  for (int i = 0; i < 4; ++i) trainer.step();
  EXPECT_TRUE(std::isnan(trainer.evaluate().train_loss));
  trainer.step();
  EXPECT_TRUE(std::isfinite(trainer.evaluate().train_loss));
}

}  // namespace
}  // namespace emascope
