// SPDX-License-Identifier: Apache-2.0
//
// A decay that approaches its limit exponentially.
#include "core/rules/schedule.h"
#include "core/rules/schedules/common_params.h"

#include <cmath>

namespace emascope {
namespace {

enum Param { kBeta, kTau, kUpdateAfterStep, kUpdateEvery };

EmaAction action(std::span<const double> values, const Call& call) {
  if (const auto opening =
          openingAction(values, call, values[kUpdateAfterStep], values[kUpdateEvery]))
    return *opening;
  const double age = static_cast<double>(call.index - 1) - values[kUpdateAfterStep];
  return {ActionKind::kBlend, values[kBeta] * -std::expm1(-age / values[kTau]), Reason::kRamp};
}

}  // namespace

void registerScheduleExponentialRamp(ScheduleRegistry& registry) {
  registry["exponential-ramp"] = {
      .id = "exponential-ramp",
      .label = "exponential ramp",
      .formula = "beta (1 - e^(-n/tau)), n = steps since the warm-up",
      .source = "Ultralytics torch_utils.ModelEMA, which counts from 1",
      .params = {betaSpec(0.9999, "β limit",
                          "Upper limit of the decay, which the ramp approaches but never reaches."),
                 {.id = "tau",
                  .label = "time constant τ",
                  .tip = "Time constant of the ramp: every τ steps it covers 63 % of the remaining "
                         "distance.",
                  .min = 0.0,
                  .max = kLongestCount,
                  .min_open = true,
                  .initial = 2000.0,
                  .scale = ParamSpec::Scale::kLog,
                  .slider_min = 10.0,
                  .slider_max = 100000.0},
                 updateAfterStepSpec(0.0),
                 updateEverySpec()},
      .action = action,
      .cap_from = [](std::span<const double>) { return std::optional<std::int64_t>(); },
      .python_decay = "return self.beta * -math.expm1(-n / self.tau)"};
}

}  // namespace emascope
