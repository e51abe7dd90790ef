// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/track_age.h"

#include "core/rules/decay_param.h"
#include "core/rules/units.h"

#include <algorithm>
#include <variant>

namespace emascope {

std::int64_t firstCall(const RunRecord& record, std::string label) {
  for (auto change = record.track_changes.rbegin(); change != record.track_changes.rend();
       ++change) {
    const TrackAction& action = change->change.action;
    if (const auto* added = std::get_if<track_action::Add>(&action)) {
      if (added->track.label == label) return change->change.step;
    } else if (const auto* fork = std::get_if<track_action::Fork>(&action)) {
      if (fork->label == label) label = fork->from;  // a fork has the age of its source
    } else if (const auto* renamed = std::get_if<track_action::Rename>(&action)) {
      if (renamed->to == label) label = renamed->label;
    }
  }
  return 1;
}

double strideInForce(const RunRecord& record, std::size_t track) {
  const ScheduleEntry* rule = findRule(record.tracks[track].schedule);
  const std::optional<std::string> id =
      rule == nullptr ? std::optional<std::string>("update_every") : strideParam(rule->params);
  if (!id) return 1.0;
  const std::int64_t seen = record.points.empty() ? 0 : record.points.back().step;
  std::size_t changes = record.changes.size();
  // A change is in force from the update at its step on.
  while (changes > 0 && record.changes[changes - 1].step > seen) --changes;
  return std::max(1.0, record.value(record.tracks[track].label, *id, changes));
}

double halfLifeInForce(const RunRecord& record, std::size_t track) {
  const TrackEvaluation* const last = record.lastOf(track);
  return last == nullptr ? 0.0 : halfLife(last->decay) * strideInForce(record, track);
}

}  // namespace emascope
