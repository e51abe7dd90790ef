// SPDX-License-Identifier: Apache-2.0
#include "core/rules/param_spec.h"

#include "core/base/numbers.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>

namespace emascope {
namespace {

/// Index of `value` in `spec.choices`, or choices.size().
std::size_t choiceIndex(const ParamSpec& spec, double value) {
  const auto count = static_cast<double>(spec.choices.size());
  return value >= 0.0 && value < count ? static_cast<std::size_t>(value) : spec.choices.size();
}

std::string lowerCase(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

bool isFlag(const ParamSpec& spec) {
  return spec.choices.size() == 2 && spec.choices[0] == "false" && spec.choices[1] == "true";
}

constexpr std::string_view kNoneText = "none";

}  // namespace

Result<double> readValue(const ParamSpec& spec, std::string_view text, std::string_view where) {
  const std::string wanted = isFlag(spec) ? lowerCase(text) : std::string(text);
  for (std::size_t i = 0; i < spec.choices.size(); ++i) {
    if (spec.choices[i] == wanted) return static_cast<double>(i);
  }
  if (spec.optional && lowerCase(text) == kNoneText) return kNoneValue;
  const bool decay = spec.scale == ParamSpec::Scale::kOneMinusLog;
  auto number = decay ? parseDecay(text, where) : parseNumber(text, where);
  if (spec.choices.empty()) {
    if (!number && spec.optional)
      return Error{number.error().where, number.error().why, number.error().allowed + ", or none"};
    return number;
  }
  if (number && choiceIndex(spec, *number) < spec.choices.size() && std::trunc(*number) == *number)
    return number;
  return Error{std::string(where), "'" + std::string(text) + "' is not known", allowedText(spec)};
}

std::string valueText(const ParamSpec& spec, double value) {
  const std::size_t index = choiceIndex(spec, value);
  if (isNone(value)) return std::string(kNoneText);
  return index < spec.choices.size() ? spec.choices[index] : formatNumber(value);
}

std::string allowedText(const ParamSpec& spec) {
  if (!spec.choices.empty()) {
    std::string names;
    for (const std::string& choice : spec.choices) names += (names.empty() ? "" : ", ") + choice;
    return names;
  }
  const auto limit = [&spec](double value) {
    return spec.whole ? std::to_string(static_cast<std::int64_t>(value)) : formatNumber(value);
  };
  return std::string(spec.whole ? "a whole number, " : "") +
         (spec.min_open ? "above " : "at least ") + limit(spec.min) + " and at most " +
         limit(spec.max) + (spec.optional ? ", or none" : "");
}

Status checkValue(const ParamSpec& spec, double value, std::string_view where) {
  if (isNone(value) && spec.optional) return Ok{};
  const bool above = spec.min_open ? value > spec.min : value >= spec.min;
  if (above && value <= spec.max && (!spec.whole || value == std::trunc(value))) return Ok{};
  const std::string prefix = where.empty() ? std::string() : std::string(where) + ": ";
  return Error{prefix + spec.id,
               (isNone(value) ? std::string(kNoneText) : formatNumber(value)) + " is not allowed",
               allowedText(spec)};
}

}  // namespace emascope
