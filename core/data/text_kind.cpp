// SPDX-License-Identifier: Apache-2.0
#include "core/data/text_kind.h"

#include <regex>

namespace emascope {
namespace {

bool matches(std::string_view text, const std::regex& form) {
  return std::regex_match(text.begin(), text.end(), form);
}

bool isDate(std::string_view text) {
  static const std::regex kYearFirst(R"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([ T].*)?)");
  static const std::regex kYearLast(R"(\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})([ T,].*)?)");
  static const std::regex kMonthWithin(R"(\d{1,2}[-. ]+[A-Za-z]{3,9}[-. ,]+(\d{4}|\d{2})( .*)?)");
  static const std::regex kMonthFirst(R"([A-Za-z]{3,9}\.? \d{1,2},? \d{4}( .*)?)");
  static const std::regex kTime(R"(\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[AaPp][Mm])?)");
  return matches(text, kYearFirst) || matches(text, kYearLast) || matches(text, kMonthWithin) ||
         matches(text, kMonthFirst) || matches(text, kTime);
}

bool isPrinted(std::string_view text) {
  static const std::regex kNumber(R"([-+(]?\s?(\$|€|£|¥)?\s?\d[\d.,' ]*\s?(%|€|£)?\)?)");
  return text.find_first_of("$%,'(\xC2\xE2") != std::string_view::npos && matches(text, kNumber);
}

}  // namespace

TextKind textKind(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  if (text.size() > kLongest || text.find_first_of("0123456789") == std::string_view::npos) {
    return TextKind::kName;
  }
  if (isDate(text)) return TextKind::kDate;
  return isPrinted(text) ? TextKind::kPrinted : TextKind::kName;
}

}  // namespace emascope
