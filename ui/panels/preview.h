// SPDX-License-Identifier: GPL-3.0-or-later
//
// What settings mean over a whole run, by the same arithmetic the engine averages with: the curve
// of decays for the ghost and the small preview, and the sentence about where the cap binds.
#pragma once

#include "core/protocol/run_record.h"
#include "core/rules/rule_clock.h"

#include <optional>
#include <utility>
#include <vector>

#include <QString>

namespace emascope::ui {

/// (step, decay) from `from` to `to`, at most about 200 points. Empty for a rule this build
/// lacks, and for one whose lengths count in something that `run` does not know.
[[nodiscard]] std::vector<std::pair<double, double>> decayCurve(const std::string& schedule,
                                                                const ParamValues& values,
                                                                double from, double to,
                                                                const RunLength& run);

/// "cap binds from step 2 930", "cap reached at step 11 280, after this run ends"; empty where
/// there is no ramp, or no such rule here.
[[nodiscard]] QString capText(const std::string& schedule, const ParamValues& values,
                              std::int64_t step, std::int64_t last);

/// What would be in force if the values shown were applied over `in_force`, those that are linked
/// to a changed one included.
[[nodiscard]] ParamValues pendingValues(const std::string& schedule, const ParamValues& in_force,
                                        const ParamValues& shown);

/// The track's parameters in force, complete.
[[nodiscard]] ParamValues valuesInForce(const RunRecord& record, std::size_t track);

}  // namespace emascope::ui
