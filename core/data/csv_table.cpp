// SPDX-License-Identifier: Apache-2.0
#include "core/data/csv_table.h"

#include "core/base/utf8.h"
#include "core/series/series_reader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace emascope {
namespace {

bool isText(std::string_view field) {
  double value = 0.0;
  return !isMissing(field) && readCsvNumber(field, value) == CsvNumber::kText;
}

/// A line of names holds no number, or a text where the row below has a number.
bool looksLikeNames(const CsvFields& first, const CsvFields& second) {
  bool all_text = true;
  bool text_above_number = false;
  for (std::size_t i = 0; i < first.count(); ++i) {
    if (!isText(first[i])) {
      all_text = false;
    } else if (i < second.count() && !second[i].empty() && !isText(second[i])) {
      text_above_number = true;
    }
  }
  return all_text || text_above_number;
}

}  // namespace

bool isMissing(std::string_view field) {
  constexpr std::array<std::string_view, 10> kTexts = {"",    "NA",  "N/A",  "na",   "n/a",
                                                       "NaN", "nan", "null", "NULL", "?"};
  return std::ranges::find(kTexts, field) != kTexts.end();
}

std::string quotedField(std::string_view text) {
  constexpr std::size_t kMostShown = 40;
  return "'" + asUtf8(text.substr(0, kMostShown)) + (text.size() > kMostShown ? "…'" : "'");
}

Result<std::size_t> findColumn(const std::vector<std::string>& columns, const std::string& wanted,
                               const std::string& where) {
  const auto found = chooseColumns(columns, {wanted}, where);
  if (!found) return found.error();
  return found->front();
}

Result<CsvTable> CsvTable::open(const std::string& path, DataOptions::Header header) {
  auto stream = InputStream::openFile(path);
  if (!stream) return stream.error();
  auto rows = CsvRows::open(std::move(stream).value());
  if (!rows) return rows.error();
  CsvTable table(std::move(rows).value());
  if (const Status status = table.begin(header); !status) return status.error();
  return table;
}

Status CsvTable::begin(DataOptions::Header header) {
  auto there = rows_.next();
  if (!there) return there.error();
  const std::string& name = rows_.stream().name();
  if (!*there) return Error{name, "is empty", "a table in CSV"};
  first_ = rows_.fields();
  first_line_ = rows_.line();
  if (first_.count() > kMostColumns) {
    return rows_.problem("has " + std::to_string(first_.count()) + " columns",
                         "at most " + std::to_string(kMostColumns) +
                             "; an array in NPY may have more numbers in a row");
  }
  there = rows_.next();
  if (!there) return there.error();
  ended_ = !*there;
  const bool named =
      header == DataOptions::Header::kYes ||
      (header == DataOptions::Header::kAuto && looksLikeNames(first_, rows_.fields()));
  for (std::size_t i = 0; i < first_.count(); ++i) {
    columns_.push_back(named && !first_[i].empty() ? asUtf8(first_[i])
                                                   : "c" + std::to_string(i + 1));
  }
  ahead_ = named ? Ahead::kSecond : Ahead::kFirst;
  if (named && ended_) {
    return Error{name, "names columns and has no row", "at least two rows below the names"};
  }
  return Ok{};
}

Result<bool> CsvTable::next() {
  on_first_ = false;
  switch (std::exchange(ahead_, ahead_ == Ahead::kFirst ? Ahead::kSecond : Ahead::kRest)) {
    case Ahead::kFirst:
      on_first_ = true;
      return true;
    case Ahead::kSecond:
      break;
    case Ahead::kRest:
      if (!ended_) {
        const auto there = rows_.next();
        if (!there) return there;
        ended_ = !*there;
      }
  }
  if (ended_) return false;
  if (rows_.fields().count() != columns_.size()) {
    return problem(std::to_string(rows_.fields().count()) + " columns",
                   std::to_string(columns_.size()) + ", as in the first line");
  }
  return true;
}

Error CsvTable::problem(const std::string& why, const std::string& allowed) const {
  return {rows_.stream().name(), "line " + std::to_string(line()) + ": " + why, allowed};
}

}  // namespace emascope
