// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/header_row.h"

#include "core/base/missing_words.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string_view>

namespace emascope {
namespace {

enum class FieldKind { kMissing, kNumber, kText };

/// Properties of one column in the rows below the first.
struct Below {
  std::size_t numbers = 0;
  std::size_t texts = 0;
  bool repeats_first = false;       ///< a text equals that of the first row
  bool all_have_digits = true;      ///< all texts contain digits
  std::string_view extension = {};  ///< common extension of all texts; empty if there is none
};

class Judging {
 public:
  Judging(std::span<const CsvFields> rows, const CsvLayout& layout)
      : first_(rows.front()), below_(rows.subspan(1)), layout_(layout) {}

  bool firstIsNames() {
    for (std::size_t i = 0; i < first_.count(); ++i) judge(i);
    if (texts_above_numbers_ > 0) {
      return numbers_rise_ || texts_above_numbers_ > numbers_above_numbers_;
    }
    if (numbers_above_numbers_ > 0 || numbers_ > 0 || texts_ == 0) return false;
    return !is_like_below_ && (differs_from_below_ || !repeats_);
  }

 private:
  [[nodiscard]] FieldKind kindOf(std::string_view field, double& value) const {
    if (isMissingWord(field)) return FieldKind::kMissing;
    const bool number = readCsvNumber(field, value, layout_) == CsvNumber::kNumber;
    return number ? FieldKind::kNumber : FieldKind::kText;
  }

  static bool hasDigit(std::string_view text) {
    return std::ranges::any_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
  }

  /// "png" of "cat/12.png"
  static std::string_view extensionOf(std::string_view text) {
    constexpr std::size_t kLongest = 5;
    const auto point = text.rfind('.');
    if (point == std::string_view::npos || point == 0) return {};
    const std::string_view extension = text.substr(point + 1);
    const bool word =
        std::ranges::all_of(extension, [](unsigned char c) { return std::isalnum(c) != 0; });
    return word && extension.size() <= kLongest ? extension : std::string_view();
  }

  [[nodiscard]] Below below(std::size_t column) const {
    Below found;
    double value = 0.0;
    for (const CsvFields& row : below_) {
      if (column >= row.count()) continue;
      const std::string_view field = row[column];
      const FieldKind kind = kindOf(field, value);
      if (kind == FieldKind::kNumber) ++found.numbers;
      if (kind != FieldKind::kText) continue;
      const std::string_view extension = extensionOf(field);
      if (found.texts == 0) found.extension = extension;
      if (extension != found.extension) found.extension = {};
      found.all_have_digits = found.all_have_digits && hasDigit(field);
      found.repeats_first = found.repeats_first || field == first_[column];
      ++found.texts;
    }
    return found;
  }

  void judge(std::size_t column) {
    constexpr std::size_t kNumbersATextMayHave = 9;
    double value = 0.0;
    const FieldKind kind = kindOf(first_[column], value);
    if (kind == FieldKind::kMissing) return;
    texts_ += kind == FieldKind::kText ? 1U : 0U;
    numbers_ += kind == FieldKind::kNumber ? 1U : 0U;
    const Below found = below(column);
    const bool of_numbers =
        found.numbers > 0 && found.numbers >= kNumbersATextMayHave * found.texts;
    if (of_numbers && kind == FieldKind::kText) ++texts_above_numbers_;
    if (of_numbers && kind == FieldKind::kNumber) {
      ++numbers_above_numbers_;
      numbers_rise_ = numbers_rise_ && value == std::trunc(value) && !(value <= last_number_);
      last_number_ = value;
    }
    if (of_numbers || found.texts == 0 || kind != FieldKind::kText) return;
    repeats_ = repeats_ || found.repeats_first;
    const bool first_has_extension =
        !found.extension.empty() && extensionOf(first_[column]) == found.extension;
    is_like_below_ = is_like_below_ || first_has_extension;
    differs_from_below_ = differs_from_below_ ||
                          (!found.extension.empty() && !first_has_extension) ||
                          (found.all_have_digits && !hasDigit(first_[column]));
  }

  const CsvFields& first_;
  std::span<const CsvFields> below_;
  const CsvLayout& layout_;
  std::size_t texts_ = 0;
  std::size_t numbers_ = 0;
  std::size_t texts_above_numbers_ = 0;
  std::size_t numbers_above_numbers_ = 0;
  bool numbers_rise_ = true;
  double last_number_ = -INFINITY;
  bool repeats_ = false;
  bool is_like_below_ = false;
  bool differs_from_below_ = false;
};

}  // namespace

bool looksLikeNames(std::span<const CsvFields> rows, const CsvLayout& layout) {
  return !rows.empty() && Judging(rows, layout).firstIsNames();
}

}  // namespace emascope
