// SPDX-License-Identifier: Apache-2.0
//
// Rows of a table in CSV (RFC 4180) as texts: commas or another delimiter, fields in double quotes
// or not, any line ends, a byte-order mark. Blank lines are skipped, and comment lines if the
// layout has them. Refuses quotes out of place, NUL bytes and rows beyond kLongestCsvRow, by their
// line. Does not interpret the fields.
#pragma once

#include "core/series/input_stream.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

inline constexpr std::size_t kLongestCsvRow = std::size_t{16} << 20U;  ///< bytes

/// The fields of one row.
class CsvFields {
 public:
  void clear() {
    text_.clear();
    ends_.clear();
  }
  void add(std::string_view field) {
    text_ += field;
    ends_.push_back(text_.size());
  }
  [[nodiscard]] std::size_t count() const { return ends_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(text_).substr(begin, ends_[i] - begin);
  }

 private:
  std::string text_ = {};
  std::vector<std::size_t> ends_ = {};
};

/// Layout of a table's text.
struct CsvLayout {
  char delimiter = ',';        ///< between fields; ' ' stands for any run of blanks and tabs
  bool decimal_comma = false;  ///< numbers are 1,5 and not 1.5
  char comment = '\0';         ///< lines that begin with it are no rows; none if '\0'
  char thousands = '\0';       ///< may stand between groups of three digits; none if '\0'
  friend bool operator==(const CsvLayout&, const CsvLayout&) = default;
};

/// "commas", "semicolons", "tabs", "vertical bars", "blanks"; else the character in quotes.
[[nodiscard]] std::string delimiterWords(char delimiter);

/// What a person types for it: "semicolon", or a character; nothing if that is none that may be.
[[nodiscard]] std::optional<char> typedDelimiter(std::string_view typed);
inline constexpr const char* kTypedDelimiters =
    "auto, comma, semicolon, tab, pipe, blanks or one ASCII character but a quote";

enum class CsvNumber { kNumber, kText, kTooLarge };

/// Reads all of `field` as a double in the C locale; a leading plus is allowed. With
/// `decimal_comma` a comma is the decimal sign, and a field with a point is text.
[[nodiscard]] CsvNumber readCsvNumber(std::string_view field, double& value,
                                      bool decimal_comma = false);
/// As `layout` has it, also with signs between thousands: 1.234,5 if they are points.
[[nodiscard]] CsvNumber readCsvNumber(std::string_view field, double& value,
                                      const CsvLayout& layout);

/// The option by which `field`, which is no number in `layout`, would be one: "--decimal comma".
/// Empty if none would.
[[nodiscard]] std::string decimalOptionFor(std::string_view field, const CsvLayout& layout);

class CsvRows {
 public:
  /// Skips a byte-order mark.
  [[nodiscard]] static Result<CsvRows> open(InputStream stream, CsvLayout layout = {});

  CsvRows(CsvRows&& other) noexcept;
  CsvRows& operator=(CsvRows&& other) = delete;
  CsvRows(const CsvRows&) = delete;
  CsvRows& operator=(const CsvRows&) = delete;
  ~CsvRows();

  /// Reads the next row that is not blank into fields(); false at the end.
  [[nodiscard]] Result<bool> next();
  [[nodiscard]] const CsvFields& fields() const;
  [[nodiscard]] std::uint64_t line() const;      ///< line at which the row starts, 1-based
  [[nodiscard]] std::uint64_t comments() const;  ///< comment lines so far
  [[nodiscard]] const InputStream& stream() const;

  /// An error at this row: "line 3: why".
  [[nodiscard]] Error problem(const std::string& why, const std::string& allowed) const;

 private:
  class Parser;
  explicit CsvRows(std::unique_ptr<Parser> parser);
  std::unique_ptr<Parser> parser_;
};

}  // namespace emascope
