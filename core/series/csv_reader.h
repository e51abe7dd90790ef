// SPDX-License-Identifier: Apache-2.0
//
// Tables of numbers in CSV (RFC 4180): in any layout that can be told from the first rows
// (csv_guess.h), fields in double quotes or not, any line ends, a byte-order mark. Blank lines and
// comments are passed over. Text is refused only in columns that were chosen; lines with more or
// fewer fields than the first, and quotes out of place, everywhere.
//
// Of a file a large block is looked at; of a pipe the first lines alone, whatever is there already,
// so that each row can be handed on when it has come and nothing depends on how fast they come. A
// decimal sign that they do not have is told by the first number that has one.
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
  bool file = false;  ///< all of it is there, so that a large block may be looked at
  std::shared_ptr<const std::vector<std::string>> notes = {};  ///< TextInput::notes; null: none
};

/// Reads the header, if there is one, and the first row.
[[nodiscard]] Result<std::unique_ptr<SeriesReader>> openCsv(InputStream stream,
                                                            const SeriesOptions& options,
                                                            CsvOrigin origin = {});

}  // namespace emascope
