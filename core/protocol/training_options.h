// SPDX-License-Identifier: Apache-2.0
//
// How weights are stepped, in the words of the command line, both ways. Private to core/protocol.
#pragma once

#include "core/protocol/run_config.h"
#include "core/protocol/run_options.h"

#include <string>
#include <vector>

namespace emascope {

/// What was typed, into `config`, which holds what it does not name: the preset's. Values are
/// checked by validate().
[[nodiscard]] Status readTraining(const RunOptions& options, RunConfig& config);

/// Option names and values in turn of every part that is there.
[[nodiscard]] std::vector<std::string> trainingOptions(const TrainingSpec& spec);

}  // namespace emascope
