// SPDX-License-Identifier: Apache-2.0
//
// Averages tables and arrays over time: one row in, one row out, with memory that does not grow
// with the number of rows. The output is CSV: the column x, if any, as spelled in the input; for
// each column NAME its input, NAME.mean (the ordinary mean so far) and NAME.LABEL for each track;
// then LABEL.decay and LABEL.action for each track. If values are skipped column by column, a
// track's decay and action may differ between columns; they are then NAME.LABEL.decay and
// NAME.LABEL.action, after NAME.LABEL. At a skip, mean and average keep their values and the decay
// is nan. Numbers read back as the same doubles.
#pragma once

#include "app/engine/smooth/smooth_plan.h"

namespace emascope {

/// Returns the exit code. Prints on standard error what went wrong, and how many values were
/// skipped. An output file appears when it is complete; standard output gets each row before the
/// next one is awaited. SIGINT, SIGTERM and SIGHUP act like the end of input: the output is
/// complete up to there.
[[nodiscard]] int smoothSeries(SmoothPlan plan);

}  // namespace emascope
