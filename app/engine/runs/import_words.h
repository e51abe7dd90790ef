// SPDX-License-Identifier: Apache-2.0
//
// What `import` prints of a log, for people and for programs.
#pragma once

#include "core/interchange/imported_run.h"

#include <string>
#include <vector>

namespace emascope {

/// The tags with their extent, then a line for each pair with its verdict, the tags without a
/// partner, and the notes.
[[nodiscard]] std::string importText(const ImportedRun& run);

/// The same as one JSON object. `kept`: folder of the run that the log is kept as, or empty.
[[nodiscard]] std::string importJson(const ImportedRun& run, const std::string& kept);

/// One JSON object with the names of the runs of which one is to be chosen.
[[nodiscard]] std::string severalRunsJson(const std::vector<std::string>& names);

}  // namespace emascope
