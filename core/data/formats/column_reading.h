// SPDX-License-Identifier: Apache-2.0
//
// Collects one column of a table, cell by cell. At the end it determines whether the column holds
// numbers or texts, and how texts are encoded.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/formats/offsets.h"
#include "core/data/formats/text_kind.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// A cell encoded as a double: its number, or a NaN whose payload is a text index or "missing".
class Cell {
 public:
  [[nodiscard]] static double missing() { return ofCode(0); }
  [[nodiscard]] static double text(std::int32_t index) { return ofCode(index + kFirstText); }
  [[nodiscard]] static bool isMissing(double cell);
  /// The text's index; none for a number or a missing cell.
  [[nodiscard]] static std::optional<std::int32_t> textOf(double cell);

 private:
  static constexpr std::int32_t kFirstText = 2;  // an unknown text is 1
  [[nodiscard]] static double ofCode(std::int32_t code);
  [[nodiscard]] static std::int32_t codeOf(double cell);
};

class ColumnReading {
 public:
  static constexpr std::size_t kMostOneHot = 50;    ///< texts, unless one-hot is requested
  static constexpr std::size_t kMostTexts = 1000;   ///< with more, the column is left out
  static constexpr std::size_t kLongestText = 256;  ///< bytes; with longer ones, it is left out

  /// `alike`: the same column in the training file.
  ColumnReading(std::string name, std::optional<TableColumn> alike)
      : name_(std::move(name)), alike_(std::move(alike)) {}

  /// Adds a field that does not mean "missing", from this line of the file; returns its cell.
  [[nodiscard]] double addText(std::string_view field, std::uint64_t line);
  [[nodiscard]] double addNumber(double number);
  [[nodiscard]] double addMissing(std::uint64_t line);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] bool isMixed() const { return numbers_ > 0 && texts_ > 0; }
  /// Whether this is a numeric column that also contains texts.
  [[nodiscard]] bool isOfNumbers() const;
  [[nodiscard]] std::uint64_t missing() const { return missing_; }
  [[nodiscard]] std::uint64_t firstMissing() const { return first_missing_; }  ///< line
  [[nodiscard]] double offset() const { return range_.offset(); }
  /// A text in a column of numbers: why, and in which line. @pre isOfNumbers()
  [[nodiscard]] std::optional<Error> strayText() const;
  /// The column's texts are dates, or formatted numbers such as "12 kg" or "-$12".
  struct Quantity {
    TextKind kind = TextKind::kPrinted;
    std::string example = {};
    std::uint64_t line = 0;  ///< the first such text's
  };
  [[nodiscard]] std::optional<Quantity> quantity() const;
  /// The first text. @pre there is one
  [[nodiscard]] const std::string& firstText() const { return first_text_; }
  /// Cells whose text does not occur in the training file, and an example of such a text.
  [[nodiscard]] std::uint64_t unknown() const { return unknown_; }
  [[nodiscard]] const std::string& firstUnknown() const { return first_unknown_; }

  /// The finished column; sets `why_left_out` if it is left out. `numbers`: the distinct numbers of
  /// a mixed column as texts; empty if there are more than kMostTexts.
  [[nodiscard]] TableColumn finish(DataOptions::Texts wanted, std::vector<std::string> numbers,
                                   std::string& why_left_out) const;
  /// The code of a cell that is not a number, in a text column. @pre `column` is from finish()
  [[nodiscard]] std::int32_t codeOf(double cell, const TableColumn& column) const;

 private:
  [[nodiscard]] std::string whyLeftOut(std::size_t values) const;

  std::string name_;
  std::optional<TableColumn> alike_;
  std::uint64_t numbers_ = 0;
  std::uint64_t texts_ = 0;
  std::uint64_t missing_ = 0;
  std::uint64_t first_missing_ = 0;
  std::uint64_t first_text_line_ = 0;
  std::string first_text_ = {};
  NumberRange range_ = {};
  std::map<std::string, std::int32_t, std::less<>> index_of_ = {};
  std::vector<std::string> text_of_ = {};    ///< by index
  std::vector<std::uint64_t> line_of_ = {};  ///< by index, the first
  bool too_many_ = false;
  bool too_long_ = false;
  bool repeated_ = false;  ///< some text occurred more than once
  std::uint64_t unknown_ = 0;
  std::string first_unknown_ = {};
};

}  // namespace emascope
