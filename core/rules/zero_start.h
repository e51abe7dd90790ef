// SPDX-License-Identifier: Apache-2.0
//
// Averages that start at zero and are divided by their accumulated weight (debias).
#pragma once

#include "core/rules/rule_clock.h"

namespace emascope {

/// Fails for values with which such an average never leaves zero: beta=1,debias=true. `where` names
/// the track in the error.
[[nodiscard]] Status checkTakesUp(const ScheduleEntry& rule, std::span<const double> values,
                                  const RunLength& run, std::string_view where);

}  // namespace emascope
