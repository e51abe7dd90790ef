// SPDX-License-Identifier: Apache-2.0
//
// Numbers through time, a row after the other, from a table in CSV or an array in NPY. Told apart
// by their first bytes. Each column is a series of its own; each value a double. Memory does not
// grow with the number of rows. What is wrong is refused by its place: the line and column of a
// table, the row and element of an array.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

struct SeriesOptions {
  /// By name, or by number from 1 where no column has that name. Empty: all but `x`.
  std::vector<std::string> columns = {};
  /// The column that says where a row lies, a step or a time: handed on beside the row. Empty:
  /// none.
  std::string x = {};
  /// Whether a table's first line names its columns; kAuto: if anything in it is not a number.
  enum class Header { kAuto, kYes, kNo } header = Header::kAuto;
  /// NaN, infinities and missing values (isMissingWord(); as NaN those) are handed on and not
  /// refused.
  bool allow_non_finite = false;
  /// A descriptor; while it is readable, waiting for input is an error: "interrupted". -1: none.
  int stop = -1;
};

class SeriesReader {
 public:
  virtual ~SeriesReader() = default;
  SeriesReader(const SeriesReader&) = delete;
  SeriesReader& operator=(const SeriesReader&) = delete;

  /// Of the chosen columns, in the order chosen; no name twice. A table's without a name are c1,
  /// c2, …; an array's are x, or x[0], x[1][2], … by element.
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  /// The next row; false at the end. The first row is there when the reader has been opened.
  /// @pre row.size() == columns().size()
  [[nodiscard]] virtual Result<bool> next(std::span<double> row) = 0;
  /// "line 3" or "row 3": where the last row was.
  [[nodiscard]] virtual std::string place() const = 0;
  [[nodiscard]] virtual const std::string& name() const = 0;  ///< of the input, for errors

  /// The name of the column x; empty if there is none.
  [[nodiscard]] const std::string& xName() const { return x_name_; }
  /// The last row's, as it is spelled in a table. @pre not xName().empty()
  [[nodiscard]] virtual std::string xText() const = 0;
  /// The last row's as a number; refuses one that is none or not finite.
  [[nodiscard]] virtual Result<double> x() const = 0;

  /// next() has no whole row in memory and goes to the file or pipe for it.
  [[nodiscard]] virtual bool waits() const = 0;

 protected:
  SeriesReader() = default;
  /// Finds what `options` choose among `names`; refuses what chooseColumns() does.
  [[nodiscard]] Status choose(const std::vector<std::string>& names, const SeriesOptions& options);

  std::vector<std::string> columns_ = {};
  std::vector<std::size_t> chosen_ = {};  ///< indices of columns_ among all
  std::string x_name_ = {};
  std::optional<std::size_t> x_index_ = {};
};

/// `path` "-" is standard input. Refuses what holds no row.
[[nodiscard]] Result<std::unique_ptr<SeriesReader>> openSeries(const std::string& path,
                                                               const SeriesOptions& options);

/// Indices of `wanted` in `names` as SeriesOptions::columns says. Refuses unknown ones, and two
/// chosen columns of one name; `where` names the file.
[[nodiscard]] Result<std::vector<std::size_t>> chooseColumns(const std::vector<std::string>& names,
                                                             const std::vector<std::string>& wanted,
                                                             const std::string& where);

/// Refuses a row with a value that is not finite; `place` is "line 3" or "row 3".
[[nodiscard]] Status checkFinite(std::span<const double> row, const std::vector<std::string>& names,
                                 const std::string& where, const std::string& place);

}  // namespace emascope
