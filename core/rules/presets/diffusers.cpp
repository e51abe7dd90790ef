// SPDX-License-Identifier: Apache-2.0
//
// Hugging Face diffusers' EMAModel.
#include "core/rules/presets/library_params.h"

namespace emascope {
namespace {

enum Param { kDecay, kMinDecay, kUpdateAfterStep, kUseWarmup, kInvGamma, kPower };

// EMAModel.get_decay(): n = call - update_after_step - 1. Without use_ema_warmup the decay
// rises, too, as (1 + n)/(10 + n).
EmaAction action(std::span<const double> values, const Call& call) {
  const double age = static_cast<double>(call.index - 1) - values[kUpdateAfterStep];
  if (age <= 0.0) return copyAction(call.index == 1 ? Reason::kFirst : Reason::kWarmup);
  const double ramp = isSet(values[kUseWarmup])
                          ? inversePowerRamp(age, values[kInvGamma], values[kPower])
                          : tenRamp(age);
  return rampAction(ramp, values[kMinDecay], values[kDecay], false);
}

std::optional<std::int64_t> capFrom(std::span<const double> values) {
  if (values[kDecay] >= 1.0 || values[kMinDecay] > values[kDecay]) return std::nullopt;
  const bool power = isSet(values[kUseWarmup]);
  if (power && values[kPower] <= 0.0) return std::nullopt;
  const double age = power ? inversePowerAge(values[kDecay], values[kInvGamma], values[kPower])
                           : tenRampAge(values[kDecay]);
  const double offset = values[kUpdateAfterStep] + 1.0;
  return capCall(age, offset, offset + 1.0);
}

PythonLines python(std::span<const double> values) {
  PythonLines lines = {
      .imports = {"from diffusers.training_utils import EMAModel"},
      .construct =
          pyCall("ema = EMAModel",
                 {"model.parameters()", pyNumber("decay", values[kDecay]),
                  pyNumber("min_decay", values[kMinDecay]),
                  pyNumber("update_after_step", values[kUpdateAfterStep]),
                  pyFlag("use_ema_warmup", values[kUseWarmup]),
                  pyNumber("inv_gamma", values[kInvGamma]), pyNumber("power", values[kPower])}),
      .update = {"ema.step(model.parameters())"},
      .evaluate = {"ema.store(model.parameters())", "ema.copy_to(model.parameters())",
                   "# evaluate the model here", "ema.restore(model.parameters())"}};
  pySetNumbers(lines, "ema",
               {{"decay", values[kDecay]},
                {"min_decay", values[kMinDecay]},
                {"update_after_step", values[kUpdateAfterStep]},
                {"inv_gamma", values[kInvGamma]},
                {"power", values[kPower]}});
  lines.set["use_ema_warmup"] = pyFlag("ema.use_ema_warmup ", values[kUseWarmup]);
  return lines;
}

std::vector<ParamSpec> params() {
  return {decaySpec("decay", "β cap", 0.9999, "Upper limit of the decay, which the ramp rises to."),
          floorSpec("min_decay",
                    "Lower limit of the decay after the warm-up; takes precedence over the cap."),
          signedStepSpec("update_after_step", "warm-up", 0.0,
                         "Number of updates, after the first, that copy the raw weights."),
          flagSpec("use_ema_warmup", "inverse power",
                   "If true, the ramp is the inverse power; otherwise (1 + n)/(10 + n)."),
          invGammaSpec("inv_gamma"),
          powerSpec("power", 2.0 / 3.0)};
}

}  // namespace

void registerRulePresetDiffusers(ScheduleRegistry& registry) {
  registry["diffusers"] = {
      .id = "diffusers",
      .label = "diffusers EMAModel",
      .formula =
          "max(min(ramp, decay), min_decay), ramp = (1 + n)/(10 + n) or with use_ema_warmup "
          "1 - (1 + n/inv_gamma)^-power, n = call - 1 - update_after_step; copies before",
      .source = "diffusers.training_utils.EMAModel.step, get_decay",
      .params = params(),
      .action = action,
      .cap_from = capFrom,
      .python = python,
      .traits = [](std::span<const double>) { return TrackTraits{.at_blend = trainableOnly()}; },
      .library = "diffusers 0.42.1",
      .checked = kRecorded};
}

}  // namespace emascope
