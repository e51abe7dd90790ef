// SPDX-License-Identifier: Apache-2.0
//
// What may be changed while an average is being kept. An edit changes the rate, never the value: it
// is checked against what has been averaged so far, and refused where it would throw that away.
#pragma once

#include "core/rules/schedule.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace emascope {

/// Id in a set of values that means "copy the raw weights into the average now" (value 1).
inline constexpr std::string_view kReseed = "reseed";

/// Values after the edit, in the order of `entry.params`. `calls_done` update calls have been made.
/// Refuses unknown ids, values out of range, and raising update_after_step to or past the current
/// step once the average has left its warm-up; a
/// library preset takes it as its library does. kReseed is not a parameter: remove it before.
[[nodiscard]] Result<std::vector<double>> editedValues(const ScheduleEntry& entry,
                                                       const std::vector<double>& current,
                                                       const ParamValues& changes,
                                                       std::int64_t calls_done,
                                                       std::string_view where);

}  // namespace emascope
