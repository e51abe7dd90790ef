// SPDX-License-Identifier: Apache-2.0
#include "core/rules/first_blend.h"

namespace emascope {

std::optional<std::int64_t> firstBlend(const ScheduleEntry& rule, std::span<const double> values,
                                       const RunLength& run, std::int64_t calls) {
  RuleClock clock(rule, {values.begin(), values.end()}, run);
  for (std::int64_t call = 1; call <= calls; ++call) {
    const EmaAction action = clock.next();
    if (action.kind == ActionKind::kBlend && action.beta > 0.0) return call;
  }
  return std::nullopt;
}

}  // namespace emascope
