// SPDX-License-Identifier: Apache-2.0
#include "core/base/numbers.h"
#include "core/rules/schedule.h"
#include "core/rules/schedules/common_params.h"
#include "core/rules/track_params.h"

#include <algorithm>
#include <cstdint>

namespace emascope {
namespace {

enum Param { kCount, kUpdateAfterStep, kUpdateEvery };

// Not a recursion: what falls out of the window is taken out of the mean again, so beta says only
// how much of the mean is not the newest snapshot.
EmaAction action(std::span<const double> values, const Call& call) {
  if (const auto opening = openingAction(call, values[kUpdateAfterStep], values[kUpdateEvery]))
    return *opening;
  const auto states = static_cast<double>(call.averaged) + 1.0;
  const bool full = states >= values[kCount];
  return {ActionKind::kBlend, 1.0 - 1.0 / std::min(states, values[kCount]),
          full ? Reason::kCap : Reason::kRamp};
}

TrackTraits traits(std::span<const double> values) {
  TrackTraits traits = scheduleTraits(values);
  traits.form = AverageForm::kLastSnapshots;
  traits.snapshots = static_cast<std::int64_t>(values[kCount]);
  return traits;
}

std::string python(std::span<const double> values) {
  return "collections.deque(maxlen=" + formatNumber(values[kCount]) +
         ")  # of copies of model.state_dict() every " + formatNumber(values[kUpdateEvery]) +
         " steps; average their values";
}

}  // namespace

void registerScheduleLastSnapshots(ScheduleRegistry& registry) {
  registry["last-snapshots"] = {
      .id = "last-snapshots",
      .label = "last snapshots",
      .formula =
          "the mean of the last k states, one every update_every steps; keeps k copies of "
          "the model",
      .source = "Kaddour 2022 (LAWA), arXiv 2209.14981",
      .params = {{.id = "k",
                  .label = "snapshots",
                  .tip = "How many of the last states the mean is of; each is a copy in memory.",
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
      .python = python,
      .traits = traits};
}

}  // namespace emascope
