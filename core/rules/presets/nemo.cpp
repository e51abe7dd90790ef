// SPDX-License-Identifier: Apache-2.0
//
// NVIDIA NeMo's EMA callback.
#include "core/rules/presets/library_params.h"

namespace emascope {
namespace {

enum Param { kDecay, kEveryNSteps };

// EMAOptimizer.step() makes the copy before the first optimizer step and updates it after, so the
// first call averages with the weights at construction; current_step is incremented afterwards.
EmaAction action(std::span<const double> values, const Call& call) {
  if (std::fmod(static_cast<double>(call.index - 1), values[kEveryNSteps]) != 0.0)
    return skipAction(Reason::kStride);
  return blendAction(values[kDecay], Reason::kConstant);
}

PythonLines python(std::span<const double> values) {
  PythonLines lines = {
      .imports = {"from lightning.pytorch import Trainer",
                  "from nemo.collections.common.callbacks import EMA"},
      .construct = pyCall("ema = EMA", {pyNumber("decay", values[kDecay]),
                                        pyNumber("every_n_steps", values[kEveryNSteps])}),
      .evaluate = {"# the trainer validates and tests with the averaged weights"}};
  lines.construct.emplace_back("trainer = Trainer(callbacks=[ema])");
  pySetNumbers(lines, "trainer.optimizers[0]",
               {{"decay", values[kDecay]}, {"every_n_steps", values[kEveryNSteps]}});
  return lines;
}

}  // namespace

void registerRulePresetNemo(ScheduleRegistry& registry) {
  registry["nemo"] = {
      .id = "nemo",
      .label = "NeMo EMA",
      .formula = "decay, from the first call on",
      .source = "nemo.collections.common.callbacks.ema.EMAOptimizer.step",
      .params =
          {decaySpec(
               "decay", "β", 0.999,
               "Fraction of the old average kept by each update; the callback has no default."),
           countSpec("every_n_steps", "update every", "Steps between updates.", 1.0, 1.0)},
      .action = action,
      .cap_from = noCap,
      .python = python,
      .traits =
          [](std::span<const double>) {
            return TrackTraits{.at_blend = trainableOnly(), .copies_at_skip = true};
          },
      .library = "nemo-toolkit 3.0.0",
      .checked = kRecorded};
}

}  // namespace emascope
