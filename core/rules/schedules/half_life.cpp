// SPDX-License-Identifier: Apache-2.0
#include "core/base/numbers.h"
#include "core/rules/schedule.h"
#include "core/rules/schedules/common_params.h"

#include <cmath>

namespace emascope {
namespace {

enum Param { kHalfLife, kUnit, kUpdateAfterStep, kUpdateEvery };

// 0.5^(gap / H): the gap is the real one, so that a stride does not change the half-life.
EmaAction action(std::span<const double> values, const Call& call) {
  if (const auto opening = openingAction(call, values[kUpdateAfterStep], values[kUpdateEvery]))
    return *opening;
  const double half_life = values[kHalfLife] * stepsPerUnit(values[kUnit], call);
  const double gap = call.time - call.last_time;
  return {ActionKind::kBlend, std::exp2(-gap / half_life), Reason::kConstant};
}

std::string python(std::span<const double> values) {
  if (static_cast<TimeUnit>(static_cast<int>(values[kUnit])) == TimeUnit::kEpochs) {
    return "composer.algorithms.EMA(half_life='" + formatNumber(values[kHalfLife]) + "ep')";
  }
  const bool share = static_cast<TimeUnit>(static_cast<int>(values[kUnit])) == TimeUnit::kRun;
  return "AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.5 ** (1 / " +
         (share ? "(" + formatNumber(values[kHalfLife]) + " * steps)"
                : formatNumber(values[kHalfLife])) +
         ")))  # from torch.optim.swa_utils";
}

}  // namespace

void registerScheduleHalfLife(ScheduleRegistry& registry) {
  registry["half-life"] = {
      .id = "half-life",
      .label = "half-life",
      .formula = "0.5^(gap / half_life), gap = steps since the last update",
      .source = "Composer EMA(half_life); Karras et al. 2024, arXiv 2312.02696, Sec. 3.1",
      .params = {{.id = "half_life",
                  .label = "half-life",
                  .tip = "After this long, in the unit below, a state's weight has halved.",
                  .min = 0.0,
                  .max = kLongestCount,
                  .min_open = true,
                  .initial = 138.0,
                  .scale = ParamSpec::Scale::kLog,
                  .slider_min = 1.0,
                  .slider_max = 100000.0},
                 choiceSpec("unit", "unit", {"steps", "epochs", "run"},
                            "What the half-life counts: steps, epochs, or shares of the planned "
                            "run."),
                 updateAfterStepSpec(0.0),
                 updateEverySpec()},
      .action = action,
      .cap_from = [](std::span<const double>) { return std::optional<std::int64_t>(); },
      .python = python};
}

}  // namespace emascope
