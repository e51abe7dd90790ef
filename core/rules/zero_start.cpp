// SPDX-License-Identifier: Apache-2.0
#include "core/rules/zero_start.h"

namespace emascope {

Status checkTakesUp(const ScheduleEntry& rule, std::span<const double> values, const RunLength& run,
                    std::string_view where) {
  if (!rule.traits(values).debias) return Ok{};
  RuleClock clock(rule, {values.begin(), values.end()}, run);
  const EmaAction first = clock.next();
  const bool takes_nothing = first.kind == ActionKind::kSkip
                                 ? first.reason == Reason::kFrozen
                                 : first.kind == ActionKind::kBlend && clock.state().mass == 0.0;
  if (!takes_nothing) return Ok{};
  return Error{std::string(where) + ": debias",
               "the decay is 1, so an average that starts at zero would stay zero",
               "a decay below 1, or schedule=uniform, its limit"};
}

}  // namespace emascope
