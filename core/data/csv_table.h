// SPDX-License-Identifier: Apache-2.0
//
// A table in CSV as texts, row after row, every row as wide as the first: with or without a line of
// names, which is told from the two first rows where nobody says. Refuses ragged rows, tables
// without a row and more columns than kMostColumns.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
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
  [[nodiscard]] static Result<CsvTable> open(const std::string& path, DataOptions::Header header);

  /// "c1", "c2", … where there are no names.
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  /// Goes on to the next row; false at the end.
  [[nodiscard]] Result<bool> next();
  [[nodiscard]] const CsvFields& fields() const { return on_first_ ? first_ : rows_.fields(); }
  [[nodiscard]] std::uint64_t line() const { return on_first_ ? first_line_ : rows_.line(); }
  /// "line 3: why", with the file.
  [[nodiscard]] Error problem(const std::string& why, const std::string& allowed) const;

 private:
  explicit CsvTable(CsvRows rows) : rows_(std::move(rows)) {}
  Status begin(DataOptions::Header header);

  CsvRows rows_;
  std::vector<std::string> columns_ = {};
  CsvFields first_ = {};
  std::uint64_t first_line_ = 1;
  enum class Ahead { kFirst, kSecond, kRest } ahead_ = Ahead::kFirst;  ///< what next() gives
  bool on_first_ = false;
  bool ended_ = false;
};

/// Empty, NA, N/A, NaN, null or ?.
[[nodiscard]] bool isMissing(std::string_view field);

/// `text` as UTF-8, cut after 40 bytes, in quotes.
[[nodiscard]] std::string quotedField(std::string_view text);

/// Index in `columns` of a name, or of a number from 1 where no column has that name.
[[nodiscard]] Result<std::size_t> findColumn(const std::vector<std::string>& columns,
                                             const std::string& wanted, const std::string& where);

}  // namespace emascope
