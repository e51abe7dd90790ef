// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/table_reading.h"

#include "core/base/missing_words.h"
#include "core/base/numbers.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <utility>

namespace emascope {
namespace {

using Coding = TableColumn::Coding;

/// The columns of the training file, if they have the same names.
const std::vector<TableColumn>* columnsAlike(const std::vector<std::string>& names,
                                             const DataOptions& options) {
  if (options.alike == nullptr) return nullptr;
  const std::vector<TableColumn>& columns = options.alike->columns;
  const bool same = std::ranges::equal(columns, names, {}, &TableColumn::name);
  return same ? &columns : nullptr;
}

/// A sentence that lists columns.
class ColumnList {
 public:
  explicit ColumnList(std::string beginning) : text_(std::move(beginning)) {}
  void add(const std::string& item) {
    constexpr std::size_t kMostBytes = std::size_t{1} << 18U;
    if (text_.size() < kMostBytes) {
      text_ += (listed_++ == 0 ? ": " : ", ") + item;
    } else {
      ++more_;
    }
  }
  void finish(std::vector<std::string>& notes) const {
    if (listed_ == 0) return;
    notes.push_back(more_ == 0 ? text_ : text_ + " and " + std::to_string(more_) + " more");
  }

 private:
  std::string text_;
  std::size_t listed_ = 0;
  std::size_t more_ = 0;
};

/// "town (Bonn, Kiel)": the vocabulary, kept with the notes in the run's record.
std::string withTexts(const TableColumn& column) {
  std::string text = column.name + " (";
  for (std::size_t i = 0; i < column.texts.size(); ++i) {
    text += (i == 0 ? "" : ", ") + shownText(column.texts[i]);
  }
  return text + ")";
}

}  // namespace

TableReading::TableReading(const std::string& path, const std::vector<std::string>& names,
                           const DataOptions& options)
    : path_(path), options_(options), fields_(names.size()), cells_(names.size()) {
  const auto* const alike = columnsAlike(names, options);
  for (std::size_t i = 0; i < names.size(); ++i) {
    columns_.emplace_back(names[i], alike ? std::optional((*alike)[i]) : std::nullopt);
  }
}

Status TableReading::readRow(const CsvTable& table, std::span<const std::size_t> fields) {
  layout_ = table.layout();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string_view text = table.fields()[fields[i]];
    Field& field = fields_[i];
    field = {.missing = isMissingWord(text)};
    if (field.missing) continue;
    field.reading = readCsvNumber(text, field.number, table.layout());
    if (field.reading == CsvNumber::kNumber && std::isnan(field.number)) {
      field.reading = CsvNumber::kText;
    }
    if (field.reading == CsvNumber::kText) continue;
    if (field.reading == CsvNumber::kTooLarge || !std::isfinite(static_cast<float>(field.number))) {
      return table.problem("column '" + columns_[i].name() + "': " + quotedField(text) +
                               " is beyond the range of float32",
                           "finite numbers up to 3.4e38; --skip-corrupt leaves such rows out");
    }
  }
  return Ok{};
}

Status TableReading::addRow(const CsvTable& table, std::span<const std::size_t> fields) {
  if (cells_.bytesWithOneMore() > options_.memory_budget) {
    return table.problem(
        "the table needs more than " + std::to_string(options_.memory_budget >> 20U) + " MiB",
        "a table that fits --memory; an NPY array is read in place");
  }
  const std::span<double> row = cells_.addRow();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const Field& field = fields_[i];
    ColumnReading& column = columns_[i];
    if (field.missing) {
      row[i] = column.addMissing(table.line());
    } else if (field.reading == CsvNumber::kText) {
      row[i] = column.addText(table.fields()[fields[i]], table.line());
    } else {
      row[i] = column.addNumber(field.number);
    }
  }
  return Ok{};
}

std::string TableReading::otherDecimalSign(const std::string& text) const {
  const std::string option = decimalOptionFor(text, layout_);
  return option.empty() ? "" : "; " + option + " reads '" + asUtf8(text) + "' as a number";
}

Status TableReading::checkColumns() const {
  std::string quantities;
  std::string ignores;
  std::string others;
  for (const ColumnReading& column : columns_) {
    if (column.isOfNumbers()) {
      if (const auto stray = column.strayText()) {
        return Error{path_, stray->where + ": " + stray->why,
                     stray->allowed + otherDecimalSign(column.firstText())};
      }
      continue;
    }
    const auto quantity = column.quantity();
    if (!quantity) continue;
    const bool date = quantity->kind == TextKind::kDate;
    if (!date && options_.texts == DataOptions::Texts::kOneHot) continue;
    quantities += (quantities.empty() ? "column '" : "; column '") + column.name() + "' has " +
                  (date ? "dates or times, as " : "numbers that are not plain, as ") +
                  quotedField(quantity->example) + " in line " + std::to_string(quantity->line);
    ignores += " --ignore '" + column.name() + "'";
    if (date || !others.empty()) continue;
    others = "; --categorical one-hot takes such numbers for names" +
             otherDecimalSign(quantity->example);
  }
  if (quantities.empty()) return Ok{};
  return Error{path_, quantities,
               "plain numbers, such as seconds, days or 1234.5, or leave out:" + ignores + others};
}

Status TableReading::checkMissing() const {
  if (options_.impute) return Ok{};
  std::uint64_t missing = 0;
  const ColumnReading* first = nullptr;
  for (const ColumnReading& column : columns_) {
    if (!column.isOfNumbers() || column.missing() == 0) continue;
    missing += column.missing();
    if (first == nullptr || column.firstMissing() < first->firstMissing()) first = &column;
  }
  if (missing == 0) return Ok{};
  return Error{
      path_,
      (missing == 1 ? "1 number is missing, in line "
                    : std::to_string(missing) + " numbers are missing, the first in line ") +
          std::to_string(first->firstMissing()) + ": column '" + first->name() + "'",
      "a number in every row; --impute fills in the training set's mean"};
}

std::vector<std::string> TableReading::differentNumbers(std::size_t column) const {
  std::set<double> numbers;
  for (std::uint64_t i = 0; i < cells_.rows(); ++i) {
    const double cell = cells_.row(i)[column];
    if (!std::isnan(cell)) numbers.insert(cell);
    if (numbers.size() > ColumnReading::kMostTexts) return {};
  }
  std::vector<std::string> texts;
  for (const double number : numbers) texts.push_back(formatNumber(number));
  return texts;
}

bool TableReading::numbersTheRows(std::size_t column) const {
  if (options_.alike != nullptr || cells_.rows() < 2) return false;
  std::vector<double> numbers;
  for (std::uint64_t i = 0; i < cells_.rows(); ++i) {
    const double cell = cells_.row(i)[column];
    if (std::isnan(cell) || cell < 0.0 || cell != std::trunc(cell)) return false;
    numbers.push_back(cell);
  }
  std::ranges::sort(numbers);
  return std::ranges::adjacent_find(numbers) == numbers.end();
}

void TableReading::noteColumns(const std::vector<std::string>& why_left_out,
                               ReadTable& read) const {
  ColumnList two("columns with two texts, read as 0 and 1");
  ColumnList one_hot("text columns, one-hot encoded");
  ColumnList ordinal("text columns, read as the index in alphabetical order");
  ColumnList mixed("columns with both numbers and texts, read as texts");
  ColumnList missing("missing values in text columns, read as a separate text");
  ColumnList left_out("columns left out");
  ColumnList unknown("texts that do not occur in " +
                     (options_.alike ? options_.alike->path : path_) + ", encoded as unknown");
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const ColumnReading& reading = columns_[i];
    const TableColumn& column = read.columns[i];
    if (reading.unknown() > 0 && column.isOfTexts()) {
      unknown.add("column '" + column.name + "' " + std::to_string(reading.unknown()) + " (" +
                  quotedField(reading.firstUnknown()) + ")");
    }
    if (options_.alike != nullptr) continue;
    if (column.coding == Coding::kTwo) two.add(withTexts(column));
    if (column.coding == Coding::kOneHot) one_hot.add(withTexts(column));
    if (column.coding == Coding::kOrdinal) ordinal.add(withTexts(column));
    if (column.coding == Coding::kLeftOut) left_out.add(column.name + " (" + why_left_out[i] + ")");
    if (!column.isOfTexts()) continue;
    if (reading.isMixed()) mixed.add(column.name);
    if (reading.missing() > 0) missing.add(column.name + " " + std::to_string(reading.missing()));
  }
  for (const ColumnList* listing :
       {&two, &one_hot, &ordinal, &mixed, &missing, &left_out, &unknown}) {
    listing->finish(read.notes);
  }
}

void TableReading::setOffsets(ReadTable& read) const {
  bool any = false;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const bool number = read.columns[i].coding == Coding::kNumber;
    const double offset = number ? columns_[i].offset() : 0.0;
    read.offsets.insert(read.offsets.end(), read.columns[i].width(), offset);
    any = any || offset != 0.0;
  }
  const bool alike = options_.alike != nullptr && options_.alike->columns == read.columns;
  if (alike) {
    read.offsets = options_.alike->offsets;
  } else if (!any) {
    read.offsets.clear();
  }
}

void TableReading::convertRows(ReadTable& read) {
  std::size_t kept = 0;
  std::vector<double> offsets;  // per column
  std::size_t feature = 0;
  for (const TableColumn& column : read.columns) {
    kept += column.coding == Coding::kLeftOut ? 0U : 1U;
    offsets.push_back(read.offsets.empty() || column.width() == 0 ? 0.0 : read.offsets[feature]);
    feature += column.width();
  }
  read.rows = RowBlocks<float>(kept);
  for (std::uint64_t row = 0; row < cells_.rows(); ++row) {
    const std::span<const double> cells = cells_.row(row);
    const std::span<float> numbers = read.rows.addRow();
    std::size_t next = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const TableColumn& column = read.columns[i];
      if (column.isOfTexts()) {
        numbers[next++] = static_cast<float>(columns_[i].codeOf(cells[i], column));
      } else if (column.coding == Coding::kNumber) {
        numbers[next++] = std::isnan(cells[i]) ? std::numeric_limits<float>::quiet_NaN()
                                               : static_cast<float>(cells[i] - offsets[i]);
      }
    }
    cells_.giveBackBefore(row);
  }
}

Result<ReadTable> TableReading::finish() {
  if (const Status status = checkColumns(); !status) return status.error();
  if (const Status status = checkMissing(); !status) return status.error();
  ReadTable read;
  std::vector<std::string> why_left_out(columns_.size());
  std::size_t width = 0;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const bool mixed = columns_[i].isMixed() && !columns_[i].isOfNumbers();
    read.columns.push_back(columns_[i].finish(
        options_.texts, mixed ? differentNumbers(i) : std::vector<std::string>(), why_left_out[i]));
    if (i == index_ && numbersTheRows(i)) {
      read.columns.back() = {columns_[i].name(), Coding::kLeftOut, {}};
      why_left_out[i] = "no name and another whole number in each row, as the index of pandas";
    }
    width += read.columns.back().width();
  }
  if (width > kMostColumns) {
    return Error{
        path_, "its text columns become " + std::to_string(width) + " numbers per sample",
        "at most " + std::to_string(kMostColumns) +
            "; --categorical ordinal reads each as one number, --ignore leaves a column out"};
  }
  if (width == 0) {
    return Error{path_,
                 "has no feature column except those left out: " + columns_.front().name() + " (" +
                     why_left_out.front() + ")",
                 "at least one column of numbers or of repeated texts"};
  }
  noteColumns(why_left_out, read);
  setOffsets(read);
  convertRows(read);
  return read;
}

}  // namespace emascope
