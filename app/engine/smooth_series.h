// SPDX-License-Identifier: Apache-2.0
//
// Tables and arrays through time: a row in, a row out, in memory that does not grow with their
// number. The output is CSV: for each column NAME its input, NAME.mean (the ordinary mean so far)
// and NAME.LABEL for each track, then LABEL.decay and LABEL.action for each track. Numbers read
// back as the same doubles; where nothing was averaged the decay is nan.
#pragma once

#include "app/engine/smooth_plan.h"

namespace emascope {

/// The exit code; says on standard error what went wrong. An output file appears when it is
/// complete, standard output gets each row before the next is waited for.
[[nodiscard]] int smoothSeries(SmoothPlan plan);

}  // namespace emascope
