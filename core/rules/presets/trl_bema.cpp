// SPDX-License-Identifier: Apache-2.0
//
// TRL's BEMACallback (Block & Zhang 2025, arXiv 2508.00180).
#include "core/rules/presets/library_params.h"

namespace emascope {
namespace {

enum Param {
  kUpdateFreq,
  kEmaPower,
  kBiasPower,
  kLag,
  kUpdateAfter,
  kMultiplier,
  kMinEmaMultiplier
};

// on_step_end(); global_step is 1 at the first call. At step update_after the recursive average and
// its anchor are set to the model's weights. The running model is not: it keeps the weights of
// on_train_begin() until the first update. With update_after = 0 no step does this, and both start
// from the weights of on_train_begin().
EmaAction action(std::span<const double> values, const Call& call) {
  const double since = call.time - values[kUpdateAfter];
  if (since < 0.0) return skipAction(Reason::kWarmup);
  if (since == 0.0) {
    EmaAction snapshot = copyAction(Reason::kFirst);
    snapshot.copied = Copied::kNone;
    return snapshot;
  }
  if (std::fmod(since, values[kUpdateFreq]) != 0.0) return skipAction(Reason::kStride);
  const double time = values[kLag] + values[kMultiplier] * call.time;
  const double ramp = std::pow(time, -values[kEmaPower]);
  const double rate = std::max(ramp, values[kMinEmaMultiplier]);
  EmaAction blend = blendAction(1.0 - rate, rate > ramp ? Reason::kCap : Reason::kRamp);
  blend.correction = std::pow(time, -values[kBiasPower]);
  return blend;
}

// Only trainable parameters are updated; everything else stays as loaded by load_state_dict() at
// the start of training.
TrackTraits traits(std::span<const double> /*values*/) {
  TrackTraits traits;
  traits.kind = AverageKind::kBema;
  traits.at_copy = uses(TensorUse::kIgnore, TensorUse::kIgnore, TensorUse::kIgnore);
  traits.at_blend = traits.at_copy;
  traits.at_blend.trainable = TensorUse::kAverage;
  return traits;
}

PythonLines python(std::span<const double> values) {
  PythonLines lines = {.imports = {"from trl import BEMACallback"},
                       .evaluate = {"averaged = ema.running_model"}};
  std::vector<std::string> arguments;
  const std::pair<const char*, Param> named[] = {{"update_freq", kUpdateFreq},
                                                 {"ema_power", kEmaPower},
                                                 {"bias_power", kBiasPower},
                                                 {"lag", kLag},
                                                 {"update_after", kUpdateAfter},
                                                 {"multiplier", kMultiplier},
                                                 {"min_ema_multiplier", kMinEmaMultiplier}};
  for (const auto& [name, index] : named) {
    arguments.push_back(pyNumber(name, values[index]));
    pySetNumbers(lines, "ema", {{name, values[index]}});
  }
  lines.construct = pyCall("ema = BEMACallback", arguments);
  lines.construct.emplace_back("# trainer = Trainer(model=model, callbacks=[ema], …)");
  return lines;
}

std::vector<ParamSpec> params() {
  ParamSpec least =
      floorSpec("min_ema_multiplier",
                "Lower limit of the fraction of the raw weights that each update takes.");
  least.label = "minimum rate";
  return {
      countSpec("update_freq", "update every", "Steps between updates.", 1.0, 400.0),
      timeExponentSpec("ema_power", "EMA power κ",
                       "Exponent of the decay ramp; larger values average over more steps.", 0.5),
      timeExponentSpec(
          "bias_power", "bias power η",
          "How fast the bias correction fades; 0: never, large values: almost at once.", 0.2),
      countSpec("lag", "lag ρ", "Steps added to the elapsed time in both powers.", 1.0, 10.0),
      countSpec("update_after", "warm-up",
                "Step whose weights start the average and its correction; 0: the initial weights.",
                0.0, 0.0),
      {.id = "multiplier",
       .label = "time factor",
       .tip = "Factor on the elapsed steps in both powers.",
       .min = 0.0,
       .max = 1e6,
       .initial = 1.0,
       .scale = ParamSpec::Scale::kLog,
       .advanced = true,
       .slider_min = 0.01,
       .slider_max = 100.0},
      least};
}

}  // namespace

void registerRulePresetTrlBema(ScheduleRegistry& registry) {
  registry["trl-bema"] = {
      .id = "trl-bema",
      .label = "TRL BEMACallback",
      .formula =
          "e + (lag + multiplier t)^-bias_power (w - w0), e with decay "
          "1 - (lag + multiplier t)^-ema_power; t = step, w0 = the weights after step update_after",
      .source = "trl.BEMACallback.on_step_end, _update_bema_weights; after arXiv 2508.00180",
      .params = params(),
      .action = action,
      .cap_from = noCap,
      .python = python,
      .traits = traits,
      .library = "trl 1.16.0",
      .checked = kRecorded};
}

}  // namespace emascope
