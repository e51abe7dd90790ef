// SPDX-License-Identifier: Apache-2.0
//
// PyTorch Lightning's EMAWeightAveraging.
#include "core/rules/presets/library_params.h"

namespace emascope {
namespace {

enum Param { kDecay, kUseBuffers, kEverySteps, kStartStep, kStartEpoch, kStepsPerEpoch };

// EMAWeightAveraging.should_update() is called after each step and again after each epoch: the last
// step of an epoch can update twice with the same weights. The very first update copies.
EmaAction action(std::span<const double> values, const Call& call) {
  const double step = static_cast<double>(call.index - 1);
  const double every = values[kEverySteps];
  const double start_step = isNone(values[kStartStep]) ? 0.0 : values[kStartStep];
  const bool after_step = every > 0.0 && step >= start_step && std::fmod(step, every) == 0.0;
  const double epoch_steps = epochSteps(values[kStepsPerEpoch], call);
  const bool ends_epoch = epoch_steps > 0.0 && std::fmod(call.time, epoch_steps) == 0.0;
  const bool after_epoch = ends_epoch && !isNone(values[kStartEpoch]) &&
                           call.time / epoch_steps - 1.0 >= values[kStartEpoch];
  if (!after_step && !after_epoch)
    return skipAction(step < start_step ? Reason::kWarmup : Reason::kStride);
  if (call.averaged == 0) return copyAction(Reason::kFirst);
  const double beta = values[kDecay];
  if (!after_step || !after_epoch) return blendAction(beta, Reason::kConstant);
  EmaAction twice = blendAction(beta * beta, Reason::kConstant);
  twice.updates = 2;
  return twice;
}

PythonLines python(std::span<const double> values) {
  PythonLines lines = {
      .imports = {"from lightning.pytorch import Trainer",
                  "from lightning.pytorch.callbacks import EMAWeightAveraging"},
      .construct =
          pyCall("ema = EMAWeightAveraging",
                 {pyNumber("decay", values[kDecay]), pyFlag("use_buffers", values[kUseBuffers]),
                  pyNumber("update_every_n_steps", values[kEverySteps]),
                  pyOptional("update_starting_at_step", values[kStartStep]),
                  pyOptional("update_starting_at_epoch", values[kStartEpoch])}),
      .evaluate = {
          "# the trainer validates and tests with the averaged weights, and model has them",
          "# after fit()"}};
  lines.construct.emplace_back("trainer = Trainer(callbacks=[ema])");
  pySetNumbers(lines, "ema",
               {{"update_every_n_steps", values[kEverySteps]},
                {"update_starting_at_step", values[kStartStep]},
                {"update_starting_at_epoch", values[kStartEpoch]}});
  return lines;
}

std::vector<ParamSpec> params() {
  return {decaySpec("decay", "β", 0.999,
                    "Fraction of the old average kept by each update. Can be changed during the "
                    "run here; the library fixes it at construction."),
          flagSpec("use_buffers", "average buffers",
                   "If true, buffers are averaged like parameters instead of copied; integers too, "
                   "truncated.",
                   true),
          countSpec("update_every_n_steps", "update every",
                    "Steps between updates; 0: steps do not update.", 0.0, 1.0),
          optionalSpec(countSpec(
              "update_starting_at_step", "first step",
              "First step (0-based) after which the average is updated; none means 0.", 0.0, 0.0)),
          optionalSpec(countSpec("update_starting_at_epoch", "first epoch",
                                 "First epoch (0-based) from which the end of each epoch also "
                                 "updates the average; none: never.",
                                 0.0, 0.0)),
          stepsPerEpochSpec()};
}

}  // namespace

void registerRulePresetLightning(ScheduleRegistry& registry) {
  registry["lightning"] = {
      .id = "lightning",
      .label = "Lightning EMAWeightAveraging",
      .formula = "decay, twice where a step and an epoch end together; the first update copies",
      .source = "lightning.pytorch.callbacks.EMAWeightAveraging.should_update, WeightAveraging",
      .params = params(),
      .action = action,
      .cap_from = noCap,
      .python = python,
      .traits =
          [](std::span<const double> v) { return averagedModelTraits(isSet(v[kUseBuffers])); },
      .library = "lightning 2.6.6",
      .checked = kRecorded};
}

}  // namespace emascope
