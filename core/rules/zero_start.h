// SPDX-License-Identifier: Apache-2.0
//
// Averages that begin as zero and are divided by the weight they have gathered.
#pragma once

#include "core/rules/rule_clock.h"

namespace emascope {

/// Refuses values under which such an average never takes anything up: beta=1,debias=true would be
/// zero for good. `where` names the track.
[[nodiscard]] Status checkTakesUp(const ScheduleEntry& rule, std::span<const double> values,
                                  const RunLength& run, std::string_view where);

}  // namespace emascope
