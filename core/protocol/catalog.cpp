// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/catalog.h"

#include "core/base/numbers.h"
#include "core/rules/live_edit.h"
#include "core/rules/schedule.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace emascope {
namespace {

constexpr std::int64_t kMostSteps = 1'000'000'000;
constexpr std::int64_t kMostThreads = 1024;
constexpr std::size_t kMostEdits = 20'000;  ///< fit a frame with all their parameters
constexpr double kFastest = 1e9;

template <typename Entry>
const Entry* findById(const std::vector<Entry>& entries, std::string_view id) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.id == id; });
  return found == entries.end() ? nullptr : &*found;
}

template <typename Entry>
std::string listOfIds(const std::vector<Entry>& entries) {
  std::string ids;
  for (const Entry& entry : entries) ids += (ids.empty() ? "" : ", ") + entry.id;
  return ids;
}

Status checkCount(const char* where, std::int64_t value, std::int64_t least, std::int64_t most) {
  if (value >= least && value <= most) return Ok{};
  return Error{
      where, std::to_string(value) + " is not allowed",
      "a whole number, at least " + std::to_string(least) + " and at most " + std::to_string(most)};
}

Status checkRun(const RunConfig& config, const Catalog& catalog) {
  if (!findPreset(catalog, config.preset)) {
    return Error{"preset", "'" + config.preset + "' is not known", listOfIds(catalog.presets)};
  }
  if (const auto status = checkCount("steps", config.steps, 1, kMostSteps); !status) return status;
  if (const auto status = checkCount("eval-every", config.eval_every, 1, kMostSteps); !status) {
    return status;
  }
  if (const auto status = checkCount("threads", config.threads, 0, kMostThreads); !status) {
    return status;
  }
  if (!(config.speed >= 0.0 && config.speed <= kFastest)) {
    return Error{"speed", formatNumber(config.speed) + " is not allowed",
                 "steps per second, at least 0 (unlimited) and at most 1e9"};
  }
  if (config.lr != 0.0) {
    for (const ParamSpec& spec : catalog.run_params) {
      if (spec.id != "lr") continue;
      if (const auto status = checkValue(spec, config.lr, ""); !status) return status;
    }
  }
  return Ok{};
}

/// Unknown ids and values out of range; an absent id is fine.
Status checkParams(const std::vector<ParamSpec>& specs, const ParamValues& values,
                   const std::string& where, std::string_view owner) {
  for (const auto& [id, value] : values) {
    const ParamSpec* spec = findById(specs, id);
    if (!spec) {
      return Error{where, "'" + id + "' is not a parameter of " + std::string(owner),
                   listOfIds(specs)};
    }
    if (auto status = checkValue(*spec, value, where); !status) return status;
  }
  return Ok{};
}

/// One spelling for every name key that a rule has.
Status checkSelections(const TrackSpec& track, const ScheduleInfo& schedule,
                       const std::string& where) {
  for (const NameSelection& selection : track.selections) {
    const auto& keys = schedule.name_keys;
    if (std::find(keys.begin(), keys.end(), selection.key) == keys.end()) {
      std::string known;
      for (const std::string& key : keys) known += (known.empty() ? "" : ", ") + key;
      return Error{where, "'" + selection.key + "' is not a key for names of " + schedule.id,
                   known.empty() ? "none" : known};
    }
    if (selection.pattern.empty()) {
      return Error{where + ": " + selection.key, "is empty", "a name, or a pattern such as lin.*"};
    }
  }
  return Ok{};
}

Status checkTrack(const TrackSpec& track, const Catalog& catalog) {
  if (const auto status = checkLabel(track.label); !status) return status;
  const std::string where = "track " + track.label;
  const ScheduleInfo* schedule = findSchedule(catalog, track.schedule);
  if (!schedule) {
    return Error{where + ": schedule", "'" + track.schedule + "' is not known",
                 listOfIds(catalog.schedules)};
  }
  if (auto status = checkSelections(track, *schedule, where); !status) return status;
  return checkParams(schedule->params, track.params, where, schedule->id);
}

Status checkTracks(const RunConfig& config, const Catalog& catalog) {
  if (config.tracks.size() > kMostTracks) {
    return Error{"tracks", std::to_string(config.tracks.size()) + " are too many",
                 "at most " + std::to_string(kMostTracks)};
  }
  std::set<std::string> labels;
  for (const TrackSpec& track : config.tracks) {
    if (auto status = checkTrack(track, catalog); !status) return status;
    if (!labels.insert(track.label).second) {
      return Error{"track label", "'" + track.label + "' is used twice",
                   "one track for each label"};
    }
  }
  return Ok{};
}

Status checkEdit(const ScheduledEdit& edit, const RunConfig& config, const Catalog& catalog) {
  const std::string where = "set at step " + std::to_string(edit.step);
  if (edit.step < 1 || edit.step > config.steps) {
    return Error{where, "is not within the run", "steps 1 to " + std::to_string(config.steps)};
  }
  if (edit.values.empty()) return Error{where, "sets nothing", "at least one parameter"};
  if (edit.track.empty()) return checkParams(catalog.run_params, edit.values, where, "the run");
  const auto track = std::find_if(config.tracks.begin(), config.tracks.end(),
                                  [&](const TrackSpec& t) { return t.label == edit.track; });
  if (track == config.tracks.end()) {
    std::string labels = listOfIds(catalog.run_params);
    for (const TrackSpec& known : config.tracks) {
      labels += (labels.empty() ? "" : ", ") + known.label;
    }
    return Error{where, "there is no track '" + edit.track + "'", labels};
  }
  ParamValues values = edit.values;
  const auto reseed = values.extract(std::string(kReseed));
  if (reseed && reseed.mapped() != 1.0) {
    return Error{where + ": " + edit.track + ": reseed",
                 formatNumber(reseed.mapped()) + " is not allowed", "1"};
  }
  return checkParams(findSchedule(catalog, track->schedule)->params, values,
                     where + ": " + edit.track, track->schedule);
}

/// Refuses what the run would refuse when the step comes, if none of its steps is skipped: the
/// edits of `track` in the order in which they come into force. A rule that this program does not
/// know is left to the engine.
Status checkCourse(const TrackSpec& track, const RunConfig& config, const Catalog& catalog) {
  const ScheduleEntry* schedule = findRule(track.schedule);
  if (!schedule || schedule->params != findSchedule(catalog, track.schedule)->params) return Ok{};
  auto values = orderedValues(*schedule, track.params, "track " + track.label);
  if (!values) return values.error();
  std::vector<const ScheduledEdit*> edits;
  for (const ScheduledEdit& edit : config.edits) {
    if (edit.track == track.label) edits.push_back(&edit);
  }
  std::stable_sort(edits.begin(), edits.end(), [](const ScheduledEdit* a, const ScheduledEdit* b) {
    return a->step < b->step;
  });
  for (const ScheduledEdit* edit : edits) {
    ParamValues changes = edit->values;
    changes.erase(std::string(kReseed));
    const std::string where = "set at step " + std::to_string(edit->step) + ": " + track.label;
    values = editedValues(*schedule, values.value(), changes, edit->step - 1, where);
    if (!values) return values.error();
  }
  return Ok{};
}

}  // namespace

std::vector<ScheduleInfo> scheduleInfos() {
  std::vector<ScheduleInfo> infos;
  for (const ScheduleRegistry* registry : {&schedules(), &libraryPresets()}) {
    for (const auto& [id, entry] : *registry) {
      ScheduleInfo info{entry.id,      entry.label,   entry.formula, entry.source,
                        entry.library, entry.checked, entry.caution, {},
                        entry.params};
      for (const NameKey& key : entry.name_keys) info.name_keys.push_back(key.key);
      infos.push_back(std::move(info));
    }
  }
  return infos;
}

const PresetInfo* findPreset(const Catalog& catalog, std::string_view id) {
  return findById(catalog.presets, id);
}
const ModelInfo* findModel(const Catalog& catalog, std::string_view id) {
  return findById(catalog.models, id);
}
const ScheduleInfo* findSchedule(const Catalog& catalog, std::string_view id) {
  return findById(catalog.schedules, id);
}

Status validate(const RunConfig& config, const Catalog& catalog) {
  if (auto status = checkRun(config, catalog); !status) return status;
  if (auto status = checkTracks(config, catalog); !status) return status;
  if (config.edits.size() > kMostEdits) {
    return Error{"set", std::to_string(config.edits.size()) + " edits are too many",
                 "at most " + std::to_string(kMostEdits)};
  }
  for (const ScheduledEdit& edit : config.edits) {
    if (auto status = checkEdit(edit, config, catalog); !status) return status;
  }
  for (const TrackSpec& track : config.tracks) {
    if (auto status = checkCourse(track, config, catalog); !status) return status;
  }
  return Ok{};
}

}  // namespace emascope
