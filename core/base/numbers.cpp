// SPDX-License-Identifier: Apache-2.0
#include "core/base/numbers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <system_error>

namespace emascope {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// Its first digits, up to `most`: "123" of "12345".
std::string_view leadingDigits(std::string_view text, std::size_t most) {
  std::size_t count = 0;
  while (count < std::min(most, text.size()) && text[count] >= '0' && text[count] <= '9') ++count;
  return text.substr(0, count);
}

/// "12 345" as "12345": a whole number of groups of three digits with `gap` between all of them;
/// nothing if the text is none.
std::optional<std::string> joined(std::string_view text, std::string_view gap) {
  constexpr std::size_t kGroup = 3;
  const bool has_sign = !text.empty() && (text.front() == '+' || text.front() == '-');
  std::string whole(text.substr(0, has_sign ? 1 : 0));
  text.remove_prefix(whole.size());
  const std::string_view first = leadingDigits(text, kGroup);
  if (first.empty() || first.front() == '0') return {};
  whole += first;
  text.remove_prefix(first.size());
  if (text.empty()) return {};
  while (!text.empty()) {
    if (!text.starts_with(gap)) return {};
    text.remove_prefix(gap.size());
    const std::string_view group = leadingDigits(text, kGroup);
    if (group.size() != kGroup) return {};
    whole += group;
    text.remove_prefix(kGroup);
  }
  return whole;
}

/// The same for the spaces that people and this program write.
std::optional<std::string> joinedAtSpaces(std::string_view text) {
  constexpr std::array<std::string_view, 4> kSpaces = {" ", "\u00A0", "\u2009", "\u202F"};
  for (const std::string_view space : kSpaces) {
    if (auto whole = joined(text, space)) return whole;
  }
  return {};
}

std::optional<double> plain(std::string_view text) {
  text = trimmed(text);
  const auto whole = joinedAtSpaces(text);
  if (whole) text = *whole;
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double value = 0.0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || status != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

std::optional<double> quotient(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return plain(text);
  const auto top = plain(text.substr(0, slash));
  const auto bottom = plain(text.substr(slash + 1));
  if (!top || !bottom) return {};
  return *top / *bottom;
}

/// The minus sign of a difference: neither a leading sign nor an exponent's.
std::size_t minusOfDifference(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '-' && text[i - 1] != 'e' && text[i - 1] != 'E' && text[i - 1] != '/') return i;
  }
  return std::string_view::npos;
}

std::optional<double> expression(std::string_view text) {
  const auto minus = minusOfDifference(text);
  if (minus == std::string_view::npos) return quotient(text);
  const auto left = quotient(text.substr(0, minus));
  const auto right = quotient(text.substr(minus + 1));
  if (!left || !right) return {};
  return *left - *right;
}

constexpr std::string_view kHalfLife = "hl=";

std::optional<double> decayOfHalfLife(std::string_view text) {
  const auto half_life = quotient(text.substr(kHalfLife.size()));
  if (!half_life || !(*half_life > 0.0)) return {};
  return std::exp2(-1.0 / *half_life);
}

Result<double> finite(std::optional<double> value, std::string_view text, std::string_view where,
                      const char* allowed) {
  if (value && std::isfinite(*value)) return *value;
  return Error{std::string(where), "'" + std::string(text) + "' is not a finite number", allowed};
}

}  // namespace

Result<double> parseNumber(std::string_view text, std::string_view where) {
  return finite(expression(trimmed(text)), text, where, "a number such as 0.995, 2/3 or 1-1/200");
}

Result<double> parseDecay(std::string_view text, std::string_view where) {
  const std::string_view own = trimmed(text);
  return finite(own.starts_with(kHalfLife) ? decayOfHalfLife(own) : expression(own), text, where,
                "a number such as 0.995, 2/3, 1-1/200 or hl=138");
}

Result<std::int64_t> parseInteger(std::string_view text, std::string_view where) {
  const auto value = plain(text);
  if (!value || !(std::abs(*value) <= kLargestExactInteger) || *value != std::trunc(*value)) {
    return Error{std::string(where), "'" + std::string(text) + "' is not a whole number", ""};
  }
  return static_cast<std::int64_t>(*value);
}

std::string ungrouped(std::string_view text) {
  const std::string_view own = trimmed(text);
  auto whole = joinedAtSpaces(own);
  if (!whole) whole = joined(own, ",");
  return whole ? *whole : std::string(text);
}

Result<std::int64_t> parseTypedInteger(std::string_view text, std::string_view where) {
  const std::string_view own = trimmed(text);
  const auto grouped = joined(own, ".");
  const auto fraction = plain(own);
  if (grouped && fraction) {
    return Error{
        std::string(where),
        "'" + std::string(text) + "' may mean " + formatNumber(*fraction) + " or " + *grouped,
        "a whole number without a point"};
  }
  return parseInteger(ungrouped(text), where);
}

std::string formatNumber(double value) {
  if (std::isnan(value)) return "nan";
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

std::string formatShort(double value, int digits) {
  if (!std::isfinite(value)) return formatNumber(value);
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::general, digits)
                       .ptr;
  return {buffer.data(), end};
}

std::string formatPlain(double value, int digits) {
  constexpr double kMostExact = 1e15;  // whole numbers beyond have no digits of their own
  const bool short_enough = std::abs(value) < std::pow(10.0, digits) - 0.5;
  if (short_enough || !(std::abs(value) <= kMostExact)) return formatShort(value, digits);
  return std::to_string(std::llround(value));
}

}  // namespace emascope
