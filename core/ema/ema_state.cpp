// SPDX-License-Identifier: Apache-2.0
#include "core/ema/ema_state.h"

#include "core/base/numbers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using nlohmann::json;

constexpr int kVersion = 1;
constexpr std::array<std::string_view, 7> kKinds = {"set", "reseed", "feedback", "load",
                                                    "add", "fork",   "remove"};

/// JSON has null for kNoneValue.
json numberJson(double value) { return isNone(value) ? json(nullptr) : json(value); }
double numberOf(const json& value) { return value.is_null() ? kNoneValue : value.get<double>(); }

json valuesJson(const ParamValues& values) {
  json object = json::object();
  for (const auto& [id, value] : values) object[id] = numberJson(value);
  return object;
}

json settingsJson(const ParamSettings& settings) {
  json object = json::object();
  for (const auto& [id, value] : settings) {
    const auto number = value.number();
    object[id] = number ? numberJson(*number) : json(value.text());
  }
  return object;
}

json clockJson(const RuleClock::State& clock) {
  json initial = json::array();
  for (const double value : clock.initial) initial.push_back(numberJson(value));
  return {{"calls", clock.calls},           {"time", clock.time},
          {"last_time", clock.last_time},   {"averaged", clock.averaged},
          {"weight_sum", clock.weight_sum}, {"mass", clock.mass},
          {"initial", std::move(initial)}};
}

json trackJson(const SavedTrack& track) {
  json selections = json::array();
  for (const auto& [key, pattern] : track.rule.selections)
    selections.push_back({{"key", key}, {"pattern", pattern}});
  return {{"rule", track.rule.id},
          {"values", settingsJson(track.rule.values)},
          {"selections", std::move(selections)},
          {"clock", clockJson(track.clock)}};
}

std::int64_t count(const json& object, const char* key) {
  const auto value = object.at(key).get<std::int64_t>();
  if (value < 0) throw std::out_of_range(std::string(key) + " is below 0");
  return value;
}

double amount(const json& object, const char* key) {
  const auto value = object.at(key).get<double>();
  if (!(value >= 0.0)) throw std::out_of_range(std::string(key) + " is below 0");
  return value;
}

ParamValues valuesOf(const json& object) {
  ParamValues values;
  for (const auto& [id, value] : object.items()) values[id] = numberOf(value);
  return values;
}

SavedTrack readTrack(const json& object) {
  SavedTrack track;
  track.rule.id = object.at("rule").get<std::string>();
  track.rule.values = valuesOf(object.at("values"));
  for (const auto& one : object.at("selections")) {
    track.rule.selections.push_back(
        {one.at("key").get<std::string>(), one.at("pattern").get<std::string>()});
  }
  const json& clock = object.at("clock");
  track.clock = {.calls = count(clock, "calls"),
                 .time = amount(clock, "time"),
                 .last_time = amount(clock, "last_time"),
                 .averaged = count(clock, "averaged"),
                 .weight_sum = amount(clock, "weight_sum"),
                 .mass = amount(clock, "mass")};
  for (const json& value : clock.at("initial")) track.clock.initial.push_back(numberOf(value));
  return track;
}

/// `tracks`: upper bound of track numbers. Edits are read from last to first; each removal adds
/// one.
EmaEdit readEdit(const json& object, std::size_t& tracks) {
  EmaEdit edit;
  edit.first_call = count(object, "first_call");
  edit.track = static_cast<std::size_t>(count(object, "track"));
  if (object.at("kind") == "remove") ++tracks;
  if (edit.track >= tracks) throw std::out_of_range("an edit refers to a missing track");
  const auto name = object.at("kind").get<std::string>();
  const auto* kind = std::find(kKinds.begin(), kKinds.end(), name);
  if (kind == kKinds.end()) throw std::out_of_range("unknown edit " + name);
  edit.kind = static_cast<EmaEdit::Kind>(kind - kKinds.begin());
  edit.values = valuesOf(object.at("values"));
  return edit;
}

EmaState readState(const json& object) {
  EmaState state;
  for (const json& track : object.at("tracks")) state.tracks.push_back(readTrack(track));
  if (state.tracks.empty()) throw std::out_of_range("no tracks");
  std::size_t tracks = state.tracks.size();
  const json& history = object.at("history");
  for (auto edit = history.rbegin(); edit != history.rend(); ++edit)
    state.history.push_back(readEdit(*edit, tracks));
  std::reverse(state.history.begin(), state.history.end());
  state.run = {.steps = amount(object.at("run"), "steps"),
               .steps_per_epoch = amount(object.at("run"), "steps_per_epoch")};
  state.calls = count(object, "calls");
  state.gated = count(object, "gated");
  return state;
}

std::string selectionText(const std::vector<NameSelection>& selections) {
  std::string text;
  for (const auto& [key, pattern] : selections)
    text += (text.empty() ? "" : ",") + key + "=" + pattern;
  return text.empty() ? "none" : text;
}

std::string valueOrNone(const ParamSettings& values, const std::string& id) {
  const auto found = values.find(id);
  return found == values.end() ? "absent" : found->second.text();
}

}  // namespace

std::string stateText(const EmaState& state) {
  json tracks = json::array();
  for (const SavedTrack& track : state.tracks) tracks.push_back(trackJson(track));
  json history = json::array();
  for (const EmaEdit& edit : state.history) {
    history.push_back({{"first_call", edit.first_call},
                       {"track", edit.track},
                       {"kind", kKinds[static_cast<std::size_t>(edit.kind)]},
                       {"values", valuesJson(edit.values)}});
  }
  return json{{"version", kVersion},
              {"tracks", std::move(tracks)},
              {"history", std::move(history)},
              {"run", {{"steps", state.run.steps}, {"steps_per_epoch", state.run.steps_per_epoch}}},
              {"calls", state.calls},
              {"gated", state.gated}}
      .dump();
}

Result<EmaState> readStateText(std::string_view text, const std::string& where) {
  try {
    const json object = json::parse(text);
    if (const int version = object.at("version").get<int>(); version != kVersion) {
      return Error{where, "its record has version " + std::to_string(version),
                   "version " + std::to_string(kVersion)};
    }
    return readState(object);
  } catch (const json::exception& wrong) {
    return Error{where, std::string("its record of settings is damaged: ") + wrong.what(), ""};
  } catch (const std::out_of_range& wrong) {
    return Error{where, std::string("its record of settings is damaged: ") + wrong.what(), ""};
  }
}

Result<ResolvedRule> resolveRule(const EmaRule& rule, const RunLength& run,
                                 std::string_view where) {
  const ScheduleEntry* entry = findRule(rule.id);
  if (entry == nullptr) {
    std::string ids;
    for (const auto* registry : {&schedules(), &libraryPresets()}) {
      for (const auto& [id, known] : *registry) ids += (ids.empty() ? "" : ", ") + id;
    }
    return Error{std::string(where), "unknown rule \"" + rule.id + "\"", ids};
  }
  const auto numbers = numbersOf(rule.values, *entry, where);
  if (!numbers) return numbers.error();
  auto values = orderedValues(*entry, *numbers, where);
  if (!values) return values.error();
  if (Status length = checkRunLength(*entry, *values, run, where); !length) return length.error();
  for (const NameSelection& selection : rule.selections) {
    const auto has_key = [&](const NameKey& one) { return one.key == selection.key; };
    if (std::any_of(entry->name_keys.begin(), entry->name_keys.end(), has_key)) continue;
    std::string keys;
    for (const NameKey& one : entry->name_keys) keys += (keys.empty() ? "" : ", ") + one.key;
    return Error{std::string(where), rule.id + " has no name selection \"" + selection.key + "\"",
                 keys.empty() ? "no selections" : keys};
  }
  return ResolvedRule{entry, std::move(values).value()};
}

ParamValues valuesById(const ScheduleEntry& entry, std::span<const double> values) {
  ParamValues named;
  for (std::size_t i = 0; i < values.size(); ++i) named[entry.params[i].id] = values[i];
  return named;
}

std::vector<std::string> settingDifferences(const EmaSettings& file, const EmaSettings& here) {
  std::vector<std::string> differences;
  const auto compare = [&](const std::string& what, const std::string& theirs,
                           const std::string& ours) {
    if (theirs != ours)
      differences.push_back(what + " is " + theirs + " in the file and " + ours + " here");
  };
  compare("the run's length in steps", formatNumber(file.run.steps), formatNumber(here.run.steps));
  compare("the length of an epoch in steps", formatNumber(file.run.steps_per_epoch),
          formatNumber(here.run.steps_per_epoch));
  compare("the number of tracks", std::to_string(file.rules.size()),
          std::to_string(here.rules.size()));
  for (std::size_t i = 0; i < std::min(file.rules.size(), here.rules.size()); ++i) {
    const std::string track = "track " + std::to_string(i) + ": ";
    const EmaRule& theirs = file.rules[i];
    const EmaRule& ours = here.rules[i];
    compare(track + "the rule", theirs.id, ours.id);
    ParamSettings ids = theirs.values;
    ids.insert(ours.values.begin(), ours.values.end());
    for (const auto& [id, any] : ids)
      compare(track + id, valueOrNone(theirs.values, id), valueOrNone(ours.values, id));
    compare(track + "the selection of names", selectionText(theirs.selections),
            selectionText(ours.selections));
  }
  return differences;
}

}  // namespace emascope
