// SPDX-License-Identifier: Apache-2.0
#include "core/lessons/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace emascope {
namespace {

constexpr double kLeastPercent = 0.1;

/// With a point, and without groups.
std::string fixedText(double value, int decimals) {
  std::array<char, 400> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::fixed, decimals)
                       .ptr;
  return {buffer.data(), end};
}

std::string significant(double value) {
  constexpr int kDigits = 3;
  constexpr double kLeastFixed = 1e-7;
  if (value == 0.0) return "0";
  if (std::abs(value) < kLeastFixed) {
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   std::chars_format::scientific, kDigits - 1)
                         .ptr;
    return {buffer.data(), end};
  }
  int decimals = kDigits - 1 - static_cast<int>(std::floor(std::log10(std::abs(value))));
  // 0.09996 is rounded to 0.100, which has one digit more before the zeros.
  const double scale = std::pow(10.0, decimals);
  if (std::round(std::abs(value) * scale) >= 1000.0) --decimals;
  return fixedText(value, decimals > 0 ? decimals : 0);
}

std::string percent(double value) {
  constexpr double kNoDecimals = 9.95;
  return fixedText(value, std::abs(value) < kNoDecimals ? 1 : 0);
}

/// The digits before the point in groups of three, as the window writes them.
std::string grouped(const std::string& number) {
  constexpr std::string_view kSeparator = "\u202F";  // narrow no-break space
  const auto first = number.find_first_of("0123456789");
  const auto point = std::min(number.find('.'), number.size());
  std::string text;
  for (std::size_t i = 0; i < number.size(); ++i) {
    if (i > first && i < point && (point - i) % 3 == 0) text += kSeparator;
    text += number[i];
  }
  return text;
}

/// As the language writes a number that is printed with a point.
std::string localized(const std::string& number, std::string_view language) {
  const bool exponent = number.find('e') != std::string::npos;
  std::string whole = exponent ? number : grouped(number);
  if (language == "de") std::ranges::replace(whole, '.', ',');
  if (whole.starts_with('-')) whole.replace(0, 1, "−");
  return whole;
}

std::string lessThanLeast(std::string_view language) {
  if (language == "de") return "weniger als 0,1";
  if (language == "zh") return "不到 0.1";
  return "less than 0.1";
}

}  // namespace

std::string numberText(double value, LessonUnit unit, std::string_view language) {
  constexpr int kDecayDecimals = 4;
  if (!std::isfinite(value)) return "–";
  switch (unit) {
    case LessonUnit::kLoss:
    case LessonUnit::kFactor:
      return localized(significant(value), language);
    case LessonUnit::kDecay:
      return localized(fixedText(value, kDecayDecimals), language);
    case LessonUnit::kCount:
      return localized(fixedText(std::round(value), 0), language);
    case LessonUnit::kPercent:
      if (std::abs(value) < kLeastPercent) return lessThanLeast(language);
      return localized(percent(value), language);
  }
  return "";
}

}  // namespace emascope
