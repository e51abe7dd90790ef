// SPDX-License-Identifier: Apache-2.0
//
// Guesses the layout of a CSV table from its first block of rows: delimiter, decimal comma, comment
// lines. Chooses the delimiter that gives rows of equal length and leaves no other delimiter inside
// fields; commas if none does.
#pragma once

#include "core/series/csv_rows.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// The user's settings; what is not set is guessed from the block.
struct CsvWishes {
  std::optional<char> delimiter = {};
  std::optional<bool> decimal_comma = {};
};

struct CsvGuess {
  CsvLayout layout = {};
  std::vector<CsvFields> rows = {};  ///< the first rows, up to kMostGuessedRows of them
  /// The first row's names follow a comment sign, the row's first character.
  bool marked_names = false;
};

inline constexpr std::size_t kMostGuessedRows = 1000;

/// `block` is the beginning of the file; `whole` means all of it. Fails for numbers with both
/// decimal points and commas, and for groups of three digits after commas that could be decimals or
/// thousands, unless `wishes` decide. `name` is the file's name.
[[nodiscard]] Result<CsvGuess> guessCsvLayout(std::string_view block, bool whole,
                                              const CsvWishes& wishes, const std::string& name);

/// Reads as much of `stream` ahead as needed, and guesses. The bytes stay ahead, not consumed.
[[nodiscard]] Result<CsvGuess> guessCsvLayout(InputStream& stream, const CsvWishes& wishes);

}  // namespace emascope
