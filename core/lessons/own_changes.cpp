// SPDX-License-Identifier: Apache-2.0
//
// Tells a lesson's own run from one in which somebody has moved a knob.
#include "core/lessons/evaluate.h"
#include "core/protocol/options/action_options.h"
#include "core/protocol/options/track_options.h"
#include "core/rules/schedule.h"

#include <algorithm>
#include <optional>

namespace emascope {
namespace {

/// The parameters that differ, with their values in `seen`. Those that are left out have their
/// initial values. None if the tracks differ in more than that.
std::optional<ParamValues> differences(const TrackSpec& own, const TrackSpec& seen) {
  if (own.schedule != seen.schedule || own.selections != seen.selections) return std::nullopt;
  ParamValues of_own = own.params;
  ParamValues of_seen = seen.params;
  if (const ScheduleEntry* rule = findRule(own.schedule)) {
    for (const ParamSpec& param : rule->params) {
      of_own.try_emplace(param.id, param.initial);
      of_seen.try_emplace(param.id, param.initial);
    }
  }
  ParamValues differing;
  for (const auto& [id, value] : of_seen) {
    const auto before = of_own.find(id);
    if (before == of_own.end() || before->second != value) differing[id] = value;
  }
  const bool all =
      std::ranges::all_of(of_own, [&](const auto& item) { return of_seen.contains(item.first); });
  return all ? std::optional(differing) : std::nullopt;
}

/// The edit among those of the lesson that `change` carries out.
bool isPlanned(const std::vector<ScheduledEdit>& edits, const event::Applied& change) {
  return std::ranges::any_of(edits, [&](const ScheduledEdit& edit) {
    return !edit.action && edit.step == change.step && edit.track == change.track &&
           std::ranges::all_of(edit.values, [&](const auto& item) {
             const auto found = change.new_values.find(item.first);
             return found != change.new_values.end() && found->second == item.second;
           });
  });
}

bool isPlanned(const std::vector<ScheduledEdit>& edits, const event::TracksChanged& change) {
  return std::ranges::any_of(edits, [&](const ScheduledEdit& edit) {
    return edit.action == change.action && edit.step == change.step;
  });
}

}  // namespace

std::vector<OwnChange> ownChanges(const LessonRun& run, const RunConfig& config,
                                  const RunRecord& record) {
  std::vector<OwnChange> changes;
  const RunConfig& seen = record.config;
  const auto differ = [&](const char* name, const std::string& value) {
    changes.push_back({.other = std::string(name) + ": " + value});
  };
  if (seen.preset != config.preset) differ("preset", seen.preset);
  if (seen.steps != run.steps) differ("steps", std::to_string(seen.steps));
  if (seen.eval_every != run.eval_every) differ("eval_every", std::to_string(seen.eval_every));
  if (config.lr != 0.0 && seen.lr != config.lr) changes.push_back({.values = {{"lr", seen.lr}}});
  for (const TrackSpec& track : seen.tracks) {
    const auto own = std::ranges::find(config.tracks, track.label, &TrackSpec::label);
    const auto differing = own == config.tracks.end() ? std::nullopt : differences(*own, track);
    if (!differing) {
      differ("track", trackOption(track));
    } else if (!differing->empty()) {
      changes.push_back({.track = track.label, .values = *differing});
    }
  }
  for (const TrackSpec& own : config.tracks) {
    const auto found = std::ranges::find(seen.tracks, own.label, &TrackSpec::label);
    if (found == seen.tracks.end()) differ("no track", own.label);
  }
  for (const event::Applied& change : record.changes) {
    if (isPlanned(config.edits, change)) continue;
    changes.push_back({change.track, change.step, change.new_values, {}});
  }
  for (const TrackChange& change : record.track_changes) {
    if (isPlanned(config.edits, change.change)) continue;
    changes.push_back(
        {.other = std::to_string(change.change.step) + ":" + actionOption(change.change.action)});
  }
  return changes;
}

}  // namespace emascope
