// SPDX-License-Identifier: GPL-3.0-or-later
//
// The half-life of tracks whose rule keeps a constant decay. To a class, their parameter beta is a
// number of steps.
#pragma once

#include "core/protocol/record/run_record.h"

#include <string>

namespace emascope::ui {

/// Whether the parameter beta of `track` is shown as a half-life.
[[nodiscard]] bool hasHalfLife(const RunRecord& record, const std::string& track);

/// What `beta` is as a half-life of `track`, in steps of the run: the whole number that it is meant
/// to be if it lies within the rounding of one. 0 for beta 0, infinity for 1.
[[nodiscard]] double halfLifeInSteps(const RunRecord& record, const std::string& track,
                                     double beta);

/// The beta of `track` with that half-life. @pre steps > 0
[[nodiscard]] double betaOfSteps(const RunRecord& record, const std::string& track, double steps);

}  // namespace emascope::ui
