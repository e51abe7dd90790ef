// SPDX-License-Identifier: Apache-2.0
//
// Changes of a rule while its average is being kept. An edit changes the rate, never the value; it
// fails if it would discard what has been averaged so far.
#pragma once

#include "core/rules/schedule.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace emascope {

/// Id among edited values that means "copy the raw weights into the average now" (value 1).
inline constexpr std::string_view kReseed = "reseed";

/// The values after the edit, in the order of `entry.params`. `calls_done` is the number of update
/// calls made. Fails for unknown ids and values out of range, and if update_after_step is raised to
/// or past the current step after the warm-up has ended. Library presets apply edits as their
/// library does. kReseed is not a parameter: remove it first.
[[nodiscard]] Result<std::vector<double>> editedValues(const ScheduleEntry& entry,
                                                       const std::vector<double>& current,
                                                       const ParamValues& changes,
                                                       std::int64_t calls_done,
                                                       std::string_view where);

}  // namespace emascope
