// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/track_age.h"

#include <variant>

namespace emascope::ui {

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

}  // namespace emascope::ui
