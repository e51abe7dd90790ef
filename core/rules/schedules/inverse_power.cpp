// SPDX-License-Identifier: Apache-2.0
//
// A ramp 1 - (1 + n/inv_gamma)^-power between a floor and a cap. The default.
#include "core/rules/live_edit.h"
#include "core/rules/schedule.h"
#include "core/rules/schedules/common_params.h"

#include <algorithm>
#include <cmath>

namespace emascope {
namespace {

enum Param { kBeta, kPower, kUpdateAfterStep, kUpdateEvery, kInvGamma, kMinValue };

// ema_pytorch.EMA.update and get_current_decay, in double. With s = call - 1: the first call and
// every call with s <= update_after_step copy; the ramp's age is n = s - update_after_step in raw
// steps, whatever update_every is; the cap takes precedence over the floor. The library freezes at
// beta = 1; here 1 means no cap, as in the formula and in k-diffusion.
EmaAction action(std::span<const double> values, const Call& call) {
  if (const auto opening =
          openingAction(values, call, values[kUpdateAfterStep], values[kUpdateEvery]))
    return *opening;
  const double age = static_cast<double>(call.index - 1) - values[kUpdateAfterStep];
  const double ramp = 1.0 - std::pow(1.0 + age / values[kInvGamma], -values[kPower]);
  const double floored = std::max(ramp, values[kMinValue]);
  if (floored >= values[kBeta]) return {ActionKind::kBlend, values[kBeta], Reason::kCap};
  return {ActionKind::kBlend, floored, ramp < values[kMinValue] ? Reason::kFloor : Reason::kRamp};
}

// Age n* = inv_gamma ((1 - beta)^(-1/power) - 1), counted from the end of the warm-up.
std::optional<std::int64_t> capFrom(std::span<const double> values) {
  if (values[kBeta] >= 1.0) return std::nullopt;
  if (values[kMinValue] >= values[kBeta]) {
    return static_cast<std::int64_t>(values[kUpdateAfterStep]) + 2;
  }
  const double age =
      values[kInvGamma] * (std::pow(1.0 - values[kBeta], -1.0 / values[kPower]) - 1.0);
  return callAtAge(age, values[kUpdateAfterStep]);
}

PythonLines python(std::span<const double> values) {
  // The library treats a beta of exactly 1 as frozen.
  const std::string beta = pyText(std::min(values[kBeta], std::nextafter(1.0, 0.0)));
  PythonLines lines = {.imports = {"from ema_pytorch import EMA"},
                       .update = {"ema.update()"},
                       .evaluate = {"averaged = ema.ema_model"},
                       .set = {{"beta", "ema.beta = " + beta},
                               {std::string(kReseed), "ema.copy_params_from_model_to_ema()"}}};
  std::vector<std::string> arguments = {"model", "beta=" + beta};
  const std::pair<const char*, Param> others[] = {{"power", kPower},
                                                  {"update_after_step", kUpdateAfterStep},
                                                  {"update_every", kUpdateEvery},
                                                  {"inv_gamma", kInvGamma},
                                                  {"min_value", kMinValue}};
  for (const auto& [name, index] : others) {
    arguments.push_back(pyNumber(name, values[index]));
    lines.set[name] = std::string("ema.") + name + " = " + pyText(values[index]);
  }
  lines.construct = pyCall("ema = EMA", arguments);
  return lines;
}

}  // namespace

void registerScheduleInversePower(ScheduleRegistry& registry) {
  registry["inverse-power"] = {
      .id = "inverse-power",
      .label = "inverse power",
      .formula =
          "min(beta, max(min_value, 1 - (1 + n/inv_gamma)^-power)), "
          "n = steps since the warm-up",
      .source = "k-diffusion utils.EMAWarmup; ema_pytorch.EMA.get_current_decay",
      .params = {betaSpec(0.9999, "β cap",
                          "Upper limit of the decay, which the ramp rises to; 1: no limit."),
                 {.id = "power",
                  .label = "power",
                  .tip = "Exponent of the ramp; larger values reach long averages sooner.",
                  .min = 0.0,
                  .max = 10.0,
                  .min_open = true,
                  .initial = 2.0 / 3.0,
                  .scale = ParamSpec::Scale::kLinear,
                  .slider_min = 0.3,
                  .slider_max = 1.0},
                 updateAfterStepSpec(100.0),
                 updateEverySpec(),
                 invGammaSpec("inv_gamma"),
                 {.id = "min_value",
                  .label = "floor",
                  .tip = "Lower limit of the decay after the warm-up; the cap takes precedence.",
                  .min = 0.0,
                  .max = 1.0,
                  .initial = 0.0,
                  .scale = ParamSpec::Scale::kLinear,
                  .advanced = true,
                  .slider_min = 0.0,
                  .slider_max = 1.0}},
      .action = action,
      .cap_from = capFrom,
      .python_decay =
          "return min(self.beta, max(self.min_value, 1 - (1 + n / self.inv_gamma) ** -self.power))",
      .python = python};
}

}  // namespace emascope
