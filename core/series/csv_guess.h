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
  /// If set, the other of comma and point may stand between thousands.
  std::optional<bool> decimal_comma = {};
};

struct CsvGuess {
  CsvLayout layout = {};
  std::vector<CsvFields> rows = {};  ///< the first rows, up to kMostGuessedRows of them
  /// The first row's names follow a comment sign, the row's first character.
  bool marked_names = false;
  /// Whether a number has a decimal sign: until then `layout.decimal_comma` is an assumption.
  bool decimal_seen = false;
  /// Columns in which all fractions have three digits and may be thousands; empty if the decimal
  /// sign was set.
  struct Fractions {
    std::size_t column = 0;
    std::string example = {};
  };
  std::vector<Fractions> fractions = {};
};

inline constexpr std::size_t kMostGuessedRows = 1000;

/// `block` is the beginning of the file; `whole` means all of it. Fails for numbers with both
/// decimal points and commas, and for groups of three digits after commas that could be decimals or
/// thousands, unless `wishes` decide. `name` is the file's name.
[[nodiscard]] Result<CsvGuess> guessCsvLayout(std::string_view block, bool whole,
                                              const CsvWishes& wishes, const std::string& name);

/// Reads as much of `stream` ahead as needed, and guesses. The bytes stay ahead, not consumed.
[[nodiscard]] Result<CsvGuess> guessCsvLayout(InputStream& stream, const CsvWishes& wishes);

/// The same from as few lines as possible, for a caller that must not wait: the first if it
/// contains only numbers, or is `enough`, else the first two. Comment lines are not counted.
[[nodiscard]] Result<CsvGuess> guessCsvLayoutOfFirstLines(InputStream& stream,
                                                          const CsvWishes& wishes, bool enough);

/// Whether a decimal comma is meant by `field`, the first number with a comma of a table laid out
/// as `layout`. Refuses thousands, where a guess does.
[[nodiscard]] Result<bool> meansDecimalComma(std::string_view field, const CsvLayout& layout,
                                             const std::string& name);

/// The columns' names of the first row, without the comment sign before them if there is one.
[[nodiscard]] std::vector<std::string> namesInRow(const CsvFields& row, const CsvGuess& guess);

/// What a person should know of the layout, as sentences without a full stop; `columns` are the
/// columns' names.
[[nodiscard]] std::vector<std::string> layoutNotes(const CsvGuess& guess,
                                                   const std::vector<std::string>& columns);

}  // namespace emascope
