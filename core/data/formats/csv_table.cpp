// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/csv_table.h"

#include "core/base/counted.h"
#include "core/base/utf8.h"
#include "core/data/formats/header_row.h"
#include "core/series/series_reader.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace emascope {
namespace {

bool hasValue(const CsvFields& fields) {
  for (std::size_t i = 0; i < fields.count(); ++i) {
    if (!fields[i].empty()) return true;
  }
  return false;
}

/// Says which names several columns have.
std::optional<std::string> equalNames(const std::vector<std::string>& columns) {
  constexpr std::size_t kMostListed = 10;
  std::set<std::string> seen;
  std::set<std::string> repeated;
  for (const std::string& name : columns) {
    if (!seen.insert(name).second) repeated.insert(name);
  }
  if (repeated.empty()) return std::nullopt;
  std::string names;
  std::size_t listed = 0;
  for (const std::string& name : repeated) {
    if (listed++ < kMostListed) names += (listed == 1 ? "" : ", ") + quotedField(name);
  }
  if (listed > kMostListed) names += " and " + std::to_string(listed - kMostListed) + " more";
  return "several columns have the same name, " + names + "; options take their numbers";
}

}  // namespace

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

Result<CsvTable> CsvTable::open(const std::string& path, const DataOptions& options) {
  auto text = openText(path);
  if (!text) return text.error();
  auto guess = guessCsvLayout(text.value().stream, {options.delimiter, options.decimal_comma});
  if (!guess) return guess.error();
  const CsvLayout layout = guess->layout;
  auto rows = CsvRows::open(std::move(text.value().stream), layout);
  if (!rows) return rows.error();
  CsvTable table(std::move(rows).value(), layout, text->notes);
  if (const Status status = table.begin(std::move(guess).value(), options); !status) {
    return status.error();
  }
  return table;
}

Status CsvTable::begin(CsvGuess guess, const DataOptions& options) {
  auto there = rows_.next();
  if (!there) return there.error();
  const std::string& name = rows_.stream().name();
  if (!*there) return Error{name, "is empty", "a table in CSV"};
  const CsvFields first = rows_.fields();
  if (first.count() > kMostColumns) {
    return rows_.problem(
        "has " + std::to_string(first.count()) + " columns",
        "at most " + std::to_string(kMostColumns) + "; an NPY array may have more numbers per row");
  }
  named_ = options.header == DataOptions::Header::kYes ||
           (options.header == DataOptions::Header::kAuto &&
            (guess.marked_names || looksLikeNames(guess.rows, layout_)));
  const std::vector<std::string> titles =
      named_ ? namesInRow(first, guess) : std::vector<std::string>(first.count());
  used_.assign(titles.size(), false);
  for (std::size_t i = 0; i < titles.size(); ++i) {
    columns_.push_back(titles[i].empty() ? "c" + std::to_string(i + 1) : asUtf8(titles[i]));
    unnamed_.push_back(named_ && titles[i].empty());
    used_[i] = !titles[i].empty() || std::ranges::any_of(guess.rows, [&](const CsvFields& row) {
      return i < row.count() && !row[i].empty();
    });
  }
  for (const std::string& ignored : options.ignore) {
    const auto column = findColumn(columns_, ignored, name);  // an unknown name is refused later
    if (!column) continue;
    std::erase_if(guess.fractions,
                  [&](const CsvGuess::Fractions& one) { return one.column == *column; });
  }
  layout_notes_ = layoutNotes(guess, columns_);
  if (auto note = equalNames(columns_)) layout_notes_.push_back(*std::move(note));
  if (!named_) return Ok{};
  waiting_ = false;
  there = rows_.next();
  if (!there) return there.error();
  waiting_ = true;
  if (*there) return Ok{};
  return Error{name, "has column names but no rows", "at least two rows below the names"};
}

Result<bool> CsvTable::next() {
  while (true) {
    if (!std::exchange(waiting_, false)) {
      const auto there = rows_.next();
      if (!there || !*there) return there;
    }
    if (fields().count() != columns_.size()) {
      return problem(counted(fields().count(), "column", "columns"),
                     std::to_string(columns_.size()) + ", as in the first line (" +
                         delimiterWords(layout_.delimiter) +
                         " separate columns; --delimiter chooses another separator)");
    }
    if (hasValue(fields())) return true;
    ++passed_over_;
  }
}

std::vector<std::string> CsvTable::notes() const {
  std::vector<std::string> notes = *text_notes_;
  notes.insert(notes.end(), layout_notes_.begin(), layout_notes_.end());
  if (!named_) {
    notes.push_back("the first line is a sample, not column names; the columns are named c1 to c" +
                    std::to_string(columns_.size()));
  }
  if (rows_.comments() > 0) {
    notes.push_back(
        counted(rows_.comments(), "comment line starting with ", "comment lines starting with ") +
        layout_.comment + (rows_.comments() == 1 ? " was" : " were") + " skipped");
  }
  if (passed_over_ > 0) {
    notes.push_back(counted(passed_over_, "row without values was skipped",
                            "rows without values were skipped"));
  }
  return notes;
}

Error CsvTable::problem(const std::string& why, const std::string& allowed) const {
  return rows_.problem(why, allowed);
}

}  // namespace emascope
