// SPDX-License-Identifier: Apache-2.0
//
// A half-life that grows with the run up to a cap.
#include "core/rules/schedule.h"
#include "core/rules/schedules/common_params.h"

#include <algorithm>
#include <cmath>

namespace emascope {
namespace {

enum Param { kHalfLife, kRampupRatio, kUpdateAfterStep, kUpdateEvery };

constexpr double kLeastHalfLife = 1e-8;  ///< steps: as in the paper's training loop

EmaAction action(std::span<const double> values, const Call& call) {
  if (const auto opening =
          openingAction(values, call, values[kUpdateAfterStep], values[kUpdateEvery]))
    return *opening;
  const double ramp = values[kRampupRatio] * (call.time - values[kUpdateAfterStep]);
  const double half_life = std::max(std::min(values[kHalfLife], ramp), kLeastHalfLife);
  const double gap = call.time - call.last_time;
  return {ActionKind::kBlend, std::exp2(-gap / half_life),
          ramp >= values[kHalfLife] ? Reason::kCap : Reason::kRamp};
}

std::optional<std::int64_t> capFrom(std::span<const double> values) {
  return callAtAge(values[kHalfLife] / values[kRampupRatio] - 1.0, values[kUpdateAfterStep]);
}

}  // namespace

void registerScheduleCappedHalfLife(ScheduleRegistry& registry) {
  registry["capped-half-life"] = {
      .id = "capped-half-life",
      .label = "half-life, ramped up",
      .formula = "0.5^(gap / min(half_life, rampup_ratio t)), t = steps since the warm-up",
      .source =
          "Karras et al. 2019 to 2024: ema_rampup_ratio of StyleGAN2 and EDM; edm2 "
          "phema.TraditionalEMA",
      .params = {{.id = "half_life",
                  .label = "half-life",
                  .tip = "Upper limit of the half-life, in steps, which the ramp rises to.",
                  .min = 0.0,
                  .max = kLongestCount,
                  .min_open = true,
                  .initial = 500.0,
                  .scale = ParamSpec::Scale::kLog,
                  .slider_min = 1.0,
                  .slider_max = 100000.0},
                 {.id = "rampup_ratio",
                  .label = "ramp-up ratio",
                  .tip = "The half-life is at most this fraction of the steps so far.",
                  .min = 0.0,
                  .max = 1e6,
                  .min_open = true,
                  .initial = 0.09,
                  .scale = ParamSpec::Scale::kLog,
                  .slider_min = 0.01,
                  .slider_max = 1.0},
                 updateAfterStepSpec(0.0),
                 updateEverySpec()},
      .action = action,
      .cap_from = capFrom,
      .python_decay =
          "return 0.5 ** (gap / max(min(self.half_life, self.rampup_ratio * (n + 1)), 1e-8))"};
}

}  // namespace emascope
