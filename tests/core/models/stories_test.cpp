// SPDX-License-Identifier: Apache-2.0
//
// What the stories of the demos claim, from whole runs of theirs with several seeds.
#include "tests/core/models/support/preset_run.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include <ATen/ATen.h>

namespace emascope {
namespace {

class EverySeed : public testing::TestWithParam<std::uint64_t> {};

INSTANTIATE_TEST_SUITE_P(Stories, EverySeed, testing::Values(1, 2, 3));

TEST_P(EverySeed, TheAveragedCurveHasHalfTheLoss) {
  const PresetRun run = runPreset("curve", GetParam());
  const Comparison main = secondHalf(run, "main");
  const Comparison fast = secondHalf(run, "fast");
  EXPECT_GE(main.below, 0.5);
  EXPECT_GE(main.won, 0.95);
  EXPECT_LT(main.metric, 0.7 * secondHalf(run, "raw").metric);
  EXPECT_GT(fast.below, 0.2);
  EXPECT_LT(fast.below, main.below);
}

TEST_P(EverySeed, TheAverageIsAThirdAsFarFromTheBottomOfTheBowl) {
  const PresetRun run = runPreset("quadratic-bowl", GetParam());
  const Comparison raw = secondHalf(run, "raw");
  EXPECT_LT(secondHalf(run, "main").metric, raw.metric / 3.0);
  EXPECT_LT(secondHalf(run, "ordinary").metric, secondHalf(run, "main").metric);
  const Comparison slow = compare(run, "slow", 500, 1500);  // remembers the way down
  EXPECT_GT(slow.metric, compare(run, "raw", 500, 1500).metric);
}

TEST_P(EverySeed, TheOrdinaryMeanIsTheBestUntilTheSignalJumps) {
  const PresetRun run = runPreset("noisy-signal", GetParam());
  constexpr std::int64_t kJump = 2000;
  const auto before = [&](const char* label) { return compare(run, label, 1000, kJump); };
  EXPECT_LT(before("ordinary").loss, before("main").loss / 1.5);
  EXPECT_LT(before("main").loss, before("fast").loss / 2.0);
  EXPECT_NEAR(before("raw").loss, 1.0, 0.1);  // the noise of an observation
  constexpr std::int64_t kForgotten = kJump + 500;
  const auto after = [&](const char* label) { return compare(run, label, kForgotten, 4000); };
  EXPECT_LT(after("main").loss, 0.2 * after("raw").loss);
  EXPECT_GT(after("ordinary").loss, after("raw").loss);
}

TEST(Stories, TheWeightsOfTheSignalAreTheObservations) {
  const ModelEntry& entry = models().at("noisy-signal");
  const Preset& preset = *std::find_if(presets().begin(), presets().end(), [](const Preset& each) {
    return each.info.model == "noisy-signal";
  });
  RunConfig config = preset.info.config;
  config.tracks = {{"last", "constant", {{"beta", 0.0}}}};
  Trainer trainer(entry, planRun(config, preset, entry.info, {}));
  const TaskData data = entry.data(config.seed);
  const auto batches = data.batches({.size = 1, .seed = config.seed});
  for (std::int64_t step = 1; step <= 3; ++step) {
    ASSERT_TRUE(trainer.step().not_finite.empty());
    const at::Tensor observed = batches->draw(step).inputs[0];
    const at::Tensor clean = data.validation.inputs.select(1, step - 1);
    const double expected = (observed - clean).square().mean().item<double>();
    const EvalPoint point = trainer.evaluate();
    EXPECT_NEAR(point.raw.loss, expected, 1e-5);
    EXPECT_NEAR(point.tracks.at(0).val.loss, expected, 1e-5);
  }
}

TEST_P(EverySeed, TheAveragedDenoiserIsTheBetterOne) {
  const PresetRun run = runPreset("diffusion", GetParam());
  EXPECT_GE(secondHalf(run, "main").below, 0.4);
  EXPECT_GE(secondHalf(run, "main").won, 0.95);
  EXPECT_LT(secondHalf(run, "slow").below, 0.0);
}

// Against the mean of 20,000 clean points, each weighed by how likely it makes the noisy one.
TEST(Stories, TheDiffusionIsHeldAgainstTheBestDenoiser) {
  const TaskData data = models().at("diffusion").data(1);
  const at::Tensor clean = data.train.inputs.to(at::kDouble);
  int compared = 0;
  for (std::int64_t i = 0; i < 100; ++i) {
    const at::Tensor input = data.validation.inputs[i].to(at::kDouble);
    const double sigma = std::exp(4.0 * input[2].item<double>());
    if (sigma < 0.1) continue;  // too few points near
    const double all = std::hypot(sigma, 0.5);
    const at::Tensor noisy = input.slice(0, 0, 2) * (all / 4.0);
    const at::Tensor squares = (clean - noisy).square().sum(1);
    const at::Tensor shares = at::softmax(squares / (-2.0 * sigma * sigma), 0);
    const at::Tensor mean = at::matmul(shares, clean);
    const at::Tensor answer = data.validation.targets[i].to(at::kDouble);
    const at::Tensor denoised = noisy * (0.25 / (all * all)) + answer * (0.5 * sigma / all);
    EXPECT_LT((denoised - mean).norm().item<double>(), 0.04) << "sigma " << sigma;
    ++compared;
  }
  EXPECT_GT(compared, 50);
}

TEST_P(EverySeed, TheAverageHardlyNoticesThatTheBackboneThaws) {
  const PresetRun run = runPreset("transfer", GetParam());
  constexpr std::int64_t kThaw = 500;
  const std::int64_t next = kThaw + run.config.eval_every;
  EXPECT_GT(compare(run, "main", kThaw - 20, kThaw).metric, 0.85);
  EXPECT_GT(compare(run, "raw", kThaw, next).loss, 2.0 * compare(run, "raw", 400, kThaw).loss);
  EXPECT_LT(compare(run, "main", kThaw, next).loss, 1.1 * compare(run, "main", 400, kThaw).loss);
  EXPECT_GE(secondHalf(run, "main").below, 0.2);
  // Measured on an AMD EPYC: 0.88 with seed 1, 0.94 to 1 with seeds 2 to 10.
  EXPECT_GE(secondHalf(run, "main").won, 0.85);
  EXPECT_GT(secondHalf(run, "main").metric, secondHalf(run, "raw").metric);
}

TEST(Stories, OnlyTheHeadLearnsWhileTheBackboneIsFrozen) {
  const ModelEntry& entry = models().at("transfer");
  const auto model = entry.make(1);
  const Batch all = entry.data(1).train;
  const Batch batch{all.inputs.narrow(0, 0, 4), all.targets.narrow(0, 0, 4)};
  const std::vector<NamedTensor> parameters = model->parameters();
  for (const NamedTensor& each : parameters) {
    each.tensor.mutable_grad() = at::zeros_like(each.tensor);
  }
  const at::Tensor statistics = model->buffers().front().tensor;
  const at::Tensor before = statistics.clone();
  for (int pass = 0; pass < 500; ++pass) static_cast<void>(model->lossAndGradients(batch));
  for (const NamedTensor& each : parameters) {
    EXPECT_EQ(each.tensor.grad().any().item<bool>(), each.name.starts_with("head")) << each.name;
  }
  EXPECT_TRUE(statistics.equal(before));
  static_cast<void>(model->lossAndGradients(batch));
  for (const NamedTensor& each : parameters) {
    EXPECT_TRUE(each.tensor.grad().any().item<bool>()) << each.name;
  }
  EXPECT_FALSE(statistics.equal(before));
}

TEST(Stories, TheBackboneHasLearnedBefore) {
  const auto transfer = models().at("transfer").make(1)->parameters();
  const auto fresh = models().at("digits").make(1)->parameters();
  EXPECT_EQ(transfer.front().name, fresh.front().name);
  EXPECT_GT((transfer.front().tensor - fresh.front().tensor).abs().max().item<double>(), 0.05);
}

TEST_P(EverySeed, WhereTheRateFallsToZeroTheAverageDoesNotHelp) {
  const PresetRun run = runPreset("two-spirals-cosine", GetParam());
  const EvalPoint& end = run.points.back();
  EXPECT_NEAR(end.tracks.at(0).val.loss / end.raw.loss, 1.0, 0.01);
  EXPECT_NEAR(end.tracks.at(1).val.loss / end.raw.loss, 1.0, 0.01);
  EXPECT_GT(compare(run, "main", 1000, 2500).below, 0.1);  // on the way it does
}

class EitherSeed : public testing::TestWithParam<std::uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Stories, EitherSeed, testing::Values(1, 2));

TEST_P(EitherSeed, TheAverageSpellsAsTheRawWeightsDo300StepsLater) {
  const PresetRun run = runPreset("characters", GetParam());
  EXPECT_LT(compare(run, "main", 1300, 1600).metric, compare(run, "raw", 1600, 1900).metric);
  EXPECT_LT(secondHalf(run, "main").metric, 6.0);
  EXPECT_GE(secondHalf(run, "main").won, 0.95);
}

}  // namespace
}  // namespace emascope
