// SPDX-License-Identifier: Apache-2.0
//
// A decay n/(gamma + n), capped at beta.
#include "core/rules/schedule.h"
#include "core/rules/schedules/common_params.h"

#include <cmath>

namespace emascope {
namespace {

enum Param { kBeta, kGamma, kUpdateAfterStep, kUpdateEvery };

EmaAction action(std::span<const double> values, const Call& call) {
  if (const auto opening =
          openingAction(values, call, values[kUpdateAfterStep], values[kUpdateEvery]))
    return *opening;
  const double age = static_cast<double>(call.index - 1) - values[kUpdateAfterStep];
  const double ramp = age / (values[kGamma] + age);
  if (ramp >= values[kBeta]) return {ActionKind::kBlend, values[kBeta], Reason::kCap};
  return {ActionKind::kBlend, ramp, Reason::kRamp};
}

// 1 - gamma/(gamma + n) = beta at n* = gamma beta / (1 - beta).
std::optional<std::int64_t> capFrom(std::span<const double> values) {
  return callAtAge(values[kGamma] * values[kBeta] / (1.0 - values[kBeta]),
                   values[kUpdateAfterStep]);
}

}  // namespace

void registerScheduleAnnealedMomentum(ScheduleRegistry& registry) {
  registry["annealed-momentum"] = {
      .id = "annealed-momentum",
      .label = "annealed momentum",
      .formula = "min(beta, 1 - gamma/(gamma + n)), n = steps since the warm-up",
      .source = "mmengine.model.MomentumAnnealingEMA, whose momentum is 1 - beta",
      .params = {betaSpec(0.9998, "β cap",
                          "Upper limit of the decay, which the ramp rises to; 1: no limit."),
                 {.id = "gamma",
                  .label = "annealing γ",
                  .tip = "Time constant in steps: the decay is 0.5 after γ steps.",
                  .min = 0.0,
                  .max = kLongestCount,
                  .min_open = true,
                  .initial = 100.0,
                  .scale = ParamSpec::Scale::kLog,
                  .slider_min = 1.0,
                  .slider_max = 10000.0},
                 updateAfterStepSpec(0.0),
                 updateEverySpec()},
      .action = action,
      .cap_from = capFrom,
      .python_decay = "return min(self.beta, n / (self.gamma + n))"};
}

}  // namespace emascope
