// SPDX-License-Identifier: GPL-3.0-or-later
//
// Configurations for runs started from the window: a restart with the current settings, and a speed
// slow enough to watch.
#pragma once

#include "core/protocol/record/run_record.h"

namespace emascope::ui {

/// `record.config` with the current tracks and the values in force applied from the first step on.
/// Scheduled edits that have been applied are dropped, because their values are included; edits of
/// later steps are kept.
[[nodiscard]] RunConfig presentConfig(const RunRecord& record);

/// Steps per second at which `config` takes 20 seconds, at least 1; config.speed if it is set.
[[nodiscard]] double watchableSpeed(const RunConfig& config);

/// Whether the curves of the two share their axes: same preset, data, model and number of steps;
/// seeds, averages and learning rates may differ.
[[nodiscard]] bool sameProblem(const RunConfig& a, const RunConfig& b);

}  // namespace emascope::ui
