// SPDX-License-Identifier: Apache-2.0
#include "core/series/csv_reader.h"

#include "core/base/counted.h"
#include "core/base/missing_words.h"
#include "core/base/utf8.h"
#include "core/series/csv_rows.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

namespace emascope {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// `field` without leading and trailing blanks.
std::string_view trimmed(std::string_view field) {
  const auto first = field.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return field.substr(first, field.find_last_not_of(" \t") - first + 1);
}

class CsvReader : public SeriesReader {
 public:
  CsvReader(CsvRows rows, CsvGuess guess, CsvOrigin origin)
      : rows_(std::move(rows)), guess_(std::move(guess)), origin_(std::move(origin)) {
    guess_.rows.clear();
  }

  Status begin(const SeriesOptions& options) {
    allow_non_finite_ = options.allow_non_finite;
    auto there = rows_.next();
    if (!there) return there.error();
    if (!*there) return Error{name(), "is empty", "a table or an array"};
    const bool named = isHeader(options.header);
    std::vector<std::string> names;
    names = named ? namesInRow(rows_.fields(), guess_)
                  : std::vector<std::string>(rows_.fields().count());
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i].empty()) names[i] = "c" + std::to_string(i + 1);
      names_.push_back(asUtf8(names[i]));
    }
    count_ = names.size();
    if (auto status = choose(names, options); !status) return status;
    std::erase_if(guess_.fractions, [this](const CsvGuess::Fractions& one) {
      return one.column != x_index_ && std::ranges::find(chosen_, one.column) == chosen_.end();
    });
    waiting_ = true;
    if (!named) return Ok{};
    there = rows_.next();
    if (!there) return there.error();
    if (!*there) return Error{name(), "has column names but no rows", "at least one row"};
    return Ok{};
  }

  [[nodiscard]] std::vector<std::string> notes() const override {
    std::vector<std::string> notes;
    if (origin_.notes) notes = *origin_.notes;
    std::ranges::move(layoutNotes(guess_, names_), std::back_inserter(notes));
    if (rows_.comments() > 0) {
      notes.push_back(std::string("comment lines that begin with ") + guess_.layout.comment +
                      " are skipped");
    }
    return notes;
  }

  Result<bool> next(std::span<double> row) override {
    if (!std::exchange(waiting_, false)) {
      const auto there = rows_.next();
      if (!there || !*there) return there;
    }
    if (rows_.fields().count() != count_) {
      return rows_.problem(counted(rows_.fields().count(), "column", "columns"),
                           std::to_string(count_) + ", as in the first line; " +
                               delimiterWords(guess_.layout.delimiter) +
                               " separate them, --delimiter names another sign");
    }
    if (!guess_.decimal_seen) {
      if (auto status = seekDecimalSign(); !status) return status.error();
    }
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (auto status = readCell(i, row[i]); !status) return status.error();
    }
    if (!allow_non_finite_) {
      if (auto status = checkFinite(row, columns_, name(), place()); !status) {
        return status.error();
      }
    }
    return true;
  }

  [[nodiscard]] std::string place() const override {
    return "line " + std::to_string(rows_.line());
  }
  [[nodiscard]] const std::string& name() const override { return rows_.stream().name(); }
  [[nodiscard]] std::string xText() const override {
    return std::string(rows_.fields()[x_index_.value()]);
  }
  [[nodiscard]] Result<double> x() const override {
    const std::string_view field = rows_.fields()[x_index_.value()];
    double value = 0.0;
    if (readCsvNumber(field, value, guess_.layout) == CsvNumber::kNumber && std::isfinite(value)) {
      return value;
    }
    return Error{name(),
                 place() + ", column '" + asUtf8(x_name_) + "': '" + shown(field) +
                     "' is not a finite number",
                 "a number in every row, with --weight-by x"};
  }

  [[nodiscard]] bool waits() const override {
    return !waiting_ && rows_.stream().ahead().find_first_of("\r\n") == std::string_view::npos;
  }

 private:
  static std::string shown(std::string_view field) {
    constexpr std::size_t kMostShown = 40;
    return asUtf8(field.substr(0, kMostShown));
  }

  [[nodiscard]] bool isHeader(SeriesOptions::Header header) const {
    if (header != SeriesOptions::Header::kAuto) return header == SeriesOptions::Header::kYes;
    if (guess_.marked_names) return true;
    for (std::size_t i = 0; i < rows_.fields().count(); ++i) {
      const std::string_view field = rows_.fields()[i];
      double value = 0.0;
      if (!isMissingWord(trimmed(field)) &&
          readCsvNumber(field, value, guess_.layout) == CsvNumber::kText) {
        return true;
      }
    }
    return false;
  }

  /// In this row.
  Status seekDecimalSign() {
    double value = 0.0;
    for (std::size_t i = 0; i < rows_.fields().count() && !guess_.decimal_seen; ++i) {
      const std::string_view field = rows_.fields()[i];
      const auto comma = meansDecimalComma(field, guess_.layout, name());
      if (!comma) return rows_.problem(comma.error().why, comma.error().allowed);
      guess_.layout.decimal_comma = *comma;
      guess_.decimal_seen = *comma || (field.find('.') != std::string_view::npos &&
                                       readCsvNumber(field, value) == CsvNumber::kNumber);
    }
    return Ok{};
  }

  Status readCell(std::size_t i, double& value) const {
    const std::string_view field = rows_.fields()[chosen_[i]];
    const bool missing = isMissingWord(trimmed(field));
    if (missing && allow_non_finite_) {
      value = kNaN;
      return Ok{};
    }
    const CsvNumber reading = readCsvNumber(field, value, guess_.layout);
    if (reading == CsvNumber::kNumber) return Ok{};
    const std::string where = place() + ", column '" + asUtf8(columns_[i]) + "': ";
    if (missing) {
      return Error{name(),
                   where + (field.empty() ? "is empty" : "'" + shown(field) + "' is missing"),
                   "a number; --skip-non-finite skips such values"};
    }
    return Error{name(),
                 where + "'" + shown(field) +
                     (reading == CsvNumber::kText ? "' is not a number"
                                                  : "' is beyond the range of a double"),
                 std::string("a number such as ") +
                     (guess_.layout.decimal_comma ? "0,25" : "0.25") + " or 1e-3" + hint(field)};
  }

  [[nodiscard]] std::string hint(std::string_view field) const {
    const std::string option = decimalOptionFor(field, guess_.layout);
    return option.empty() ? "" : "; " + option + " reads it";
  }

  CsvRows rows_;
  CsvGuess guess_;
  CsvOrigin origin_;
  std::vector<std::string> names_ = {};  ///< of all columns
  bool waiting_ = false;                 ///< the row has not been handed on
  bool allow_non_finite_ = false;
  std::size_t count_ = 0;  ///< fields in each line
};

}  // namespace

Result<std::unique_ptr<SeriesReader>> openCsv(InputStream stream, const SeriesOptions& options,
                                              CsvOrigin origin) {
  // Waiting for names and a row below them is waiting for the first row.
  const bool enough = options.header == SeriesOptions::Header::kNo;
  auto guess = origin.file ? guessCsvLayout(stream, options.layout)
                           : guessCsvLayoutOfFirstLines(stream, options.layout, enough);
  if (!guess) return guess.error();
  auto rows = CsvRows::open(std::move(stream), guess->layout);
  if (!rows) return rows.error();
  auto reader = std::make_unique<CsvReader>(std::move(rows).value(), std::move(guess).value(),
                                            std::move(origin));
  if (const Status status = reader->begin(options); !status) return status.error();
  return std::unique_ptr<SeriesReader>(std::move(reader));
}

}  // namespace emascope
