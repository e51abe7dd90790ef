// SPDX-License-Identifier: Apache-2.0
#include "core/rules/schedule.h"

#include "core/base/phrase.h"
#include "core/rules/track_params.h"

#include <utility>

namespace emascope {

// Written by emascope_registry() from the files in schedules/ and presets/.
const ScheduleRegistry& registeredSchedules();
const ScheduleRegistry& registeredPresets();

const ScheduleRegistry& schedules() {
  static const ScheduleRegistry complete = [] {
    ScheduleRegistry entries = registeredSchedules();
    for (auto& [id, entry] : entries) {
      for (ParamSpec& spec : trackParams()) entry.params.push_back(std::move(spec));
      if (entry.traits == nullptr) entry.traits = scheduleTraits;
      entry.name_keys = {{"average", TensorUse::kAverage},
                         {"copy", TensorUse::kCopy},
                         {"ignore", TensorUse::kIgnore}};
    }
    return entries;
  }();
  return complete;
}

const ScheduleRegistry& libraryPresets() { return registeredPresets(); }

const ScheduleEntry* findRule(std::string_view id) {
  for (const ScheduleRegistry* registry : {&schedules(), &libraryPresets()}) {
    if (const auto found = registry->find(id); found != registry->end()) return &found->second;
  }
  return nullptr;
}

std::string_view reasonText(Reason reason) {
  switch (reason) {
    case Reason::kFirst:
      return words("first copy");
    case Reason::kWarmup:
      return words("warm-up");
    case Reason::kStride:
      return words("update every");
    case Reason::kRamp:
      return words("ramp");
    case Reason::kCap:
      return words("cap");
    case Reason::kFloor:
      return words("floor");
    case Reason::kConstant:
      return words("constant");
    case Reason::kFrozen:
      return words("frozen");
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
  if (auto status = changeValues(entry, ordered, values, where); !status) return status.error();
  return ordered;
}

Status changeValues(const ScheduleEntry& entry, std::vector<double>& ordered,
                    const ParamValues& changes, std::string_view where) {
  std::vector<double> changed = ordered;
  for (const auto& [id, value] : changes) {
    const auto index = paramIndex(entry, id);
    if (!index) {
      std::string known;
      for (const ParamSpec& spec : entry.params) known += (known.empty() ? "" : ", ") + spec.id;
      return Error{std::string(where), "'" + id + "' is not a parameter of " + entry.id, known};
    }
    if (auto status = checkValue(entry.params[*index], value, where); !status) return status;
    changed[*index] = value;
  }
  if (entry.link != nullptr) entry.link(changed, changes);
  ordered = std::move(changed);
  return Ok{};
}

}  // namespace emascope
