// SPDX-License-Identifier: Apache-2.0
//
// Tables of numbers in CSV (RFC 4180): commas, fields in double quotes or not, any line ends, a
// byte-order mark. Blank lines are passed over. Text is refused only in columns that were chosen;
// lines with more or fewer fields than the first, and quotes out of place, everywhere.
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
