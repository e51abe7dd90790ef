// SPDX-License-Identifier: Apache-2.0
#include "core/rules/python_lines.h"

#include "core/base/numbers.h"
#include "core/rules/param_spec.h"

#include <cmath>

namespace emascope {
namespace {

constexpr std::size_t kLongestLine = 96;
constexpr std::size_t kShortText = 7;  ///< "0.99998"
constexpr double kLargestDivisor = 1000.0;

}  // namespace

std::string pyText(double value) {
  if (isNone(value)) return "None";
  if (std::floor(value) == value && std::abs(value) < kLargestExactInteger)
    return std::to_string(static_cast<long long>(value));
  const std::string shortest = formatNumber(value);
  if (shortest.size() <= kShortText) return shortest;
  for (double divisor = 3.0; divisor <= kLargestDivisor; divisor += 1.0) {
    const double dividend = std::round(value * divisor);
    if (dividend != 0.0 && std::abs(dividend) <= kLargestDivisor && dividend / divisor == value)
      return pyText(dividend) + "/" + pyText(divisor);
  }
  return shortest;
}

std::string pyString(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string literal = "'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\\' || c == '\'') {
      literal += {'\\', c};
    } else if (byte < ' ' || byte == 0x7F) {
      literal += {'\\', 'x', kDigits[byte / 16], kDigits[byte % 16]};
    } else {
      literal += c;
    }
  }
  return literal + "'";
}

std::string pyNumber(std::string_view name, double value) {
  return std::string(name) + "=" + pyText(value);
}

std::string pyFlag(std::string_view name, double value) {
  return std::string(name) + "=" + (value != 0.0 ? "True" : "False");
}

std::string pyOptional(std::string_view name, double value) { return pyNumber(name, value); }

std::vector<std::string> pyCall(std::string_view head, const std::vector<std::string>& arguments,
                                std::string_view tail) {
  std::string line = std::string(head) + "(";
  for (std::size_t i = 0; i < arguments.size(); ++i) line += (i == 0 ? "" : ", ") + arguments[i];
  line += ")" + std::string(tail);
  if (line.size() <= kLongestLine) return {line};
  std::vector<std::string> lines = {std::string(head) + "("};
  std::string row = "   ";
  for (const std::string& argument : arguments) {
    if (row.size() + argument.size() + 2 > kLongestLine) {
      lines.push_back(row);
      row = "   ";
    }
    row += " " + argument + ",";
  }
  lines.push_back(row);
  lines.push_back(")" + std::string(tail));
  return lines;
}

std::vector<std::string> pyEvery(double every, std::string_view update) {
  if (every == 1.0) return {std::string(update)};
  return {"if (step - 1) % " + pyText(every) + " == 0:", "    " + std::string(update)};
}

}  // namespace emascope
