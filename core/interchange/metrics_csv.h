// SPDX-License-Identifier: Apache-2.0
//
// metrics.csv of Lightning's CSVLogger, and other tables like it: a first line with names, one of
// them "step", and a column for each metric, empty in the rows that have no value for it. The CSV
// of a run of EMAscope is one, too.
#pragma once

#include "core/base/result.h"
#include "core/interchange/imported_run.h"

#include <string>

namespace emascope {

/// Refuses a table without a column "step" and a step that is not a whole number, with the line.
/// Cells that are not numbers are skipped and counted in a note. If there is a column "seconds"
/// of seconds since the start, it gives the points their time.
[[nodiscard]] Result<ImportedRun> readMetricsCsv(const std::string& path);

}  // namespace emascope
