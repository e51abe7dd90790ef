// SPDX-License-Identifier: Apache-2.0
//
// The files that a run reads and writes according to its configuration.
#pragma once

#include "core/base/output_plan.h"
#include "core/protocol/spec/run_config.h"

namespace emascope {

/// Adds the user's files of data, model and weights, which the run reads; of weights in shards, the
/// index and the shards. Reads that index.
void addInputs(OutputPlan& plan, const RunConfig& config);
/// Adds the files of weights that the run saves at its end.
void addSaves(OutputPlan& plan, const RunConfig& config);

}  // namespace emascope
