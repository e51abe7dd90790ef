// SPDX-License-Identifier: Apache-2.0
//
// One run of a Trackio database, a SQLite file for each project that has a table `metrics` with
// run_name, step, timestamp and the values as JSON; since version 0.24 also run_id. The file is
// opened for reading only and may be in use. It may come from a stranger: nothing of its schema is
// executed but reading that table.
#pragma once

#include "core/base/result.h"
#include "core/interchange/imported_run.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// Whether a file that begins with `begin` is a SQLite database.
[[nodiscard]] bool startsAsSqlite(std::string_view begin);

/// What readTrackio() takes as `run` for each run: its name, or its id if others share the name.
[[nodiscard]] Result<std::vector<std::string>> runsOfTrackio(const std::string& path);

/// @param run the name of a run, or its id; none: the only one. Fails, with the names, if there is
/// no such run, or if there are several and none is named. An error in a row names its id.
[[nodiscard]] Result<ImportedRun> readTrackio(const std::string& path,
                                              const std::optional<std::string>& run);

}  // namespace emascope
