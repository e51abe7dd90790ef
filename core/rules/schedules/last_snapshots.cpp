// SPDX-License-Identifier: Apache-2.0
//
// The mean of the last k snapshots (LAWA, Kaddour 2022, arXiv 2209.14981).
#include "core/rules/schedule.h"
#include "core/rules/schedules/common_params.h"
#include "core/rules/track_params.h"

#include <algorithm>
#include <cstdint>

namespace emascope {
namespace {

enum Param { kK, kUpdateAfterStep, kUpdateEvery };

// Not a recursion: a snapshot that leaves the window is removed from the mean. beta is only the
// fraction of the mean that is not the newest snapshot. The weights make Call::weight_sum the
// number of snapshots held, even if k changes during the run.
EmaAction action(std::span<const double> values, const Call& call) {
  if (const auto opening =
          openingAction(values, call, values[kUpdateAfterStep], values[kUpdateEvery]))
    return *opening;
  const double before =
      call.weight_sum > 0.0 ? call.weight_sum : static_cast<double>(call.averaged);
  const double held = std::min(std::min(before, values[kK]) + 1.0, values[kK]);
  return {.kind = ActionKind::kBlend,
          .beta = 1.0 - 1.0 / held,
          .reason = held == values[kK] ? Reason::kCap : Reason::kRamp,
          .weight = held - before};
}

// A mean of snapshots covers only the existing ones, so there is no bias to correct.
TrackTraits traits(std::span<const double> values) {
  TrackTraits traits = scheduleTraits(values);
  traits.kind = AverageKind::kLastSnapshots;
  traits.snapshots = static_cast<std::int64_t>(values[kK]);
  traits.debias = false;
  traits.starts_at_zero = false;
  return traits;
}

}  // namespace

void registerScheduleLastSnapshots(ScheduleRegistry& registry) {
  registry["last-snapshots"] = {
      .id = "last-snapshots",
      .label = "last snapshots",
      .formula =
          "the mean of the last k states, one every update_every steps; needs k copies of the "
          "model",
      .source = "Kaddour 2022 (LAWA), arXiv 2209.14981",
      .params = {{.id = "k",
                  .label = "snapshots",
                  .tip = "Number of last states to average; each is a copy of the model in memory.",
                  .min = 1.0,
                  .max = 1000.0,
                  .initial = 10.0,
                  .scale = ParamSpec::Scale::kLog,
                  .whole = true,
                  .slider_min = 1.0,
                  .slider_max = 100.0},
                 updateAfterStepSpec(0.0),
                 updateEverySpec(100.0)},
      .action = action,
      .cap_from = [](std::span<const double>) { return std::optional<std::int64_t>(); },
      .python_decay = "return 0  # the mean of the snapshots",
      .traits = traits};
}

}  // namespace emascope
