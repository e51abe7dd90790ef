// SPDX-License-Identifier: GPL-3.0-or-later
//
// Computes the effect of settings over a run with the engine's own rule arithmetic: the decay curve
// for DecayPreview and the plot's ghost, and a sentence on when the cap is reached.
#pragma once

#include "core/protocol/record/run_record.h"
#include "core/rules/rule_clock.h"

#include <optional>
#include <utility>
#include <vector>

#include <QString>

namespace emascope::ui {

/// Points (step, decay) from step `from` to `to`, about 200 at most. Empty for a rule that this
/// build does not have, or one whose lengths are in a unit that `run` does not give.
[[nodiscard]] std::vector<std::pair<double, double>> decayCurve(const std::string& schedule,
                                                                const ParamValues& values,
                                                                double from, double to,
                                                                const RunLength& run);

/// "cap reached at step 2 930", or "cap reached at step 11 280, after the end of this run"; empty
/// without a ramp, or for a rule that this build does not have.
[[nodiscard]] QString capText(const std::string& schedule, const ParamValues& values,
                              std::int64_t step, std::int64_t last);

/// The values that would be in force if `shown` were applied over `in_force`, including parameters
/// linked to a changed one.
[[nodiscard]] ParamValues pendingValues(const std::string& schedule, const ParamValues& in_force,
                                        const ParamValues& shown);

/// All parameters of the track that are in force.
[[nodiscard]] ParamValues valuesInForce(const RunRecord& record, std::size_t track);

}  // namespace emascope::ui
