// SPDX-License-Identifier: Apache-2.0
#include "core/series/csv_reader.h"

#include "core/base/missing_words.h"
#include "core/base/utf8.h"
#include "core/series/csv_rows.h"

#include <cmath>
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
  explicit CsvReader(CsvRows rows) : rows_(std::move(rows)) {}

  Status begin(const SeriesOptions& options) {
    allow_non_finite_ = options.allow_non_finite;
    auto there = rows_.next();
    if (!there) return there.error();
    if (!*there) return Error{name(), "is empty", "a table or an array"};
    std::vector<std::string> names;
    const bool named = isHeader(options.header);
    for (std::size_t i = 0; i < rows_.fields().count(); ++i) {
      names.emplace_back(named ? rows_.fields()[i] : "");
      if (names.back().empty()) names.back() = "c" + std::to_string(i + 1);
    }
    count_ = names.size();
    if (auto status = choose(names, options); !status) return status;
    waiting_ = true;
    if (!named) return Ok{};
    there = rows_.next();
    if (!there) return there.error();
    if (!*there) return Error{name(), "has column names but no rows", "at least one row"};
    return Ok{};
  }

  Result<bool> next(std::span<double> row) override {
    if (!std::exchange(waiting_, false)) {
      const auto there = rows_.next();
      if (!there || !*there) return there;
    }
    if (rows_.fields().count() != count_) {
      return rows_.problem(std::to_string(rows_.fields().count()) + " columns",
                           std::to_string(count_) + ", as in the first line");
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
    if (readCsvNumber(field, value) == CsvNumber::kNumber && std::isfinite(value)) return value;
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
    for (std::size_t i = 0; i < rows_.fields().count(); ++i) {
      const std::string_view field = rows_.fields()[i];
      double value = 0.0;
      if (!isMissingWord(trimmed(field)) && readCsvNumber(field, value) == CsvNumber::kText) {
        return true;
      }
    }
    return false;
  }

  Status readCell(std::size_t i, double& value) const {
    const std::string_view field = rows_.fields()[chosen_[i]];
    const bool missing = isMissingWord(trimmed(field));
    if (missing && allow_non_finite_) {
      value = kNaN;
      return Ok{};
    }
    const CsvNumber reading = readCsvNumber(field, value);
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
                 "a number such as 0.25 or 1e-3"};
  }

  CsvRows rows_;
  bool waiting_ = false;  ///< the row has not been handed on
  bool allow_non_finite_ = false;
  std::size_t count_ = 0;  ///< fields in each line
};

}  // namespace

Result<std::unique_ptr<SeriesReader>> openCsv(InputStream stream, const SeriesOptions& options) {
  auto rows = CsvRows::open(std::move(stream));
  if (!rows) return rows.error();
  auto reader = std::make_unique<CsvReader>(std::move(rows).value());
  if (const Status status = reader->begin(options); !status) return status.error();
  return std::unique_ptr<SeriesReader>(std::move(reader));
}

}  // namespace emascope
