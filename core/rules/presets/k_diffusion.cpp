// SPDX-License-Identifier: Apache-2.0
//
// k-diffusion's EMAWarmup with ema_update().
#include "core/rules/presets/library_params.h"

namespace emascope {
namespace {

enum Param { kInvGamma, kPower, kMinValue, kMaxValue, kStartAt, kLastEpoch };

// EMAWarmup.get_value() is called before step(), as in train.py: the first call has epoch
// last_epoch. The ramp is 0 until start_at, so the floor applies.
EmaAction action(std::span<const double> values, const Call& call) {
  const double epoch = values[kLastEpoch] + static_cast<double>(call.index - 1);
  const double ramp =
      inversePowerRamp(std::max(epoch - values[kStartAt], 0.0), values[kInvGamma], values[kPower]);
  EmaAction action = rampAction(ramp, values[kMinValue], values[kMaxValue], true);
  if (action.kind == ActionKind::kCopy && call.index > 1) action.reason = Reason::kWarmup;
  return action;
}

std::optional<std::int64_t> capFrom(std::span<const double> values) {
  if (values[kMaxValue] >= 1.0 || values[kPower] <= 0.0) return std::nullopt;
  if (values[kMinValue] >= values[kMaxValue]) return 1;
  return capCall(inversePowerAge(values[kMaxValue], values[kInvGamma], values[kPower]),
                 values[kStartAt] - values[kLastEpoch] + 1.0, 1.0);
}

PythonLines python(std::span<const double> values) {
  PythonLines lines = {
      .imports = {"import copy", "", "from k_diffusion.utils import EMAWarmup, ema_update"},
      .construct = pyCall(
          "schedule = EMAWarmup",
          {pyNumber("inv_gamma", values[kInvGamma]), pyNumber("power", values[kPower]),
           pyNumber("min_value", values[kMinValue]), pyNumber("max_value", values[kMaxValue]),
           pyNumber("start_at", values[kStartAt]), pyNumber("last_epoch", values[kLastEpoch])}),
      .update = {"ema_update(model, averaged, schedule.get_value())", "schedule.step()"},
      .evaluate = {"averaged.eval()"}};
  lines.construct.emplace_back("averaged = copy.deepcopy(model)");
  pySetNumbers(lines, "schedule",
               {{"inv_gamma", values[kInvGamma]},
                {"power", values[kPower]},
                {"min_value", values[kMinValue]},
                {"max_value", values[kMaxValue]},
                {"start_at", values[kStartAt]}});
  lines.set["last_epoch"] = "schedule.last_epoch = " + pyText(values[kLastEpoch]) + " + step - 1";
  return lines;
}

std::vector<ParamSpec> params() {
  return {
      invGammaSpec("inv_gamma"),
      powerSpec("power", 1.0),
      floorSpec("min_value", "Lower limit of the decay; the cap takes precedence."),
      decaySpec("max_value", "β cap", 1.0, "Upper limit of the decay, which the ramp rises to."),
      signedStepSpec("start_at", "warm-up", 0.0, "Epoch at which the ramp begins to rise."),
      signedStepSpec("last_epoch", "first epoch", 0.0, "Epoch of the first call.")};
}

}  // namespace

void registerRulePresetKDiffusion(ScheduleRegistry& registry) {
  registry["k-diffusion"] = {
      .id = "k-diffusion",
      .label = "k-diffusion EMAWarmup",
      .formula =
          "min(max_value, max(min_value, 1 - (1 + n/inv_gamma)^-power)), "
          "n = last_epoch + call - 1 - start_at",
      .source = "k_diffusion.utils.EMAWarmup.get_value, ema_update; train.py",
      .params = params(),
      .action = action,
      .cap_from = capFrom,
      .python = python,
      .traits = parametersOnlyTraits,
      .library = "k-diffusion 0.1.1.post1",
      .checked = kRecorded};
}

}  // namespace emascope
