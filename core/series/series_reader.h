// SPDX-License-Identifier: Apache-2.0
//
// Reads time series row by row from a CSV table, in UTF-8 or UTF-16, or an NPY array; the first
// bytes decide which. Each column is a series of doubles. Memory does not grow with the number of
// rows. Errors name the location: line and column of a table, row and element of an array.
#pragma once

#include "core/base/result.h"
#include "core/series/csv_guess.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

struct SeriesOptions {
  /// By name, or by number (from 1) if no column has that name. Empty: all but `x`.
  std::vector<std::string> columns = {};
  /// The column with each row's position (a step or a time), passed along with the row. Empty:
  /// none.
  std::string x = {};
  /// Whether a table's first line has column names; kAuto: if any field is not a number.
  enum class Header { kAuto, kYes, kNo } header = Header::kAuto;
  CsvWishes layout = {};  ///< of a table; unset fields are guessed from its first rows
  /// NaN, infinities and missing values (isMissingWord(), which become NaN) are passed on instead
  /// of refused.
  bool allow_non_finite = false;
  /// A file descriptor; once it is readable, waiting for input fails ("interrupted"). -1: none.
  int stop = -1;
};

class SeriesReader {
 public:
  virtual ~SeriesReader() = default;
  SeriesReader(const SeriesReader&) = delete;
  SeriesReader& operator=(const SeriesReader&) = delete;

  /// Unique names of the chosen columns, in the order chosen. Unnamed columns of a table are c1,
  /// c2, …; those of an array are x, or x[0], x[1][2], … by element.
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  /// Reads the next row; false at the end. Opening a reader already reads the first row.
  /// @pre row.size() == columns().size()
  [[nodiscard]] virtual Result<bool> next(std::span<double> row) = 0;
  /// Location of the last row: "line 3" or "row 3".
  [[nodiscard]] virtual std::string place() const = 0;
  [[nodiscard]] virtual const std::string& name() const = 0;  ///< name of the input, for errors

  /// The name of the column x; empty if there is none.
  [[nodiscard]] const std::string& xName() const { return x_name_; }
  /// The last row's x, as spelled in a table. @pre !xName().empty()
  [[nodiscard]] virtual std::string xText() const = 0;
  /// The last row's x as a number. Fails if it is not a finite number.
  [[nodiscard]] virtual Result<double> x() const = 0;

  /// How the input was read where that was a guess, as sentences without a full stop. More may
  /// come while it is read.
  [[nodiscard]] virtual std::vector<std::string> notes() const { return {}; }

  /// next() has no whole row in memory and goes to the file or pipe for it.
  [[nodiscard]] virtual bool waits() const = 0;

 protected:
  SeriesReader() = default;
  /// Finds the columns that `options` choose among `names`; fails like chooseColumns().
  [[nodiscard]] Status choose(const std::vector<std::string>& names, const SeriesOptions& options);

  std::vector<std::string> columns_ = {};
  std::vector<std::size_t> chosen_ = {};  ///< indices of columns_ among all
  std::string x_name_ = {};
  std::optional<std::size_t> x_index_ = {};
};

/// `path` "-" is standard input. Fails if there is no row.
[[nodiscard]] Result<std::unique_ptr<SeriesReader>> openSeries(const std::string& path,
                                                               const SeriesOptions& options);

/// Indices of `wanted` in `names`, as described at SeriesOptions::columns. Fails for unknown
/// columns and for two chosen columns of the same name; `where` names the file in the error.
[[nodiscard]] Result<std::vector<std::size_t>> chooseColumns(const std::vector<std::string>& names,
                                                             const std::vector<std::string>& wanted,
                                                             const std::string& where);

/// Fails for a row with a value that is not finite; `place` is "line 3" or "row 3".
[[nodiscard]] Status checkFinite(std::span<const double> row, const std::vector<std::string>& names,
                                 const std::string& where, const std::string& place);

}  // namespace emascope
