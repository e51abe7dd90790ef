// SPDX-License-Identifier: Apache-2.0
//
// torchtitan's EMA.
#include "core/rules/presets/library_params.h"

namespace emascope {
namespace {

enum Param { kDecay, kHalfLifeFraction, kStartStep, kStepBias, kEveryNSteps };

// EMA.step(current_step); the trainer's step is 1 at the first call. Before start_step nothing
// happens: the average is the weights at construction. From start_step on, every
// update_every_n_steps-th step updates.
EmaAction action(std::span<const double> values, const Call& call) {
  const double elapsed = static_cast<double>(call.index) - values[kStartStep];
  if (elapsed < 0.0) return skipAction(Reason::kWarmup);
  const double every = values[kEveryNSteps];
  if (std::fmod(elapsed, every) != 0.0) return skipAction(Reason::kStride);
  if (!isNone(values[kDecay])) return blendAction(values[kDecay], Reason::kConstant);
  const double updates = std::max(std::floor((elapsed + values[kStepBias]) / every), 1.0);
  return blendAction(std::exp2(-1.0 / (values[kHalfLifeFraction] * updates)), Reason::kRamp);
}

PythonLines python(std::span<const double> values) {
  PythonLines lines = {
      .imports = {"from torchtitan.components.ema import EMA"},
      .construct = pyCall(
          "config.ema = EMA.Config",
          {pyOptional("decay", values[kDecay]),
           pyNumber("half_life_fraction", values[kHalfLifeFraction]),
           pyNumber("start_step", values[kStartStep]), pyNumber("step_bias", values[kStepBias]),
           pyNumber("update_every_n_steps", values[kEveryNSteps])},
          "  # config: your Trainer.Config"),
      .evaluate = {"# the checkpoints contain the averaged weights"}};
  return lines;
}

std::vector<ParamSpec> params() {
  return {
      optionalSpec(decaySpec(
          "decay", "β", 0.0,
          "Fraction of the old average kept by each update; none: half_life_fraction applies.")),
      {.id = "half_life_fraction",
       .label = "half-life",
       .tip = "Half-life as a fraction of the updates so far.",
       .min = 0.0,
       .max = 1e6,
       .min_open = true,
       .initial = 0.05,
       .scale = ParamSpec::Scale::kLog,
       .slider_min = 0.01,
       .slider_max = 1.0},
      countSpec("start_step", "first step", "First step (1-based) that updates the average.", 0.0,
                0.0),
      signedStepSpec("step_bias", "step bias", 0.0,
                     "Steps added to the steps since start_step when counting updates."),
      countSpec("update_every_n_steps", "update every", "Steps between updates.", 1.0, 1.0)};
}

}  // namespace

void registerRulePresetTorchtitan(ScheduleRegistry& registry) {
  registry["torchtitan"] = {
      .id = "torchtitan",
      .label = "torchtitan EMA",
      .formula = "decay, or 2^(-1/(half_life_fraction n)), n = updates since start_step",
      .source = "torchtitan.components.ema.EMA.step; buffer_patterns are globs here",
      .params = params(),
      .action = action,
      .cap_from = noCap,
      .python = python,
      .traits =
          [](std::span<const double>) {
            return TrackTraits{.at_blend = trainableOnly(), .copies_at_skip = true};
          },
      .name_keys = {{"buffer_patterns", TensorUse::kAverage}},
      .library = "torchtitan (commit cd09595)",
      .checked = kFromSource};
}

}  // namespace emascope
