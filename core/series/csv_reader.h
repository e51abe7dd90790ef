// SPDX-License-Identifier: Apache-2.0
//
// Reads numbers from CSV tables (RFC 4180): delimited fields, optionally in double quotes, any line
// ends, optional byte-order mark. Blank lines are skipped. Text is an error only in chosen columns;
// lines with more or fewer fields than the first, and misplaced quotes, are always errors.
#pragma once

#include "core/series/csv_rows.h"
#include "core/series/input_stream.h"
#include "core/series/series_reader.h"

#include <memory>

namespace emascope {

/// Reads the header, if there is one, and the first row.
[[nodiscard]] Result<std::unique_ptr<SeriesReader>> openCsv(InputStream stream,
                                                            const SeriesOptions& options);

}  // namespace emascope
