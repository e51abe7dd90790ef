// SPDX-License-Identifier: Apache-2.0
//
// Tables and arrays through time: a row in, a row out, in memory that does not grow with their
// number. The output is CSV: the column x if there is one, as it is spelled; for each column NAME
// its input, NAME.mean (the ordinary mean so far) and NAME.LABEL for each track; then LABEL.decay
// and LABEL.action for each track. Where values are skipped column by column, a track's decay and
// action may differ between columns: they are then NAME.LABEL.decay and NAME.LABEL.action, behind
// NAME.LABEL. At a skip mean and average stay, the decay is nan. Numbers read back as the same
// doubles.
#pragma once

#include "app/engine/smooth_plan.h"

namespace emascope {

/// The exit code; says on standard error what went wrong, and how many values were skipped. An
/// output file appears when it is complete, standard output gets each row before the next is waited
/// for. SIGINT, SIGTERM and SIGHUP end the input there: the output is whole rows, and complete.
[[nodiscard]] int smoothSeries(SmoothPlan plan);

}  // namespace emascope
