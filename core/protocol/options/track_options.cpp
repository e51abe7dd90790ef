// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/options/track_options.h"

#include "core/base/numbers.h"
#include "core/base/quoted.h"
#include "core/protocol/spec/key_values.h"
#include "core/protocol/spec/scheduled_edits.h"
#include "core/rules/live_edit.h"
#include "core/rules/schedule.h"
#include "core/rules/track_params.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

constexpr std::string_view kDefaultSchedule = "inverse-power";
constexpr std::string_view kScheduleKey = "schedule";
constexpr std::string_view kLikeKey = "like";
constexpr const char* kTrackForm = "[LABEL:]key=value{,key=value}";
constexpr const char* kSetForm =
    "STEP:TRACK.PARAM=VALUE{,PARAM=VALUE}, STEP:TRACK.reseed=1, STEP:lr=VALUE "
    "or STEP:weight_decay=VALUE";

std::string ruleIds(const Catalog& catalog, bool of_libraries) {
  std::string known;
  for (const ScheduleInfo& info : catalog.schedules) {
    if (info.library.empty() == of_libraries) continue;
    known += (known.empty() ? "" : ", ") + info.id;
  }
  return known;
}

/// The rule that schedule= or like= names, or the default.
Result<const ScheduleInfo*> ruleOf(const std::vector<KeyValue>& items, const Catalog& catalog,
                                   const std::string& where) {
  std::string key(kScheduleKey);
  std::string id(kDefaultSchedule);
  int named = 0;
  for (const KeyValue& item : items) {
    if (item.key != kScheduleKey && item.key != kLikeKey) continue;
    key = item.key;
    id = item.value;
    ++named;
  }
  if (named > 1) {
    return Error{where, "has both schedule and like", "one of the two"};
  }
  const bool library = key == kLikeKey;
  const ScheduleInfo* rule = findSchedule(catalog, id);
  if (rule && rule->library.empty() != library) return rule;
  std::string why = inQuotes(id) + " is not known";
  if (rule) {
    why = inQuotes(id) +
          (library ? " is not a library's rule; write schedule="
                   : " is a library's rule; write like=") +
          id;
  }
  return Error{where + ": " + key, why, ruleIds(catalog, library)};
}

/// "a|b": the names or patterns of one key.
void readSelections(const KeyValue& item, TrackSpec& track) {
  for (const std::string_view pattern : splitAt(item.value, '|')) {
    track.selections.push_back({item.key, std::string(pattern)});
  }
}

Status readItem(const KeyValue& item, const ScheduleInfo& rule, const std::string& where,
                TrackSpec& track) {
  if (std::find(rule.name_keys.begin(), rule.name_keys.end(), item.key) != rule.name_keys.end()) {
    readSelections(item, track);
    return Ok{};
  }
  const auto spec = std::find_if(rule.params.begin(), rule.params.end(),
                                 [&](const ParamSpec& known) { return known.id == item.key; });
  if (spec == rule.params.end()) {
    std::string known(rule.library.empty() ? kScheduleKey : kLikeKey);
    for (const ParamSpec& param : rule.params) known += ", " + param.id;
    for (const std::string& key : rule.name_keys) known += ", " + key;
    return Error{where, inQuotes(item.key) + " is not a parameter of " + rule.id, known};
  }
  const auto value = readValue(*spec, item.value, where + ": " + item.key);
  if (!value) return value.error();
  track.params[item.key] = *value;
  return checkValue(*spec, *value, where);
}

/// Parses a track; its label stays empty if none is given.
Result<TrackSpec> readTrack(const std::string& text, const Catalog& catalog) {
  const auto colon = text.find(':');
  const bool labeled = colon != std::string::npos && colon < text.find('=');
  TrackSpec track;
  std::string where = "track";
  if (labeled) {
    track.label = text.substr(0, colon);
    if (const auto status = checkLabel(track.label); !status) return status.error();
    where += " " + track.label;
  }
  const auto items =
      readKeyValues(labeled ? std::string_view(text).substr(colon + 1) : text, where, kTrackForm);
  if (!items) return items.error();
  const auto rule = ruleOf(*items, catalog, where);
  if (!rule) return rule.error();
  track.schedule = (*rule)->id;
  for (const KeyValue& item : *items) {
    if (item.key == kScheduleKey || item.key == kLikeKey) continue;
    if (auto status = readItem(item, **rule, where, track); !status) return status.error();
  }
  return track;
}

/// Names tracks without a label after their schedule; labels that were given always keep theirs.
void nameTracks(std::vector<TrackSpec>& tracks) {
  std::set<std::string> taken;
  for (const TrackSpec& track : tracks) taken.insert(track.label);
  for (TrackSpec& track : tracks) {
    if (!track.label.empty()) continue;
    track.label = track.schedule;
    for (int number = 2; !taken.insert(track.label).second; ++number) {
      track.label = track.schedule + "-" + std::to_string(number);
    }
  }
}

/// The value of `id` of a track, or of the run: a choice by name where the catalog has one.
Result<double> readEditValue(const KeyValue& item, const std::string& label,
                             const std::vector<TrackSpec>& tracks, const Catalog& catalog,
                             const std::string& where) {
  const auto track = std::ranges::find(tracks, label, &TrackSpec::label);
  const ScheduleInfo* rule =
      track == tracks.end() ? nullptr : findSchedule(catalog, track->schedule);
  const std::string named = where + ": " + (label.empty() ? "" : label + ": ") + item.key;
  if (rule || label.empty()) {
    for (const ParamSpec& spec : rule ? rule->params : catalog.run_params) {
      if (spec.id == item.key) return readValue(spec, item.value, named);
    }
  }
  auto value = readValue({.optional = true}, item.value, named);
  if (value) return value;
  // An unknown name is reported before its value.
  const ScheduledEdit edit{.track = label, .values = {{item.key, 0.0}}};
  if (const Status known = checkNames(edit, tracks, catalog, where); !known) return known.error();
  if (item.key != kReseed) return value;
  return Error{named, inQuotes(item.value) + " is not allowed", "1"};
}

}  // namespace

Result<std::vector<TrackSpec>> readTracks(const std::vector<std::string>& typed,
                                          const Catalog& catalog) {
  std::vector<TrackSpec> tracks;
  for (const std::string& text : typed) {
    auto track = readTrack(text, catalog);
    if (!track) return track.error();
    tracks.push_back(std::move(track).value());
  }
  nameTracks(tracks);
  return tracks;
}

Result<ScheduledEdit> readEdit(const std::string& text, const std::vector<TrackSpec>& tracks,
                               const Catalog& catalog) {
  const std::string where = "set " + inQuotes(text);
  const auto colon = text.find(':');
  const auto equals = text.find('=');
  if (colon == std::string::npos || equals == std::string::npos || equals < colon) {
    return Error{where, "is not understood", kSetForm};
  }
  ScheduledEdit edit;
  const auto step = parseInteger(text.substr(0, colon), where);
  if (!step) return Error{where, step.error().why, kSetForm};
  edit.step = *step;
  std::string_view values = std::string_view(text).substr(colon + 1);
  const std::string_view first = values.substr(0, values.find('='));
  if (const auto dot = first.find('.'); dot != std::string_view::npos) {
    edit.track = first.substr(0, dot);
    if (const auto status = checkLabel(edit.track); !status) {
      return Error{where, status.error().why, status.error().allowed};
    }
    values.remove_prefix(dot + 1);
  }
  const auto items = readKeyValues(values, where, kSetForm);
  if (!items) return items.error();
  for (const KeyValue& item : *items) {
    const auto value = readEditValue(item, edit.track, tracks, catalog, where);
    if (!value) return value.error();
    edit.values[item.key] = *value;
  }
  return edit;
}

std::string trackOption(const TrackSpec& track) {
  const ScheduleEntry* rule = findRule(track.schedule);
  const bool library = rule && !rule->library.empty();
  std::string text =
      track.label + ":" + std::string(library ? kLikeKey : kScheduleKey) + "=" + track.schedule;
  for (const auto& [id, value] : track.params) {
    const auto index = rule ? paramIndex(*rule, id) : std::nullopt;
    if (!index) {
      text += "," + id + "=" + valueText({}, value);
    } else if (!isTrackParam(id) || value != rule->params[*index].initial) {
      text += "," + id + "=" + valueText(rule->params[*index], value);
    }
  }
  std::string_view last_key;
  for (const NameSelection& selection : track.selections) {
    text += selection.key == last_key ? "|" : "," + selection.key + "=";
    text += selection.pattern;
    last_key = selection.key;
  }
  return text;
}

std::string editOption(const ScheduledEdit& edit) {
  std::string text = std::to_string(edit.step) + ":";
  if (!edit.track.empty()) text += edit.track + ".";
  bool first = true;
  for (const auto& [id, value] : edit.values) {
    text += (first ? "" : ",") + id + "=" + valueText({}, value);
    first = false;
  }
  return text;
}

}  // namespace emascope
