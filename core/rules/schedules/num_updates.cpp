// SPDX-License-Identifier: Apache-2.0
//
// A decay (1 + n)/(10 + n), capped at beta.
#include "core/rules/schedule.h"
#include "core/rules/schedules/common_params.h"

#include <cmath>

namespace emascope {
namespace {

enum Param { kBeta, kUpdateAfterStep, kUpdateEvery };

EmaAction action(std::span<const double> values, const Call& call) {
  if (const auto opening =
          openingAction(values, call, values[kUpdateAfterStep], values[kUpdateEvery]))
    return *opening;
  const double age = static_cast<double>(call.index - 1) - values[kUpdateAfterStep];
  const double ramp = (1.0 + age) / (10.0 + age);
  if (ramp >= values[kBeta]) return {ActionKind::kBlend, values[kBeta], Reason::kCap};
  return {ActionKind::kBlend, ramp, Reason::kRamp};
}

// Age n* = (10 beta - 1) / (1 - beta), counted from the end of the warm-up.
std::optional<std::int64_t> capFrom(std::span<const double> values) {
  return callAtAge((10.0 * values[kBeta] - 1.0) / (1.0 - values[kBeta]), values[kUpdateAfterStep]);
}

}  // namespace

void registerScheduleNumUpdates(ScheduleRegistry& registry) {
  registry["num-updates"] = {
      .id = "num-updates",
      .label = "(1 + n) / (10 + n)",
      .formula = "min(beta, (1 + n)/(10 + n)), n = steps since the warm-up",
      .source =
          "tf.train.ExponentialMovingAverage(num_updates); "
          "diffusers EMAModel without use_ema_warmup; torch_ema.ExponentialMovingAverage, which "
          "counts from 1",
      .params = {betaSpec(0.9999, "β cap",
                          "Upper limit of the decay, which the ramp rises to; 1: no limit."),
                 updateAfterStepSpec(0.0), updateEverySpec()},
      .action = action,
      .cap_from = capFrom,
      .python_decay = "return min(self.beta, (1 + n) / (10 + n))"};
}

}  // namespace emascope
