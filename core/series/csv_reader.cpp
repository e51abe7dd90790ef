// SPDX-License-Identifier: Apache-2.0
#include "core/series/csv_reader.h"

#include "core/base/utf8.h"
#include "core/series/csv_rows.h"

#include <limits>
#include <utility>

namespace emascope {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

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
    auto chosen = chooseColumns(names, options.columns, name());
    if (!chosen) return chosen.error();
    chosen_ = std::move(chosen).value();
    for (const std::size_t index : chosen_) columns_.push_back(names[index]);
    waiting_ = true;
    if (!named) return Ok{};
    there = rows_.next();
    if (!there) return there.error();
    if (!*there) return Error{name(), "names columns and has no row", "at least one row"};
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

  [[nodiscard]] bool waits() const override {
    return !waiting_ && rows_.stream().ahead().find_first_of("\r\n") == std::string_view::npos;
  }

 private:
  [[nodiscard]] const std::string& name() const { return rows_.stream().name(); }
  [[nodiscard]] std::string place() const { return "line " + std::to_string(rows_.line()); }

  [[nodiscard]] bool isHeader(SeriesOptions::Header header) const {
    if (header != SeriesOptions::Header::kAuto) return header == SeriesOptions::Header::kYes;
    for (std::size_t i = 0; i < rows_.fields().count(); ++i) {
      const std::string_view field = rows_.fields()[i];
      double value = 0.0;
      if (!field.empty() && readCsvNumber(field, value) == CsvNumber::kText) return true;
    }
    return false;
  }

  Status readCell(std::size_t i, double& value) const {
    const std::string_view field = rows_.fields()[chosen_[i]];
    if (field.empty() && allow_non_finite_) {
      value = kNaN;
      return Ok{};
    }
    const CsvNumber reading = readCsvNumber(field, value);
    if (reading == CsvNumber::kNumber) return Ok{};
    constexpr std::size_t kMostShown = 40;
    const std::string where = place() + ", column '" + asUtf8(columns_[i]) + "': ";
    if (field.empty()) {
      return Error{name(), where + "is empty", "a number; --skip-non-finite passes over such rows"};
    }
    return Error{name(),
                 where + "'" + asUtf8(field.substr(0, kMostShown)) +
                     (reading == CsvNumber::kText ? "' is not a number"
                                                  : "' is beyond the range of a double"),
                 "a number such as 0.25 or 1e-3"};
  }

  CsvRows rows_;
  bool waiting_ = false;  ///< the row has not been handed on
  bool allow_non_finite_ = false;
  std::size_t count_ = 0;  ///< fields in each line
  std::vector<std::size_t> chosen_ = {};
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
