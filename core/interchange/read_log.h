// SPDX-License-Identifier: Apache-2.0
//
// Reads a run that another tool has logged, whatever the tool: TensorBoard event files
// (event_log.h), a Trackio database, metrics.csv of Lightning, trainer_state.json of Transformers,
// or the CSV of a run of EMAscope. The contents decide, not the name.
#pragma once

#include "core/base/result.h"
#include "core/interchange/imported_run.h"

#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// @param path a file; or a folder with event files, also in subfolders, with a metrics.csv, or
/// with a trainer_state.json
/// @param run of a database of several runs, the name of one
[[nodiscard]] Result<ImportedRun> readLog(const std::string& path,
                                          const std::optional<std::string>& run = {});

/// The same of a log that may not have begun: it may have no scalars yet.
[[nodiscard]] Result<ImportedRun> readLogSoFar(const std::string& path,
                                               const std::optional<std::string>& run = {});

/// The names of which readLog() takes one, if the log has several runs; empty if it has only one,
/// or cannot be read.
[[nodiscard]] std::vector<std::string> severalRunsOf(const std::string& path);

/// The table that readLog() reads there, the file itself or one in the folder; none if it is
/// another kind of log, or cannot be read.
[[nodiscard]] std::optional<std::string> tableOf(const std::string& path);

/// Whether a log may still come to `path`: nothing is there, an empty file, or a folder in which no
/// log has begun.
[[nodiscard]] bool isNoLogYet(const std::string& path);

}  // namespace emascope
