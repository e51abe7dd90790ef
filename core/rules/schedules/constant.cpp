// SPDX-License-Identifier: Apache-2.0
//
// A constant decay.
#include "core/rules/schedule.h"
#include "core/rules/schedules/common_params.h"

namespace emascope {
namespace {

enum Param { kBeta, kUpdateAfterStep, kUpdateEvery };

EmaAction action(std::span<const double> values, const Call& call) {
  if (const auto opening =
          openingAction(values, call, values[kUpdateAfterStep], values[kUpdateEvery]))
    return *opening;
  if (values[kBeta] >= 1.0) return {ActionKind::kSkip, 1.0, Reason::kFrozen};  // never changes
  return {ActionKind::kBlend, values[kBeta], Reason::kConstant};
}

PythonLines python(std::span<const double> values) {
  if (values[kUpdateAfterStep] > 0.0) return {};  // the library copies once
  const std::string decay = "get_ema_multi_avg_fn(" + pyText(values[kBeta]) + ")";
  return {.imports = {"from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn"},
          .construct =
              pyCall("ema = AveragedModel", {"model", "multi_avg_fn=" + decay, "use_buffers=True"}),
          .update = pyEvery(values[kUpdateEvery], "ema.update_parameters(model)"),
          .evaluate = {"averaged = ema.module"},
          .set = {{"beta", "ema.multi_avg_fn = " + decay}}};
}

}  // namespace

void registerScheduleConstant(ScheduleRegistry& registry) {
  registry["constant"] = {
      .id = "constant",
      .label = "constant",
      .formula = "beta; copies at the first step and during the warm-up",
      .source = "Polyak & Juditsky 1992 in exponential form; torch.optim.swa_utils.get_ema_avg_fn",
      .params = {betaSpec(0.999, "β",
                          "Decay: fraction of the old average kept by each update; 1: the average "
                          "never changes."),
                 updateAfterStepSpec(0.0), updateEverySpec()},
      .action = action,
      .cap_from = [](std::span<const double>) { return std::optional<std::int64_t>(); },
      .python_decay = "return self.beta",
      .python = python};
}

}  // namespace emascope
