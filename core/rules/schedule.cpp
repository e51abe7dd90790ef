// SPDX-License-Identifier: Apache-2.0
#include "core/rules/schedule.h"

namespace emascope {

std::string_view reasonText(Reason reason) {
  switch (reason) {
    case Reason::kFirst:
      return "first copy";
    case Reason::kWarmup:
      return "warm-up";
    case Reason::kStride:
      return "update every";
    case Reason::kRamp:
      return "ramp";
    case Reason::kCap:
      return "cap";
    case Reason::kFloor:
      return "floor";
    case Reason::kConstant:
      return "constant";
    case Reason::kFrozen:
      return "frozen";
  }
  return "";
}

std::optional<std::size_t> paramIndex(const ScheduleEntry& entry, std::string_view id) {
  for (std::size_t i = 0; i < entry.params.size(); ++i) {
    if (entry.params[i].id == id) return i;
  }
  return std::nullopt;
}

Result<std::vector<double>> orderedValues(const ScheduleEntry& entry, const ParamValues& values,
                                          std::string_view where) {
  std::vector<double> ordered;
  ordered.reserve(entry.params.size());
  for (const ParamSpec& spec : entry.params) ordered.push_back(spec.initial);
  for (const auto& [id, value] : values) {
    const auto index = paramIndex(entry, id);
    if (!index) {
      std::string known;
      for (const ParamSpec& spec : entry.params) known += (known.empty() ? "" : ", ") + spec.id;
      return Error{std::string(where), "'" + id + "' is not a parameter of " + entry.id, known};
    }
    if (const Status status = checkValue(entry.params[*index], value, where); !status) {
      return status.error();
    }
    ordered[*index] = value;
  }
  return ordered;
}

}  // namespace emascope
