// SPDX-License-Identifier: Apache-2.0
//
// A CSV table as text, row by row, all rows as wide as the first. The header line, layout and
// encoding are detected from the first rows unless specified (see csv_guess.h, header_row.h and
// text_input.h). Skips rows without values. Refuses ragged rows, tables without rows and more than
// kMostColumns columns.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/text_input.h"
#include "core/series/csv_guess.h"
#include "core/series/csv_rows.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace emascope {

inline constexpr std::size_t kMostColumns = 100'000;

class CsvTable {
 public:
  /// Uses options.header, delimiter and decimal_comma.
  [[nodiscard]] static Result<CsvTable> open(const std::string& path, const DataOptions& options);

  /// Column names; "c1", "c2", … for columns without one.
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  /// Whether the first line names the columns, but not this one.
  [[nodiscard]] bool isUnnamed(std::size_t column) const { return unnamed_[column]; }
  /// Whether a column has a name or a value in the first rows.
  [[nodiscard]] bool isUsed(std::size_t column) const { return used_[column]; }
  [[nodiscard]] const CsvLayout& layout() const { return layout_; }
  /// Moves to the next row; returns false at the end.
  [[nodiscard]] Result<bool> next();
  [[nodiscard]] const CsvFields& fields() const { return rows_.fields(); }
  [[nodiscard]] std::uint64_t line() const { return rows_.line(); }
  /// Notes on how the text was read, for DatasetHead::notes; complete at the end of the table.
  [[nodiscard]] std::vector<std::string> notes() const;
  /// Error for the current row: the file and "line 3: why".
  [[nodiscard]] Error problem(const std::string& why, const std::string& allowed) const;

 private:
  CsvTable(CsvRows rows, CsvLayout layout, std::shared_ptr<const std::vector<std::string>> notes)
      : rows_(std::move(rows)), layout_(layout), text_notes_(std::move(notes)) {}
  Status begin(CsvGuess guess, const DataOptions& options);

  CsvRows rows_;
  CsvLayout layout_;
  std::shared_ptr<const std::vector<std::string>> text_notes_;
  std::vector<std::string> columns_ = {};
  std::vector<std::string> layout_notes_ = {};
  std::vector<bool> used_ = {};
  std::vector<bool> unnamed_ = {};
  bool named_ = false;
  bool waiting_ = true;  ///< rows_ has a row that next() has not returned
  std::uint64_t passed_over_ = 0;
};

/// `text` as UTF-8 in quotes, truncated to 40 bytes.
[[nodiscard]] std::string quotedField(std::string_view text);

/// Index in `columns` of a name, or of a column number from 1 if no column has that name.
[[nodiscard]] Result<std::size_t> findColumn(const std::vector<std::string>& columns,
                                             const std::string& wanted, const std::string& where);

}  // namespace emascope
