// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/text_kind.h"

#include <algorithm>
#include <array>
#include <regex>
#include <string>

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

struct Spelling {
  std::string_view sign;
  std::string_view plain;
};
/// Signs of several bytes that stand in numbers, and what they mean in ASCII.
constexpr std::array kSpellings = {
    Spelling{"\xE2\x88\x92", "-"}, Spelling{"\xE2\x80\x93", "-"},  // minus, en dash
    Spelling{"\xC2\xA0", " "},     Spelling{"\xE2\x80\xAF", " "},  // no-break spaces
    Spelling{"\xE2\x80\x89", " "}, Spelling{"\xE2\x80\x87", " "},  // thin and figure space
    Spelling{"\xE2\x80\x99", "'"}, Spelling{"\xE2\x82\xAC", "$"},  // apostrophe, euro
    Spelling{"\xC2\xA3", "$"},     Spelling{"\xC2\xA5", "$"},      // pound, yen
    Spelling{"\xE2\x82\xB9", "$"}, Spelling{"\xE2\x89\xA4", "<"},  // rupee, at most
    Spelling{"\xE2\x89\xA5", ">"}, Spelling{"\xE2\x89\x88", "~"},  // at least, about
    Spelling{"\xC2\xB5", "u"},     Spelling{"\xCE\xBC", "u"},      // micro, mu
    Spelling{"\xC2\xB0", "deg"},   Spelling{"\xE2\x80\xB0", "%"},  // degree, per mille
    Spelling{"\xC2\xB2", "2"},     Spelling{"\xC2\xB3", "3"}};     // squared, cubed

std::string inAscii(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const auto known = std::ranges::find_if(
        kSpellings, [text](const Spelling& one) { return text.starts_with(one.sign); });
    const bool found = known != kSpellings.end();
    plain += found ? known->plain : text.substr(0, 1);
    text.remove_prefix(found ? known->sign.size() : 1);
  }
  return plain;
}

/// Of a number with signs, currencies and units; nothing for a plain number and other texts.
TextKind printedKind(std::string_view text) {
  static const std::string number =
      R"((\d+([.,]\d*)?|[.,]\d+|[1-9]\d{0,2}([.,' ]\d{3})+([.,]\d+)?|\d{1,2}(,\d{2})+,\d{3}))"
      R"(([eE][-+]?\d+)?)";
  static const std::string money = R"((\$|USD|EUR|GBP|CHF|JPY|INR))";
  static const std::string unit =
      "(%|pct|percent|k|K|M|bn|mn|[kmu]?g|t|lbs?|oz|[kcmun]?m|mi|miles?|ft|in|inch|inches|yd|"
      "[kcm]?m[23]|sqm|sq ?ft|[mun]?s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?|weeks?|"
      "months?|years?|yrs?|km/h|kmh|kph|mph|m/s|[mcd]?[lL]|gal|[mk]?V|mA|[mkM]?Wh?|[kMG]?Hz|"
      "[hkM]?Pa|m?bar|psi|mmHg|k?J|k?cal|[kKMGT]B|bits?|bytes?|px|ppm|ppb|[mu]?g/[mdkcu]?[lLg]|"
      "[mu]?g/m3|m?mol/[lL]|hp|bhp|PS|Nm|deg ?[CF]?|dollars?|euros?)";
  static const std::regex kNumber("[~=]?\\s?[-+(]?\\s?(" + money + "\\s?)?[-+]?\\s?" + number +
                                  "\\s?(" + money + "|" + unit + ")?\\)?");
  static const std::regex kPlain(R"([-+]?\d+)");
  const std::string plain = inAscii(text);
  if (plain.starts_with('<') || plain.starts_with('>')) {
    const std::string limit =
        plain.substr(plain.starts_with("<=") || plain.starts_with(">=") ? 2 : 1);
    return matches(limit, kNumber) ? TextKind::kBound : TextKind::kName;
  }
  const bool printed = matches(plain, kNumber) && !matches(text, kPlain);
  return printed ? TextKind::kPrinted : TextKind::kName;
}

}  // namespace

TextKind textKind(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  if (text.size() > kLongest || text.find_first_of("0123456789") == std::string_view::npos) {
    return TextKind::kName;
  }
  return isDate(text) ? TextKind::kDate : printedKind(text);
}

}  // namespace emascope
