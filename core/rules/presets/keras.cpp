// SPDX-License-Identifier: Apache-2.0
//
// Keras optimizers with use_ema.
#include "core/rules/presets/library_params.h"

namespace emascope {
namespace {

enum Param { kMomentum, kOverwriteFrequency };

// Optimizer._update_model_variables_moving_average(): momentum [iterations != 0], read before
// iterations is incremented; the variables are overwritten later in the same step.
EmaAction action(std::span<const double> values, const Call& call) {
  EmaAction action = call.index == 1 ? copyAction(Reason::kFirst)
                                     : blendAction(values[kMomentum], Reason::kConstant);
  const double every = values[kOverwriteFrequency];
  if (every > 0.0 && std::fmod(static_cast<double>(call.index), every) == 0.0)
    action.keep_online = 0.0;
  return action;
}

PythonLines python(std::span<const double> values) {
  PythonLines lines = {
      .imports = {"import keras"},
      .construct = pyCall("optimizer = keras.optimizers.Adam",
                          {"use_ema=True", pyNumber("ema_momentum", values[kMomentum]),
                           pyOptional("ema_overwrite_frequency", values[kOverwriteFrequency])},
                          "  # or another optimizer"),
      .evaluate = {
          "optimizer.finalize_variable_values(model.trainable_variables)  # overwrites them"}};
  pySetNumbers(lines, "optimizer",
               {{"ema_momentum", values[kMomentum]},
                {"ema_overwrite_frequency", values[kOverwriteFrequency]}});
  return lines;
}

}  // namespace

void registerRulePresetKeras(ScheduleRegistry& registry) {
  registry["keras"] = {
      .id = "keras",
      .label = "Keras use_ema",
      .formula = "ema_momentum; the first call copies",
      .source = "keras.optimizers.Optimizer, use_ema",
      .params = {decaySpec("ema_momentum", "β", 0.99,
                           "Fraction of the old average kept by each update."),
                 optionalSpec(countSpec(
                     "ema_overwrite_frequency", "write back every",
                     "Overwrite the raw weights with the average every N steps; none or 0: never.",
                     0.0, 0.0))},
      .action = action,
      .cap_from = noCap,
      .python = python,
      .traits = [](std::span<const double>) { return TrackTraits{.at_blend = trainableOnly()}; },
      .library = "keras 3.15.1",
      .checked = kRecorded};
}

}  // namespace emascope
