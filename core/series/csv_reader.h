// SPDX-License-Identifier: Apache-2.0
//
// Tables of numbers in CSV (RFC 4180): in any layout that the first rows reveal (csv_guess.h),
// fields in double quotes or not, any line ends, a byte-order mark. Blank lines and comments are
// skipped. Rejects text in the chosen columns, lines with more or fewer fields than the first, and
// misplaced quotes in any column.
//
// The layout of a file is guessed from a large block; that of a pipe from its first lines alone, so
// that each row can be passed on as soon as it arrives and the result does not depend on timing. If
// these contain no decimal separator, the first number with one decides.
#pragma once

#include "core/series/csv_rows.h"
#include "core/series/input_stream.h"
#include "core/series/series_reader.h"

#include <memory>
#include <string>
#include <vector>

namespace emascope {

/// Where a table's text comes from.
struct CsvOrigin {
  bool file = false;  ///< complete, so that the layout may be guessed from a large block
  std::shared_ptr<const std::vector<std::string>> notes = {};  ///< TextInput::notes; null: none
};

/// Reads the header, if there is one, and the first row.
[[nodiscard]] Result<std::unique_ptr<SeriesReader>> openCsv(InputStream stream,
                                                            const SeriesOptions& options,
                                                            CsvOrigin origin = {});

}  // namespace emascope
