// SPDX-License-Identifier: Apache-2.0
//
// What the demos claim, from whole runs of theirs: in the second half the average is better,
// clearly and nearly always, whatever the seed.
#include "core/models/catalog/built_in.h"
#include "core/models/model.h"
#include "core/models/preset.h"
#include "core/train/run_plan.h"
#include "core/train/trainer.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

struct Outcome {
  double below = 0.0;  ///< share by which the mean loss of the main track is below that of raw
  double won = 0.0;    ///< share of evaluations with the main track below raw
  double raw_accuracy = 0.0;
  double main_accuracy = 0.0;
};

/// Of the second half of the preset's own number of steps.
Outcome runPreset(const std::string& id, std::uint64_t seed) {
  const Preset& preset = *std::find_if(presets().begin(), presets().end(),
                                       [&](const Preset& each) { return each.info.id == id; });
  const ModelEntry& model = models().at(preset.info.model);
  RunConfig config = preset.info.config;
  config.seed = seed;
  config.tracks.resize(1);
  Trainer trainer(model, planRun(config, preset, model.info, {}));
  double raw = 0.0;
  double main = 0.0;
  double count = 0.0;
  Outcome outcome;
  for (std::int64_t step = 1; step <= config.steps; ++step) {
    EXPECT_TRUE(trainer.step().not_finite.empty());
    if (step % config.eval_every != 0 || step <= config.steps / 2) continue;
    const EvalPoint point = trainer.evaluate();
    const Evaluation& average = point.tracks.at(0).val;
    raw += point.raw.loss;
    main += average.loss;
    outcome.won += average.loss < point.raw.loss ? 1.0 : 0.0;
    outcome.raw_accuracy += point.raw.metric;
    outcome.main_accuracy += average.metric;
    count += 1.0;
  }
  outcome.below = 1.0 - main / raw;
  outcome.won /= count;
  outcome.raw_accuracy /= count;
  outcome.main_accuracy /= count;
  return outcome;
}

class EverySeed : public testing::TestWithParam<std::uint64_t> {};

INSTANTIATE_TEST_SUITE_P(Demos, EverySeed, testing::Values(1, 2, 3, 4, 5));

TEST_P(EverySeed, OnTheSpiralsTheAverageIsAFifthBetter) {
  const Outcome outcome = runPreset("two-spirals", GetParam());
  EXPECT_GE(outcome.below, 0.18);
  EXPECT_GE(outcome.won, 0.9);
  EXPECT_GT(outcome.main_accuracy, outcome.raw_accuracy);
}

TEST_P(EverySeed, OnTheDigitsTheAverageHalvesTheLoss) {
  const Outcome outcome = runPreset("digits", GetParam());
  EXPECT_GE(outcome.below, 0.4);
  EXPECT_GE(outcome.won, 0.9);
  EXPECT_GT(outcome.main_accuracy, outcome.raw_accuracy + 0.05);
}

/// Raw losses of a few evaluations at the beginning of the preset's run.
std::vector<double> beginning(const Preset& preset, const ModelEntry& model) {
  RunConfig config = preset.info.config;
  config.tracks.resize(1);
  Trainer trainer(model, planRun(config, preset, model.info, {}));
  std::vector<double> losses;
  for (int step = 1; step <= 20; ++step) {
    EXPECT_TRUE(trainer.step().not_finite.empty());
    if (step % 5 == 0) losses.push_back(trainer.evaluate().raw.loss);
  }
  return losses;
}

// What other devices run is driven here on the CPU: the trainer and autograd get on with each
// other.
TEST(Demos, LibTorchsOwnArithmeticTrainsAlike) {
  for (const Preset& preset : presets()) {
    if (preset.info.id != "digits" && preset.info.id != "two-spirals") continue;
    ModelEntry model = models().at(preset.info.model);
    const std::vector<double> fast = beginning(preset, model);
    model.make =
        preset.info.model == "digits"
            ? +[](std::uint64_t seed) { return makeDigits(seed, Arithmetic::kLibTorch); }
            : +[](std::uint64_t seed) { return makeTwoSpirals(seed, Arithmetic::kLibTorch); };
    const std::vector<double> slow = beginning(preset, model);
    ASSERT_EQ(slow.size(), fast.size());
    for (std::size_t i = 0; i < fast.size(); ++i) {
      EXPECT_NEAR(slow[i], fast[i], 1e-3 * fast[i]) << preset.info.id << ", evaluation " << i;
    }
  }
}

}  // namespace
}  // namespace emascope
