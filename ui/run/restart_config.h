// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run that is started from the window is asked for: again with what was found meanwhile, and
// at a speed that can be watched.
#pragma once

#include "core/protocol/run_record.h"

namespace emascope::ui {

/// `record.config` with what is in force now from its first step on: the values of the tracks and
/// of the run, and the tracks there are. Edits that came with the configuration and have been
/// applied are part of that; those of later steps stay.
[[nodiscard]] RunConfig presentConfig(const RunRecord& record);

/// Steps per second at which `config` takes 20 seconds, at least 1; its own speed if it has one.
[[nodiscard]] double watchableSpeed(const RunConfig& config);

/// Whether the curves of the two lie on the same axes: the same preset, data, model and length,
/// whatever their seeds, averages and rates.
[[nodiscard]] bool sameProblem(const RunConfig& a, const RunConfig& b);

}  // namespace emascope::ui
