// SPDX-License-Identifier: Apache-2.0
#include "core/ema/ema_state.h"

#include "core/base/numbers.h"
#include "core/json/read_json.h"

#include <algorithm>
#include <limits>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using nlohmann::json;

constexpr int kVersion = 1;
constexpr std::string_view kindText(EmaEdit::Kind kind) {
  switch (kind) {
    case EmaEdit::Kind::kSet:
      return "set";
    case EmaEdit::Kind::kReseed:
      return "reseed";
    case EmaEdit::Kind::kFeedBack:
      return "feedback";
    case EmaEdit::Kind::kLoad:
      return "load";
    case EmaEdit::Kind::kAdd:
      return "add";
    case EmaEdit::Kind::kFork:
      return "fork";
    case EmaEdit::Kind::kRemove:
      return "remove";
  }
  return "";
}
static_assert(kindText(static_cast<EmaEdit::Kind>(EmaEdit::kKindCount)).empty());

/// JSON has null for kNoneValue.
json numberJson(double value) { return isNone(value) ? json(nullptr) : json(value); }

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

double readAmount(const Fields& in, const char* key) {
  return in.number(key, 0.0, std::numeric_limits<double>::infinity());
}

RuleClock::State readClock(const Fields& in) {
  return {.calls = in.integer("calls", 0),
          .time = readAmount(in, "time"),
          .last_time = readAmount(in, "last_time"),
          .averaged = in.integer("averaged", 0),
          .weight_sum = readAmount(in, "weight_sum"),
          .mass = readAmount(in, "mass"),
          .initial = in.numbersOrNull("initial", kNoneValue)};
}

SavedTrack readTrack(const Fields& in) {
  SavedTrack track;
  track.rule.id = in.text("rule");
  track.rule.values = in.numbersByKey("values", kNoneValue);
  in.list("selections", [&](const Fields& one) {
    track.rule.selections.push_back({one.text("key"), one.text("pattern")});
  });
  track.clock = readClock(in.map("clock"));
  return track;
}

EmaEdit readEdit(const Fields& in) {
  const int kind = in.choice("kind", EmaEdit::kKindCount,
                             [](int i) { return kindText(static_cast<EmaEdit::Kind>(i)); });
  return {.first_call = in.integer("first_call", 0),
          .track = static_cast<std::size_t>(in.integer("track", 0)),
          .kind = static_cast<EmaEdit::Kind>(kind),
          .values = in.numbersByKey("values", kNoneValue)};
}

/// Checks that the track of each edit existed. Goes from the last edit to the first: before each
/// removal there was one track more.
void checkTracks(const EmaState& state, const Fields& in) {
  std::size_t tracks = state.tracks.size();
  for (std::size_t i = state.history.size(); i-- > 0;) {
    const EmaEdit& edit = state.history[i];
    if (edit.kind == EmaEdit::Kind::kRemove) ++tracks;
    if (edit.track < tracks) continue;
    in.fail("history[" + std::to_string(i) + "].track",
            "is " + std::to_string(edit.track) + ", a missing track",
            "at most " + std::to_string(tracks - 1));
  }
}

EmaState readState(const Fields& in) {
  const std::int64_t version = in.integer("version");
  if (version != kVersion) {
    in.fail("version", "is " + std::to_string(version), std::to_string(kVersion));
  }
  EmaState state;
  in.list("tracks", [&](const Fields& track) { state.tracks.push_back(readTrack(track)); });
  if (state.tracks.empty()) in.fail("tracks", "is empty", "at least one track");
  in.list("history", [&](const Fields& edit) { state.history.push_back(readEdit(edit)); });
  checkTracks(state, in);
  const Fields run = in.map("run");
  state.run = {.steps = readAmount(run, "steps"),
               .steps_per_epoch = readAmount(run, "steps_per_epoch")};
  state.calls = in.integer("calls", 0);
  state.gated = in.integer("gated", 0);
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
                       {"kind", kindText(edit.kind)},
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
  constexpr JsonLimits kLimits{.longest = std::size_t{16} << 20U, .deepest = 8};
  EmaState state;
  const Status status = readJson(text, where + ": saved settings", kLimits,
                                 [&](const Fields& in) { state = readState(in); });
  if (!status) return status.error();
  return state;
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
