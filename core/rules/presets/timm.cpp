// SPDX-License-Identifier: Apache-2.0
//
// timm's ModelEmaV2 and ModelEmaV3.
#include "core/rules/presets/library_params.h"

namespace emascope {
namespace {

enum V2Param { kV2Decay };

// ModelEmaV2 iterates over state_dict(), including integers, which it averages in float32 and
// truncates; no call copies.
TrackTraits v2Traits(std::span<const double> /*values*/) {
  TrackTraits traits;
  traits.at_blend = uses(TensorUse::kAverage, TensorUse::kAverage, TensorUse::kTruncate);
  traits.at_blend.transient_buffers = TensorUse::kIgnore;
  traits.at_blend.transient_integers = TensorUse::kIgnore;
  return traits;
}

EmaAction v2Action(std::span<const double> values, const Call& /*call*/) {
  return blendAction(values[kV2Decay], Reason::kConstant);
}

enum V3Param {
  kDecay,
  kMinDecay,
  kUpdateAfterStep,
  kUseWarmup,
  kWarmupGamma,
  kWarmupPower,
  kExcludeBuffers,
  kPassStep
};

// ModelEmaV3.get_decay(): with the caller's 1-based step, n = step - update_after_step - 1; without
// a step, the constant decay.
EmaAction v3Action(std::span<const double> values, const Call& call) {
  if (!isSet(values[kPassStep])) {
    if (values[kDecay] == 0.0) return copyAction(Reason::kConstant);
    return blendAction(values[kDecay], Reason::kConstant);
  }
  const double age = static_cast<double>(call.index - 1) - values[kUpdateAfterStep];
  if (age <= 0.0) return copyAction(call.index == 1 ? Reason::kFirst : Reason::kWarmup);
  if (isSet(values[kUseWarmup])) {
    const double ramp = inversePowerRamp(age, values[kWarmupGamma], values[kWarmupPower]);
    return rampAction(ramp, values[kMinDecay], values[kDecay], false);
  }
  if (values[kDecay] == 0.0) return copyAction(Reason::kConstant);
  return blendAction(values[kDecay], Reason::kConstant);
}

std::optional<std::int64_t> v3CapFrom(std::span<const double> values) {
  if (!isSet(values[kPassStep]) || !isSet(values[kUseWarmup]) || values[kDecay] >= 1.0 ||
      values[kMinDecay] > values[kDecay] || values[kWarmupPower] <= 0.0)
    return std::nullopt;
  const double offset = values[kUpdateAfterStep] + 1.0;
  return capCall(inversePowerAge(values[kDecay], values[kWarmupGamma], values[kWarmupPower]),
                 offset, offset + 1.0);
}

// Iterates over state_dict(); with exclude_buffers, over the parameters and then all buffers.
TrackTraits v3Traits(std::span<const double> values) {
  TrackTraits traits;
  if (isSet(values[kExcludeBuffers])) {
    traits.at_blend = uses(TensorUse::kAverage, TensorUse::kCopy, TensorUse::kCopy);
    return traits;
  }
  traits.at_blend = uses(TensorUse::kAverage, TensorUse::kAverage, TensorUse::kCopy);
  for (TensorUses* at : {&traits.at_copy, &traits.at_blend}) {
    at->transient_buffers = TensorUse::kIgnore;
    at->transient_integers = TensorUse::kIgnore;
  }
  return traits;
}

PythonLines v3Python(std::span<const double> values) {
  PythonLines lines = {
      .imports = {"from timm.utils import ModelEmaV3"},
      .construct = pyCall(
          "ema = ModelEmaV3",
          {"model", pyNumber("decay", values[kDecay]), pyNumber("min_decay", values[kMinDecay]),
           pyNumber("update_after_step", values[kUpdateAfterStep]),
           pyFlag("use_warmup", values[kUseWarmup]), pyNumber("warmup_gamma", values[kWarmupGamma]),
           pyNumber("warmup_power", values[kWarmupPower]),
           pyFlag("exclude_buffers", values[kExcludeBuffers])}),
      .update = {isSet(values[kPassStep]) ? "ema.update(model, step=step)" : "ema.update(model)"},
      .evaluate = {"averaged = ema.module"}};
  pySetNumbers(lines, "ema",
               {{"decay", values[kDecay]},
                {"min_decay", values[kMinDecay]},
                {"update_after_step", values[kUpdateAfterStep]},
                {"warmup_gamma", values[kWarmupGamma]},
                {"warmup_power", values[kWarmupPower]}});
  lines.set["use_warmup"] = pyFlag("ema.use_warmup ", values[kUseWarmup]);
  lines.set["exclude_buffers"] = pyFlag("ema.exclude_buffers ", values[kExcludeBuffers]);
  return lines;
}

PythonLines v2Python(std::span<const double> values) {
  PythonLines lines = {
      .imports = {"from timm.utils import ModelEmaV2"},
      .construct = pyCall("ema = ModelEmaV2", {"model", pyNumber("decay", values[kV2Decay])}),
      .update = {"ema.update(model)"},
      .evaluate = {"averaged = ema.module"}};
  pySetNumbers(lines, "ema", {{"decay", values[kV2Decay]}});
  return lines;
}

std::vector<ParamSpec> v3Params() {
  return {decaySpec("decay", "β", 0.9999, "Decay; with use_warmup, the cap of its ramp."),
          floorSpec("min_decay",
                    "Lower limit of the decay with use_warmup; takes precedence over the cap."),
          signedStepSpec("update_after_step", "warm-up", 0.0,
                         "Number of updates, after the first, that copy the raw weights."),
          flagSpec("use_warmup", "ramp", "If true, the decay rises; otherwise it is constant."),
          invGammaSpec("warmup_gamma"),
          powerSpec("warmup_power", 2.0 / 3.0),
          flagSpec("exclude_buffers", "copy buffers",
                   "If true, buffers are copied instead of averaged."),
          flagSpec("pass_step", "pass step",
                   "If true, update() receives the step, as in train.py; otherwise there is no "
                   "ramp, warm-up or first copy.",
                   true)};
}

}  // namespace

void registerRulePresetTimm(ScheduleRegistry& registry) {
  registry["timm-v2"] = {.id = "timm-v2",
                         .label = "timm ModelEmaV2",
                         .formula = "decay, from the first call on",
                         .source = "timm.utils.ModelEmaV2.update",
                         .params = {decaySpec("decay", "β", 0.9999,
                                              "Fraction of the old average kept by each update.")},
                         .action = v2Action,
                         .cap_from = noCap,
                         .python = v2Python,
                         .traits = v2Traits,
                         .library = "timm 1.0.31",
                         .checked = kRecorded};
  registry["timm-v3"] = {
      .id = "timm-v3",
      .label = "timm ModelEmaV3",
      .formula =
          "decay, or with use_warmup max(min(1 - (1 + n/warmup_gamma)^-warmup_power, decay), "
          "min_decay), n = call - 1 - update_after_step; copies before",
      .source = "timm.utils.ModelEmaV3.get_decay, apply_update_",
      .params = v3Params(),
      .action = v3Action,
      .cap_from = v3CapFrom,
      .python = v3Python,
      .traits = v3Traits,
      .library = "timm 1.0.31",
      .checked = kRecorded};
}

}  // namespace emascope
