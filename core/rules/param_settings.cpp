// SPDX-License-Identifier: Apache-2.0
#include "core/rules/param_settings.h"

namespace emascope {

std::string ParamValue::text() const {
  const auto* word = std::get_if<std::string>(&content_);
  return word ? *word : valueText({}, std::get<double>(content_));
}

Result<ParamValues> numbersOf(const ParamSettings& settings, const ScheduleEntry& rule,
                              std::string_view where) {
  ParamValues numbers;
  for (const auto& [id, value] : settings) {
    if (const auto number = value.number()) {
      numbers[id] = *number;
      continue;
    }
    const auto index = paramIndex(rule, id);
    if (!index) return orderedValues(rule, {{id, 0.0}}, where).error();
    const std::string at = (where.empty() ? "" : std::string(where) + ": ") + id;
    const auto read = readValue(rule.params[*index], value.text(), at);
    if (!read) return read.error();
    numbers[id] = *read;
  }
  return numbers;
}

}  // namespace emascope
