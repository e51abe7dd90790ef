// SPDX-License-Identifier: Apache-2.0
//
// How a table in CSV is laid out, told from its first block of rows: what is between the fields,
// whether numbers have a decimal comma, which lines are comments. The delimiter is the one that
// makes rows of equal length in which no other delimiter is left over; commas if none does.
#pragma once

#include "core/series/csv_rows.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// What a person said about it; what they did not say is told from the block.
struct CsvWishes {
  std::optional<char> delimiter = {};
  std::optional<bool> decimal_comma = {};
};

struct CsvGuess {
  CsvLayout layout = {};
  std::vector<CsvFields> rows = {};  ///< the first rows, up to kMostGuessedRows of them
  /// The first row's names come behind a comment sign, which is the first character of the row.
  bool marked_names = false;
};

inline constexpr std::size_t kMostGuessedRows = 1000;

/// `block` is the file's beginning, all of it if `whole`. Refuses numbers with both signs, and
/// groups of three digits behind commas that may be decimals or thousands, unless the wishes say
/// which. `name` is the file's.
[[nodiscard]] Result<CsvGuess> guessCsvLayout(std::string_view block, bool whole,
                                              const CsvWishes& wishes, const std::string& name);

/// Reads as much of `stream` ahead as a guess needs, and guesses. What is ahead stays.
[[nodiscard]] Result<CsvGuess> guessCsvLayout(InputStream& stream, const CsvWishes& wishes);

}  // namespace emascope
