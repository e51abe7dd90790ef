// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plot of a run for screen readers: a chart whose value is the run in words, see
// LossPlot::summaryText(), and the row of the cursor.
#pragma once

namespace emascope::ui {

/// Makes QAccessible describe each LossPlot that way. May be called any number of times.
void describePlots();

}  // namespace emascope::ui
