// SPDX-License-Identifier: Apache-2.0
#include "core/rules/rule_clock.h"

#include <algorithm>
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
  if (action.reason != Reason::kStride) last_ = action;
  return action;
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

Call plainCall(const ScheduleEntry& rule, std::span<const double> values, std::int64_t index,
               RunLength run) {
  Call call{.index = index, .run_steps = run.steps, .steps_per_epoch = run.steps_per_epoch};
  if (const auto at = paramIndex(rule, "update_every"); at && values[*at] > 1.0) {
    const auto every = static_cast<std::int64_t>(values[*at]);
    const std::int64_t acted = (std::max<std::int64_t>(index, 2) - 2) / every;  // before this call
    call.last_time = index > 1 ? static_cast<double>(acted * every + 1) : 0.0;
    call.averaged = index > 1 ? acted + 1 : 0;
  }
  call.zero_start = index == 1 && rule.traits(values).debias;
  return call;
}

}  // namespace emascope
