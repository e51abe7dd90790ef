// SPDX-License-Identifier: Apache-2.0
//
// An average with bias correction (Block & Zhang 2025, arXiv 2508.00180).
#include "core/rules/schedule.h"
#include "core/rules/schedules/common_params.h"
#include "core/rules/track_params.h"

#include <algorithm>
#include <cmath>

namespace emascope {
namespace {

enum Param {
  kEmaPower,
  kBiasPower,
  kLag,
  kMultiplier,
  kMinEmaMultiplier,
  kUpdateAfterStep,
  kUpdateEvery
};

// The recursion's rate is (rho + g t)^-kappa. The result is the recursion plus (rho + g t)^-eta
// times the change of the weights since the copy.
EmaAction action(std::span<const double> values, const Call& call) {
  if (const auto opening =
          openingAction(values, call, values[kUpdateAfterStep], values[kUpdateEvery]))
    return *opening;
  const double time = values[kLag] + values[kMultiplier] * call.time;
  const double ramp = std::pow(time, -values[kEmaPower]);
  const double rate = std::max(ramp, values[kMinEmaMultiplier]);
  return {.kind = ActionKind::kBlend,
          .beta = 1.0 - rate,
          .reason = rate > ramp ? Reason::kCap : Reason::kRamp,
          .correction = std::pow(time, -values[kBiasPower])};
}

TrackTraits traits(std::span<const double> values) {
  TrackTraits traits = scheduleTraits(values);
  traits.kind = AverageKind::kBema;
  return traits;
}

}  // namespace

void registerScheduleBema(ScheduleRegistry& registry) {
  registry["bema"] = {
      .id = "bema",
      .label = "bias-corrected (BEMA)",
      .formula =
          "e + (lag + multiplier t)^-bias_power (w - w0), e with decay "
          "1 - (lag + multiplier t)^-ema_power; w0 = the weights at the last copy",
      .source = "Block & Zhang 2025, arXiv 2508.00180; TRL BEMACallback",
      .params = {timeExponentSpec(
                     "ema_power", "EMA power κ",
                     "Exponent of the decay ramp; larger values average over more steps.", 0.5),
                 timeExponentSpec(
                     "bias_power", "bias power η",
                     "How fast the bias correction fades; 0: never, large values: almost at once.",
                     0.2),
                 {.id = "lag",
                  .label = "lag ρ",
                  .tip = "Steps added to the elapsed time in both powers.",
                  .min = 1.0,
                  .max = kLongestCount,
                  .initial = 10.0,
                  .scale = ParamSpec::Scale::kLog,
                  .advanced = true,
                  .slider_min = 1.0,
                  .slider_max = 1000.0},
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
                 {.id = "min_ema_multiplier",
                  .label = "minimum rate",
                  .tip = "Lower limit of the fraction of the raw weights that each update takes.",
                  .min = 0.0,
                  .max = 1.0,
                  .initial = 0.0,
                  .advanced = true,
                  .slider_min = 0.0,
                  .slider_max = 1.0},
                 updateAfterStepSpec(0.0),
                 updateEverySpec(400.0)},
      .action = action,
      .cap_from = [](std::span<const double>) { return std::optional<std::int64_t>(); },
      .python_decay =
          "time = self.lag + self.multiplier * self.calls\n"
          "self.correction = time ** -self.bias_power\n"
          "return 1 - max(time ** -self.ema_power, self.min_ema_multiplier)",
      .traits = traits};
}

}  // namespace emascope
