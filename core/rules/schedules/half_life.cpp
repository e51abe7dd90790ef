// SPDX-License-Identifier: Apache-2.0
//
// A constant half-life in steps, epochs or shares of the run.
#include "core/rules/schedule.h"
#include "core/rules/schedules/common_params.h"

#include <cmath>

namespace emascope {
namespace {

enum Param { kHalfLife, kUnit, kUpdateAfterStep, kUpdateEvery };

// 0.5^(gap / H) with the actual gap, so that the stride does not change the half-life.
EmaAction action(std::span<const double> values, const Call& call) {
  if (const auto opening =
          openingAction(values, call, values[kUpdateAfterStep], values[kUpdateEvery]))
    return *opening;
  const double half_life = values[kHalfLife] * stepsPerUnit(values[kUnit], call);
  const double gap = call.time - call.last_time;
  return {ActionKind::kBlend, std::exp2(-gap / half_life), Reason::kConstant};
}

std::string pythonValue(std::span<const double> values, std::size_t index) {
  const std::string number = pyText(values[index]);
  if (index != kHalfLife) return number;
  switch (static_cast<TimeUnit>(static_cast<int>(values[kUnit]))) {
    case TimeUnit::kSteps:
      break;
    case TimeUnit::kEpochs:
      return number + " * len(loader)";
    case TimeUnit::kRun:
      return number + " * steps";
  }
  return number;
}

}  // namespace

void registerScheduleHalfLife(ScheduleRegistry& registry) {
  registry["half-life"] = {
      .id = "half-life",
      .label = "half-life",
      .formula = "0.5^(gap / half_life), gap = steps since the last update",
      .source = "Composer EMA(half_life); Karras et al. 2024, arXiv 2312.02696, Sec. 3.1",
      .params =
          {{.id = "half_life",
            .label = "half-life",
            .tip =
                "Time, in the unit below, after which a state's weight in the average has halved.",
            .min = 0.0,
            .max = kLongestCount,
            .min_open = true,
            .initial = 138.0,
            .scale = ParamSpec::Scale::kLog,
            .slider_min = 1.0,
            .slider_max = 100000.0},
           choiceSpec("unit", "unit", {"steps", "epochs", "run"},
                      "Unit of the half-life: steps, epochs, or fractions of the planned run."),
           updateAfterStepSpec(0.0),
           updateEverySpec()},
      .action = action,
      .cap_from = [](std::span<const double>) { return std::optional<std::int64_t>(); },
      .python_decay = "return 0.5 ** (gap / self.half_life)",
      .python_value = pythonValue};
}

}  // namespace emascope
