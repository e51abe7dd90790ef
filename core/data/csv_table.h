// SPDX-License-Identifier: Apache-2.0
//
// A table in CSV as texts, row after row, every row as wide as the first: with or without a line of
// names, in any layout and encoding that can be told from its first rows where nobody says (see
// csv_guess.h, header_row.h and text_input.h). Rows without any value are passed over. Refuses
// ragged rows, tables without a row and more columns than kMostColumns.
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
  /// By options.header, delimiter and decimal_comma.
  [[nodiscard]] static Result<CsvTable> open(const std::string& path, const DataOptions& options);

  /// "c1", "c2", … where there are no names.
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  /// Whether a column has a name or, in the first rows, a value.
  [[nodiscard]] bool isUsed(std::size_t column) const { return used_[column]; }
  [[nodiscard]] const CsvLayout& layout() const { return layout_; }
  /// Goes on to the next row; false at the end.
  [[nodiscard]] Result<bool> next();
  [[nodiscard]] const CsvFields& fields() const { return rows_.fields(); }
  [[nodiscard]] std::uint64_t line() const { return rows_.line(); }
  /// How the text was read, as DatasetHead::notes; all there at the end of the table.
  [[nodiscard]] std::vector<std::string> notes() const;
  /// "line 3: why", with the file.
  [[nodiscard]] Error problem(const std::string& why, const std::string& allowed) const;

 private:
  CsvTable(CsvRows rows, CsvLayout layout, std::shared_ptr<const std::vector<std::string>> notes)
      : rows_(std::move(rows)), layout_(layout), text_notes_(std::move(notes)) {}
  Status begin(CsvGuess guess, DataOptions::Header header);

  CsvRows rows_;
  CsvLayout layout_;
  std::shared_ptr<const std::vector<std::string>> text_notes_;
  std::vector<std::string> columns_ = {};
  std::vector<bool> used_ = {};
  bool named_ = false;
  bool waiting_ = true;  ///< rows_ has a row that next() has not given
  std::uint64_t passed_over_ = 0;
};

/// `text` as UTF-8, cut after 40 bytes, in quotes.
[[nodiscard]] std::string quotedField(std::string_view text);

/// Index in `columns` of a name, or of a number from 1 where no column has that name.
[[nodiscard]] Result<std::size_t> findColumn(const std::vector<std::string>& columns,
                                             const std::string& wanted, const std::string& where);

}  // namespace emascope
