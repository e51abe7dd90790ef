// SPDX-License-Identifier: Apache-2.0
//
// Names of files in the settings of runs of earlier versions.
#pragma once

#include "core/base/result.h"
#include "core/protocol/spec/run_config.h"

#include <string>

namespace emascope {

/// Refuses names of files that are relative and not there, as runs of earlier versions recorded
/// them; says which working directory they are relative to, if `started_in` knows it.
[[nodiscard]] Status checkOldNames(const RunConfig& config, const std::string& started_in);

}  // namespace emascope
