// SPDX-License-Identifier: GPL-3.0-or-later
//
// Positions and texts of axis ticks: few, round numbers, without an exponent where plain digits
// fit.
#pragma once

#include "ui/plot/view_range.h"

#include <vector>

#include <QString>

namespace emascope::ui {

/// Multiples of 1, 2 or 5 times a power of ten, at least `spacing` pixels apart.
[[nodiscard]] std::vector<double> linearTicks(const Range& range, double pixels, double spacing);

/// 0.07 0.1 0.15 0.2 0.3 0.5 0.8 …: as many per decade as fit at least `spacing` pixels apart;
/// linear ticks if `range` is less than a third of a decade.
[[nodiscard]] std::vector<double> logTicks(const Range& range, double pixels, double spacing);

/// Ticks of the decay strip, in nines: 1 is 0.9, 2 is 0.99. At least two if `range` contains them,
/// because one alone shows no scale.
[[nodiscard]] std::vector<double> decayTicks(const Range& range, double pixels);
/// Text of a decay tick: 0.99 for 2.
[[nodiscard]] QString decayTickText(double nines);

/// Text of `tick`, with enough decimals to distinguish `ticks`.
[[nodiscard]] QString tickText(double tick, const std::vector<double>& ticks);

/// Grouped by thin spaces: 1 000.
[[nodiscard]] QString stepText(double step);

}  // namespace emascope::ui
