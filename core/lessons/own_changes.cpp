// SPDX-License-Identifier: Apache-2.0
//
// Tells a lesson's own run from one in which somebody has moved a knob.
#include "core/base/numbers.h"
#include "core/lessons/evaluate.h"
#include "core/protocol/options/action_options.h"
#include "core/protocol/options/track_options.h"
#include "core/rules/schedule.h"

#include <algorithm>

namespace emascope {
namespace {

/// Both with all parameters, since those that have their initial value may be left out.
bool isSameTrack(const TrackSpec& a, const TrackSpec& b) {
  if (a.label != b.label || a.schedule != b.schedule || a.selections != b.selections) return false;
  const ScheduleEntry* rule = findRule(a.schedule);
  if (rule == nullptr) return a.params == b.params;
  const auto of_a = orderedValues(*rule, a.params, a.label);
  const auto of_b = orderedValues(*rule, b.params, b.label);
  return of_a && of_b && *of_a == *of_b;
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

std::vector<std::string> ownChanges(const LessonRun& run, const RunConfig& config,
                                    const RunRecord& record) {
  std::vector<std::string> changes;
  const RunConfig& seen = record.config;
  const auto differ = [&](const char* name, const std::string& value) {
    changes.push_back(std::string(name) + ": " + value);
  };
  if (seen.preset != config.preset) differ("preset", seen.preset);
  if (seen.steps != run.steps) differ("steps", std::to_string(seen.steps));
  if (seen.eval_every != run.eval_every) differ("eval_every", std::to_string(seen.eval_every));
  if (config.lr != 0.0 && seen.lr != config.lr) differ("lr", formatNumber(seen.lr));
  for (const TrackSpec& track : seen.tracks) {
    if (std::ranges::none_of(config.tracks,
                             [&](const TrackSpec& own) { return isSameTrack(own, track); })) {
      differ("track", trackOption(track));
    }
  }
  for (const TrackSpec& own : config.tracks) {
    const auto found = std::ranges::find(seen.tracks, own.label, &TrackSpec::label);
    if (found == seen.tracks.end()) differ("no track", own.label);
  }
  for (const event::Applied& change : record.changes) {
    if (isPlanned(config.edits, change)) continue;
    changes.push_back(editOption({change.step, change.track, change.new_values, {}}));
  }
  for (const TrackChange& change : record.track_changes) {
    if (isPlanned(config.edits, change.change)) continue;
    changes.push_back(std::to_string(change.change.step) + ":" +
                      actionOption(change.change.action));
  }
  return changes;
}

}  // namespace emascope
