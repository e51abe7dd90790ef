// SPDX-License-Identifier: Apache-2.0
#include "core/series/series_clock.h"

#include <cmath>

namespace emascope {
namespace {

constexpr std::string_view kOfOneUpdate = "constant";
constexpr std::string_view kKnowsTheGap = "half-life";

}  // namespace

Status checkTimeWeighted(const ScheduleEntry& rule, std::string_view where) {
  if (rule.id == kOfOneUpdate || rule.id == kKnowsTheGap) return Ok{};
  return Error{
      std::string(where) + ": schedule",
      "'" + rule.id + "' counts updates and cannot be used with --weight-by x",
      "schedule=constant (beta per unit of x) or schedule=half-life (half_life in units of x)"};
}

EmaAction SeriesClock::next(double elapsed) {
  const double last_time = clock_.state().last_time;
  EmaAction action = clock_.next(elapsed);
  if (per_ == DecayPer::kUpdate) return action;
  if (action.kind == ActionKind::kCopy) weight_ = 1.0;
  if (action.kind != ActionKind::kBlend) return action;
  // Calls the rule directly, bypassing RuleClock: debias uses other weights here.
  const Call call{.index = clock_.calls(),
                  .time = clock_.state().time,
                  .last_time = last_time,
                  .run_steps = run_.steps,
                  .steps_per_epoch = run_.steps_per_epoch,
                  .zero_start = true};
  double beta = clock_.rule().action(clock_.values(), call).beta;
  if (clock_.rule().id == kOfOneUpdate) beta = std::pow(beta, call.time - last_time);
  if (clock_.traits().debias) {
    const double old = beta * weight_;
    weight_ = old + 1.0;
    beta = old / weight_;
  }
  action.beta = beta;
  return action;
}

void SeriesClock::reseed() {
  clock_.reseed();
  weight_ = 1.0;
}

}  // namespace emascope
