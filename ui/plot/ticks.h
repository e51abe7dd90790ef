// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where an axis has its numbers, and how they are written: few, round, and never "1e-05" for what
// fits plainly.
#pragma once

#include "ui/plot/view_range.h"

#include <vector>

#include <QString>

namespace emascope::ui {

/// Multiples of 1, 2 or 5 times a power of ten, at least `spacing` pixels apart.
[[nodiscard]] std::vector<double> linearTicks(const Range& range, double pixels, double spacing);

/// 0.07 0.1 0.15 0.2 0.3 0.5 0.8 …: as many of each decade as stay `spacing` pixels apart; linear
/// ones where less than a third of a decade is shown.
[[nodiscard]] std::vector<double> logTicks(const Range& range, double pixels, double spacing);

/// A tick among `ticks`, with as many decimals as tell them apart.
[[nodiscard]] QString tickText(double tick, const std::vector<double>& ticks);

/// 1 000 with a thin space.
[[nodiscard]] QString stepText(double step);

}  // namespace emascope::ui
