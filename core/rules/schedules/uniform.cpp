// SPDX-License-Identifier: Apache-2.0
//
// The mean of all states (SWA, Izmailov et al. 2018, arXiv 1803.05407).
#include "core/rules/schedule.h"
#include "core/rules/schedules/common_params.h"

#include <cmath>

namespace emascope {
namespace {

enum Param { kUpdateAfterStep, kUpdateEvery };

// avg += (w - avg)/(n + 1): n states averaged so far, including the initial copy.
EmaAction action(std::span<const double> values, const Call& call) {
  if (const auto opening =
          openingAction(values, call, values[kUpdateAfterStep], values[kUpdateEvery]))
    return *opening;
  const auto states = static_cast<double>(call.averaged);
  return {ActionKind::kBlend, states / (states + 1.0), Reason::kRamp};
}

PythonLines python(std::span<const double> values) {
  if (values[kUpdateAfterStep] > 0.0) return {};  // the library copies once
  return {.imports = {"from torch.optim.swa_utils import AveragedModel, get_swa_avg_fn"},
          .construct = pyCall("ema = AveragedModel",
                              {"model", "avg_fn=get_swa_avg_fn()", "use_buffers=True"}),
          .update = pyEvery(values[kUpdateEvery], "ema.update_parameters(model)"),
          .evaluate = {"averaged = ema.module"}};
}

}  // namespace

void registerScheduleUniform(ScheduleRegistry& registry) {
  registry["uniform"] = {
      .id = "uniform",
      .label = "uniform mean",
      .formula = "n/(n + 1), n = states averaged since the warm-up: all have equal weight",
      .source =
          "Polyak & Juditsky 1992; Izmailov et al. 2018 (SWA), arXiv 1803.05407; "
          "torch.optim.swa_utils.AveragedModel",
      .params = {updateAfterStepSpec(0.0), updateEverySpec()},
      .action = action,
      .cap_from = [](std::span<const double>) { return std::optional<std::int64_t>(); },
      .python_decay = "return self.states / (self.states + 1)",
      .python = python};
}

}  // namespace emascope
