// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/column_reading.h"

#include "core/base/numbers.h"
#include "core/data/formats/csv_table.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace emascope {
namespace {

constexpr std::uint64_t kQuietNaN = 0x7FF8'0000'0000'0000U;
constexpr std::uint64_t kPayload = 0xFFFF'FFFFU;

}  // namespace

double Cell::ofCode(std::int32_t code) {
  return std::bit_cast<double>(kQuietNaN | static_cast<std::uint32_t>(code));
}

std::int32_t Cell::codeOf(double cell) {
  return static_cast<std::int32_t>(std::bit_cast<std::uint64_t>(cell) & kPayload);
}

bool Cell::isMissing(double cell) { return std::isnan(cell) && codeOf(cell) == 0; }

std::optional<std::int32_t> Cell::textOf(double cell) {
  if (!std::isnan(cell) || codeOf(cell) == 0) return std::nullopt;
  return codeOf(cell) - kFirstText;
}

double ColumnReading::addNumber(double number) {
  ++numbers_;
  if (alike_ && alike_->isOfTexts() &&
      alike_->codeOf(formatNumber(number)) == TableColumn::kUnknown) {
    if (unknown_++ == 0) first_unknown_ = formatNumber(number);
  }
  range_.add(number);
  return number;
}

double ColumnReading::addMissing(std::uint64_t line) {
  if (missing_++ == 0) first_missing_ = line;
  return Cell::missing();
}

double ColumnReading::addText(std::string_view field, std::uint64_t line) {
  if (texts_++ == 0) {
    first_text_line_ = line;
    first_text_ = field.substr(0, kLongestText);
  }
  if (alike_) {
    const std::int32_t code = alike_->codeOf(field);
    if (code == TableColumn::kUnknown && unknown_++ == 0) {
      first_unknown_ = field.substr(0, kLongestText);
    }
    return Cell::text(code);
  }
  too_long_ = too_long_ || field.size() > kLongestText;
  if (const auto known = index_of_.find(field); known != index_of_.end()) {
    repeated_ = true;
    return Cell::text(known->second);
  }
  if (too_long_ || text_of_.size() == kMostTexts) {
    too_many_ = true;
    return Cell::text(TableColumn::kUnknown);
  }
  const auto index = static_cast<std::int32_t>(text_of_.size());
  index_of_.emplace(field, index);
  text_of_.emplace_back(field);
  line_of_.push_back(line);
  return Cell::text(index);
}

bool ColumnReading::isOfNumbers() const {
  constexpr std::uint64_t kNumbersATextMayHave = 9;
  if (alike_) return alike_->coding == TableColumn::Coding::kNumber;
  return numbers_ > 0 && numbers_ >= kNumbersATextMayHave * texts_;
}

std::optional<Error> ColumnReading::strayText() const {
  if (texts_ == 0) return std::nullopt;
  return Error{"line " + std::to_string(first_text_line_) + ": column '" + name_ + "'",
               quotedField(first_text_) + " is not a number, as " + std::to_string(numbers_) +
                   " of its " + std::to_string(numbers_ + texts_) + " values are",
               "numbers in all of the column; --ignore '" + name_ + "' leaves it out"};
}

std::optional<ColumnReading::Quantity> ColumnReading::quantity() const {
  std::size_t dates = 0;
  std::size_t printed = 0;
  std::optional<Quantity> date;
  std::optional<Quantity> number;
  for (std::size_t i = 0; i < text_of_.size(); ++i) {
    TextKind kind = textKind(text_of_[i]);
    if (kind == TextKind::kBound) kind = numbers_ > 0 ? TextKind::kPrinted : TextKind::kName;
    if (kind == TextKind::kName) continue;
    const bool is_date = kind == TextKind::kDate;
    ++(is_date ? dates : printed);
    auto& first = is_date ? date : number;
    if (!first) first = Quantity{kind, text_of_[i], line_of_[i]};
  }
  if (2 * std::max(dates, printed) <= text_of_.size()) return std::nullopt;
  return dates >= printed ? date : number;
}

std::string ColumnReading::whyLeftOut(std::size_t values) const {
  if (too_long_) return "long texts";
  if (too_many_) return "more than " + std::to_string(kMostTexts) + " texts";
  if (!repeated_ && texts_ > kMostOneHot && numbers_ == 0) return "a different text in each row";
  if (values < 2) return "the same text in all rows";
  return {};
}

TableColumn ColumnReading::finish(DataOptions::Texts wanted, std::vector<std::string> numbers,
                                  std::string& why_left_out) const {
  using Coding = TableColumn::Coding;
  using Texts = DataOptions::Texts;
  if (alike_) return *alike_;
  TableColumn column{name_, Coding::kNumber, {}};
  if (numbers_ + texts_ == 0) {
    why_left_out = "no values";
    column.coding = Coding::kLeftOut;
  }
  if (texts_ == 0) return column;
  column.texts = text_of_;
  std::ranges::move(numbers, std::back_inserter(column.texts));
  if (missing_ > 0) column.texts.emplace_back();
  std::ranges::sort(column.texts);
  column.texts.erase(std::unique(column.texts.begin(), column.texts.end()), column.texts.end());
  const std::size_t count = column.texts.size();
  why_left_out = count > kMostTexts || (numbers_ > 0 && numbers.empty())
                     ? "more than " + std::to_string(kMostTexts) + " texts"
                     : whyLeftOut(count);
  if (!why_left_out.empty()) return {name_, Coding::kLeftOut, {}};
  const bool one_hot = wanted == Texts::kOneHot || (wanted == Texts::kAuto && count <= kMostOneHot);
  column.coding = count == 2 ? Coding::kTwo : one_hot ? Coding::kOneHot : Coding::kOrdinal;
  return column;
}

std::int32_t ColumnReading::codeOf(double cell, const TableColumn& column) const {
  if (Cell::isMissing(cell)) return column.codeOf("");
  const auto text = Cell::textOf(cell);
  if (!text) return column.codeOf(formatNumber(cell));
  if (alike_ || *text == TableColumn::kUnknown) return *text;
  return column.codeOf(text_of_[static_cast<std::size_t>(*text)]);
}

}  // namespace emascope
