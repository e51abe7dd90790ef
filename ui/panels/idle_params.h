// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finds the parameters of a track that have no effect at present, such as the power of a ramp that
// is off, or a warm-up that has ended. Evaluates the rule itself with other values.
#pragma once

#include "core/rules/rule_clock.h"
#include "core/rules/schedule.h"

#include <cstdint>
#include <map>
#include <string>

#include <QString>

namespace emascope::ui {

/// Parameters, by id, for which no value that an edit may set now changes an update after
/// `calls_done` until the end of `run`. With the reason, "no effect while ramp is off", or empty if
/// it is not another parameter. Leaves out parameters that refuse every other value. `values` may
/// be incomplete.
[[nodiscard]] std::map<std::string, QString> idleParams(const ScheduleEntry& rule,
                                                        const ParamValues& values,
                                                        std::int64_t calls_done,
                                                        const RunLength& run);

}  // namespace emascope::ui
