// SPDX-License-Identifier: Apache-2.0
//
// Both demos on the first GPU and on the CPU: the same beginning, and the same story at the end.
// The two are not bit for bit alike: a GPU sums in another order and cuDNN may convolve in TF32 (10
// bits of mantissa), and training makes much of small differences.
#include "core/cuda/devices.h"
#include "core/models/model.h"
#include "core/models/preset.h"
#include "core/train/run_plan.h"
#include "core/train/trainer.h"

#include <algorithm>
#include <iostream>
#include <string>

#include <gtest/gtest.h>

namespace emascope {
namespace {

struct Outcome {
  double first = 0.0;  ///< raw loss after one step
  double raw = 0.0;    ///< mean over the second half
  double main = 0.0;
};

Outcome runPreset(const std::string& id, const ChosenDevice& device) {
  const Preset& preset = *std::find_if(presets().begin(), presets().end(),
                                       [&](const Preset& each) { return each.info.id == id; });
  const ModelEntry& model = models().at(preset.info.model);
  RunConfig config = preset.info.config;
  config.tracks.resize(1);
  Trainer trainer(model, planRun(config, preset, model.info,
                                 {.device = device.id, .device_name = device.name}));
  Outcome outcome;
  double count = 0.0;
  for (std::int64_t step = 1; step <= config.steps; ++step) {
    EXPECT_TRUE(trainer.step().not_finite.empty()) << device.id << ", step " << step;
    if (step == 1) outcome.first = trainer.evaluate().raw.loss;
    if (step % config.eval_every != 0 || step <= config.steps / 2) continue;
    const EvalPoint point = trainer.evaluate();
    outcome.raw += point.raw.loss;
    outcome.main += point.tracks.at(0).val.loss;
    count += 1.0;
  }
  outcome.raw /= count;
  outcome.main /= count;
  std::cout << id << " on " << device.name << ": after one step " << outcome.first
            << ", second half raw " << outcome.raw << ", main " << outcome.main << "\n";
  return outcome;
}

class EveryDemo : public testing::TestWithParam<std::string> {};

INSTANTIATE_TEST_SUITE_P(Gpu, EveryDemo, testing::Values("two-spirals", "digits"),
                         [](const auto& each) {
                           std::string name = each.param;
                           std::erase(name, '-');
                           return name;
                         });

TEST_P(EveryDemo, TellsTheSameStoryOnTheGpu) {
  loadCuda();
  const auto gpu = chooseDevice("cuda");
  if (!gpu.ok()) GTEST_SKIP() << gpu.error().message();
  const Outcome there = runPreset(GetParam(), *gpu);
  const Outcome here = runPreset(GetParam(), *chooseDevice("cpu"));
  EXPECT_NEAR(there.first, here.first, 0.005 * here.first);
  EXPECT_NEAR(there.raw, here.raw, 0.25 * here.raw);
  EXPECT_NEAR(there.main, here.main, 0.25 * here.main);
  EXPECT_LT(there.main, 0.85 * there.raw);
  EXPECT_LT(here.main, 0.85 * here.raw);
}

}  // namespace
}  // namespace emascope
