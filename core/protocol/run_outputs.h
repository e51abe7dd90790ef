// SPDX-License-Identifier: Apache-2.0
//
// Which files a run reads and writes, as far as its configuration tells.
#pragma once

#include "core/base/output_plan.h"
#include "core/protocol/run_config.h"

namespace emascope {

/// Data, model and weights that a person user_task.
void addInputs(OutputPlan& plan, const RunConfig& config);
/// Weights that are saved at the end.
void addSaves(OutputPlan& plan, const RunConfig& config);

}  // namespace emascope
