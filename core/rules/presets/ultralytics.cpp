// SPDX-License-Identifier: Apache-2.0
//
// Ultralytics' ModelEMA.
#include "core/rules/presets/library_params.h"

namespace emascope {
namespace {

enum Param { kDecay, kTau, kUpdates };

// ModelEMA.update(): decay (1 - exp(-updates/tau)), `updates` incremented first. The floats of
// state_dict() are averaged; integers keep their values at construction.
EmaAction action(std::span<const double> values, const Call& call) {
  const double updates = values[kUpdates] + static_cast<double>(call.index);
  return blendAction(values[kDecay] * -std::expm1(-updates / values[kTau]), Reason::kRamp);
}

TrackTraits traits(std::span<const double> /*values*/) {
  TrackTraits traits;
  traits.at_blend = uses(TensorUse::kAverage, TensorUse::kAverage, TensorUse::kIgnore);
  traits.at_blend.transient_buffers = TensorUse::kIgnore;
  return traits;
}

PythonLines python(std::span<const double> values) {
  const std::string decay = "ema.decay = lambda x: " + pyText(values[kDecay]) +
                            " * (1 - math.exp(-x / " + pyText(values[kTau]) + "))";
  return {.imports = {"import math", "", "from ultralytics.utils.torch_utils import ModelEMA"},
          .construct = pyCall("ema = ModelEMA", {"model", pyNumber("decay", values[kDecay]),
                                                 pyNumber("tau", values[kTau]),
                                                 pyNumber("updates", values[kUpdates])}),
          .update = {"ema.update(model)"},
          .evaluate = {"averaged = ema.ema"},
          .set = {{"decay", decay},
                  {"tau", decay},
                  {"updates", "ema.updates = " + pyText(values[kUpdates]) + " + step - 1"}}};
}

std::vector<ParamSpec> params() {
  return {decaySpec("decay", "β limit", 0.9999,
                    "Upper limit of the decay, which the ramp approaches. Can be changed during "
                    "the run here; the library fixes it and tau at construction."),
          {.id = "tau",
           .label = "tau",
           .tip = "Time constant of the ramp, in updates.",
           .min = 0.0,
           .max = kLongestCount,
           .min_open = true,
           .initial = 2000.0,
           .scale = ParamSpec::Scale::kLog,
           .slider_min = 10.0,
           .slider_max = 10000.0},
          countSpec("updates", "initial updates", "Update count before the first call.", 0.0, 0.0)};
}

}  // namespace

void registerRulePresetUltralytics(ScheduleRegistry& registry) {
  registry["ultralytics"] = {.id = "ultralytics",
                             .label = "Ultralytics ModelEMA",
                             .formula = "decay (1 - exp(-n/tau)), n = updates + call",
                             .source = "ultralytics.utils.torch_utils.ModelEMA.update",
                             .params = params(),
                             .action = action,
                             .cap_from = noCap,
                             .python = python,
                             .traits = traits,
                             .library = "ultralytics 8.4.190",
                             .checked = kRecorded};
}

}  // namespace emascope
