// SPDX-License-Identifier: GPL-3.0-or-later
//
// A sweep of half-lives: seven averages of one run that differ in nothing but their half-life,
// about evenly spread on a logarithmic scale. Constant decays without a memory of the start
// (debiased). Also the configuration of a run with them, with snapshots from which averages between
// them can be computed afterwards. Plain values.
#pragma once

#include "core/protocol/record/run_record.h"

#include <cstdint>
#include <vector>

#include <QString>

namespace emascope::ui {

/// From about steps / 1400 to 0.6 steps, each about three times the previous one and rounded to one
/// digit: 7, 20, 70, 200, 600, 2000, 6000 for 10,000 steps. At least 1, below what float32 can
/// average, and fewer than seven in a run that is too short for as many.
[[nodiscard]] std::vector<double> sweepHalfLives(std::int64_t steps);

/// A constant, debiased average with that half-life in steps.
[[nodiscard]] TrackSpec constantTrack(const std::string& label, double half_life);

/// The tracks of a sweep that `record` does not have yet, with free labels hl7, hl20, ….
[[nodiscard]] std::vector<TrackSpec> missingSweepTracks(const RunRecord& record);

/// A restart of the run with its present settings, the sweep's tracks beside its own, and snapshots
/// at every fourth evaluation, or less often if these would not fit into memory; none if too few
/// would.
/// @pre the tracks fit into kMostTracks
[[nodiscard]] RunConfig sweepConfig(const RunRecord& record);

}  // namespace emascope::ui
