// SPDX-License-Identifier: Apache-2.0
//
// Turns the options for optimizer, schedule, batch and length into a TrainingSpec, and back.
// Private to core/protocol/options.
#pragma once

#include "core/protocol/options/run_options.h"
#include "core/protocol/spec/run_config.h"

#include <string>
#include <vector>

namespace emascope {

/// Writes the options given into `config`, which holds the preset's values. validate() checks them.
[[nodiscard]] Status readTraining(const RunOptions& options, RunConfig& config);

/// Alternating option names and values, for every part that is present.
[[nodiscard]] std::vector<std::string> trainingOptions(const TrainingSpec& spec);

}  // namespace emascope
