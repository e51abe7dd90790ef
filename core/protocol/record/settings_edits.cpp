// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/settings_edits.h"

#include "core/rules/schedule.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace emascope {
namespace {

/// The current tracks with the values in force.
std::vector<TrackSpec> presentTracks(const RunRecord& record) {
  std::vector<TrackSpec> tracks(record.tracks.begin(),
                                record.tracks.begin() + static_cast<std::ptrdiff_t>(record.alive));
  for (TrackSpec& track : tracks) {
    for (auto& [id, value] : track.params) value = record.value(track.label, id);
  }
  return tracks;
}

const TrackSpec* trackCalled(const std::vector<TrackSpec>& tracks, const std::string& label) {
  const auto found = std::ranges::find(tracks, label, &TrackSpec::label);
  return found == tracks.end() ? nullptr : &*found;
}

/// Whether only their values may differ.
bool sameRule(const TrackSpec& a, const TrackSpec& b) {
  return a.schedule == b.schedule && a.selections == b.selections;
}

/// None for a rule that this program does not know, or with values that it does not allow.
std::optional<AverageKind> kindOf(const TrackSpec& track) {
  const ScheduleEntry* rule = findRule(track.schedule);
  if (rule == nullptr) return std::nullopt;
  const auto values = orderedValues(*rule, track.params, track.label);
  if (!values) return std::nullopt;
  return rule->traits(*values).kind;
}

/// Whether the average of `a` can go on with the rule of `b`.
bool canGoOn(const TrackSpec& a, const TrackSpec& b) {
  const auto kind = kindOf(a);
  return kind && kind == kindOf(b);
}

/// The values of `after` that differ from those of `before`.
ParamValues differing(const ParamValues& before, const ParamValues& after) {
  ParamValues values;
  for (const auto& [id, value] : after) {
    const auto old = before.find(id);
    if (old == before.end() || old->second != value) values[id] = value;
  }
  return values;
}

/// The values in force of the run itself.
ParamValues runValues(const RunRecord& record) {
  ParamValues values = {{"lr", record.value("", "lr")}};
  if (!record.config.training.optimizer) return values;
  for (const auto& [id, value] : record.config.training.optimizer->params) {
    values[id] = record.value("", id);
  }
  return values;
}

/// What can be edited while a run goes on.
ParamValues editable(ParamValues values) {
  std::erase_if(
      values, [](const auto& item) { return item.first != "lr" && item.first != "weight_decay"; });
  return values;
}

/// The edits that make `after` of `before`.
std::vector<ScheduledEdit> trackEdits(const std::vector<TrackSpec>& before,
                                      const std::vector<TrackSpec>& after, std::int64_t step) {
  std::vector<ScheduledEdit> edits;
  const auto act = [&](TrackAction action) {
    edits.push_back({.step = step, .action = std::move(action)});
  };
  std::vector<std::string> order;
  for (const TrackSpec& track : before) {
    const TrackSpec* now = trackCalled(after, track.label);
    if (now != nullptr && (sameRule(*now, track) || canGoOn(track, *now))) {
      order.push_back(track.label);
    } else {
      act(track_action::Remove{track.label});
    }
  }
  for (const TrackSpec& track : after) {
    const TrackSpec* old = trackCalled(before, track.label);
    if (old != nullptr && !sameRule(*old, track) && canGoOn(*old, track)) {
      act(track_action::Fork{track.label, track.label, track});
      continue;
    }
    if (old == nullptr || !sameRule(*old, track)) {
      act(track_action::Add{track});
      order.push_back(track.label);
      continue;
    }
    const ParamValues values = differing(old->params, track.params);
    if (!values.empty()) edits.push_back({step, track.label, values, {}});
  }
  if (!after.empty() && !order.empty() && order.front() != after.front().label) {
    act(track_action::Promote{after.front().label});
  }
  return edits;
}

}  // namespace

std::vector<ScheduledEdit> editsBetween(const RunRecord& before, const RunRecord& after,
                                        std::int64_t step) {
  std::vector<ScheduledEdit> edits = trackEdits(presentTracks(before), presentTracks(after), step);
  const ParamValues values = differing(editable(runValues(before)), editable(runValues(after)));
  if (!values.empty()) edits.push_back({step, "", values, {}});
  return edits;
}

}  // namespace emascope
