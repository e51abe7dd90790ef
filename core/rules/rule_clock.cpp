// SPDX-License-Identifier: Apache-2.0
#include "core/rules/rule_clock.h"

#include "core/rules/track_params.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace emascope {

RuleClock::RuleClock(const ScheduleEntry& rule, std::vector<double> values, RunLength run)
    : rule_(&rule), values_(std::move(values)), run_(run) {
  state_.initial = values_;
  if (traits().debias) state_.mass = 0.0;
}

EmaAction RuleClock::next(double elapsed) {
  ++state_.calls;
  state_.time += elapsed;
  const Call call{.index = state_.calls,
                  .time = state_.time,
                  .last_time = state_.last_time,
                  .averaged = state_.averaged,
                  .weight_sum = state_.weight_sum,
                  .run_steps = run_.steps,
                  .steps_per_epoch = run_.steps_per_epoch,
                  .zero_start = state_.mass == 0.0,
                  .initial = state_.initial};
  EmaAction action = rule_->action(values_, call);
  if (action.kind != ActionKind::kSkip) keep(action, state_.time);
  if (rule_->library.empty()) action.keep_online = keptByFeedback();
  if (action.reason != Reason::kStride) last_ = action;
  latest_ = action;
  return action;
}

// For schedules; library presets decide this themselves, in their library's order.
double RuleClock::keptByFeedback() const {
  const double every = trackParam(values_, TrackParam::kFeedbackEvery);
  const bool due = every > 0.0 && std::fmod(static_cast<double>(state_.calls), every) == 0.0;
  return due ? trackParam(values_, TrackParam::kFeedbackBeta) : 1.0;
}

void RuleClock::keep(EmaAction& action, double time) {
  state_.last_time = time;
  if (action.kind == ActionKind::kCopy) {
    state_.averaged = 1;
    state_.weight_sum = action.weight;
    state_.mass = 1.0;
    return;
  }
  ++state_.averaged;
  state_.weight_sum += action.weight;
  if (state_.mass < 1.0) {
    const double old = action.beta * state_.mass;
    state_.mass = old + (1.0 - action.beta);
    action.beta = state_.mass > 0.0 ? old / state_.mass : 0.0;
  }
}

void RuleClock::reseed() {
  state_.averaged = 1;
  state_.weight_sum = 1.0;
  state_.mass = 1.0;
}

void RuleClock::setValues(std::vector<double> values) { values_ = std::move(values); }

Status checkRunLength(const ScheduleEntry& rule, std::span<const double> values,
                      const RunLength& run, std::string_view where) {
  const auto unit = paramIndex(rule, "unit");
  if (!unit) return Ok{};
  const std::string name = valueText(rule.params[*unit], values[*unit]);
  const bool unknown =
      (name == "epochs" && !(run.steps_per_epoch > 0.0)) || (name == "run" && !(run.steps > 0.0));
  if (!unknown) return Ok{};
  return Error{
      std::string(where) + ": unit",
      name == "run" ? "the length of the run is unknown" : "the length of an epoch is unknown",
      "steps"};
}

Call plainCall(const ScheduleEntry& rule, std::span<const double> values, std::int64_t index,
               RunLength run) {
  const auto count = [&](std::string_view id, std::int64_t otherwise) {
    const auto at = paramIndex(rule, id);
    return at ? static_cast<std::int64_t>(values[*at]) : otherwise;
  };
  const std::int64_t every = std::max<std::int64_t>(count("update_every", 1), 1);
  const std::int64_t last_copy = std::max<std::int64_t>(count("update_after_step", 0), 0) / every;
  Call call{.index = index, .run_steps = run.steps, .steps_per_epoch = run.steps_per_epoch};
  if (index == 1) {
    call.zero_start = rule.traits(values).debias;
    return call;
  }
  const std::int64_t acted = (index - 2) / every;  // calls 1 + j * every have acted, up to this j
  call.last_time = static_cast<double>(acted * every + 1);
  call.averaged = std::max<std::int64_t>(acted - last_copy, 0) + 1;
  return call;
}

}  // namespace emascope
