// SPDX-License-Identifier: Apache-2.0
//
// A power-function average of constant relative width (Karras et al. 2024, arXiv 2312.02696).
#include "core/rules/schedule.h"
#include "core/rules/schedules/common_params.h"

#include <algorithm>
#include <cmath>

namespace emascope {
namespace {

enum Param { kSigmaRel, kGamma, kUpdateAfterStep, kUpdateEvery };

// Uses the time of this call and the actual gap since the last update, so any stride, even a
// changing one, gives the same profile.
EmaAction action(std::span<const double> values, const Call& call) {
  if (const auto opening =
          openingAction(values, call, values[kUpdateAfterStep], values[kUpdateEvery]))
    return *opening;
  const double now = call.time - values[kUpdateAfterStep];
  const double before = std::max(call.last_time - values[kUpdateAfterStep], 0.0);
  return {.kind = ActionKind::kBlend,
          .beta = now > 0.0 ? std::pow(before / now, values[kGamma] + 1.0) : 0.0,
          .reason = Reason::kRamp};
}

void link(std::span<double> values, const ParamValues& changes) {
  linkSigmaRel(values[kSigmaRel], values[kGamma], changes);
}

}  // namespace

void registerSchedulePowerFunction(ScheduleRegistry& registry) {
  registry["power-function"] = {
      .id = "power-function",
      .label = "power function",
      .formula =
          "(1 - gap/t)^(gamma + 1), t = steps since the warm-up, gap = steps since the last "
          "update",
      .source = "Karras et al. 2024, arXiv 2312.02696, Eq. 2 and 126; edm2 phema.PowerFunctionEMA",
      .params =
          {sigmaRelSpec(
               "sigma_rel", 0.1,
               "Standard deviation of the averaging profile, as a fraction of the run so far."),
           gammaSpec(), updateAfterStepSpec(0.0), updateEverySpec()},
      .action = action,
      .cap_from = [](std::span<const double>) { return std::optional<std::int64_t>(); },
      .python_decay = "return (max(n + 1 - gap, 0) / (n + 1)) ** (self.gamma + 1)",
      .link = link};
}

}  // namespace emascope
