// SPDX-License-Identifier: Apache-2.0
//
// Optax's ema transformation.
#include "core/rules/presets/library_params.h"

namespace emascope {
namespace {

enum Param { kDecay, kDebias };

EmaAction action(std::span<const double> values, const Call& /*call*/) {
  return blendAction(values[kDecay], Reason::kConstant);
}

PythonLines python(std::span<const double> values) {
  PythonLines lines = {.imports = {"import optax"},
                       .construct = pyCall("ema = optax.ema", {pyNumber("decay", values[kDecay]),
                                                               pyFlag("debias", values[kDebias])}),
                       .update = {"averaged, state = ema.update(params, state)"},
                       .evaluate = {"averaged"}};
  // A debiased average is divided by 1 - decay^count with the newest decay: that is not an edit.
  if (!isSet(values[kDebias])) lines.set["decay"] = lines.construct.front();
  lines.construct.emplace_back("state = ema.init(params)  # the model's tree of arrays");
  return lines;
}

// The average starts at zero; debias divides it by 1 - decay^count. Averages everything it is
// given.
TrackTraits traits(std::span<const double> values) {
  return {.at_blend = uses(TensorUse::kAverage, TensorUse::kAverage, TensorUse::kCopy),
          .starts_at_zero = true,
          .debias = isSet(values[kDebias])};
}

}  // namespace

void registerRulePresetOptax(ScheduleRegistry& registry) {
  registry["optax"] = {
      .id = "optax",
      .label = "optax ema",
      .formula = "decay, starting at zero; with debias, divided by 1 - decay^call",
      .source = "optax.transforms.ema",
      .params =
          {decaySpec("decay", "β", 0.999,
                     "Fraction of the old average kept by each update. The library has no default "
                     "and fixes it when the transformation is created."),
           flagSpec(
               "debias", "debiased",
               "If true, the average is divided by its accumulated weight; fixed at the start.",
               true)},
      .action = action,
      .cap_from = noCap,
      .python = python,
      .traits = traits,
      .library = "optax 0.2.8",
      .checked = kRecorded};
}

}  // namespace emascope
