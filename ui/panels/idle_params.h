// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which parameters of an average decide nothing at present, found by asking the rule itself what it
// would do with other values: a ramp's power while there is no ramp, a warm-up that is over.
#pragma once

#include "core/rules/rule_clock.h"
#include "core/rules/schedule.h"

#include <cstdint>
#include <map>
#include <string>

#include <QString>

namespace emascope::ui {

/// By id, those of which no value that an edit may set now would change what the updates after
/// `calls_done` do until the end of `run`; with the reason, "no effect while ramp is off", or
/// without one where no other parameter is it. One of which every other value is refused is not
/// among them. `values` may be incomplete.
[[nodiscard]] std::map<std::string, QString> idleParams(const ScheduleEntry& rule,
                                                        const ParamValues& values,
                                                        std::int64_t calls_done,
                                                        const RunLength& run);

}  // namespace emascope::ui
