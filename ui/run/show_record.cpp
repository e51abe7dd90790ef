// SPDX-License-Identifier: GPL-3.0-or-later
//
// RunController::show(): a record in place of a session's events.
#include "ui/run/run_controller.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace emascope::ui {
namespace {

struct Step {
  std::int64_t step = 0;
  std::function<void()> signal = {};
};

std::vector<std::string> shownLabels(const std::vector<TrackSpec>& tracks) {
  std::vector<std::string> labels;
  for (const TrackSpec& track : tracks) labels.push_back(track.label);
  return labels;
}

}  // namespace

void RunController::show(RunRecord record) {
  stored_ = true;
  record_ = std::move(record);
  speed_ = record_.config.speed;
  first_new_ = 0;
  Q_EMIT runStarted(0);
  Q_EMIT speedChanged(speed_);
  signalHistory();
  Q_EMIT stateChanged();
  if (!record_.points.empty()) Q_EMIT pointsArrived(0);
  Q_EMIT delivered();
}

void RunController::signalHistory() {
  std::vector<Step> steps;
  std::vector<std::string> labels = shownLabels(record_.config.tracks);
  const auto add_tracks = [this, &steps, &labels](const TrackChange& change) {
    steps.push_back({change.change.step, [this, &change, before = labels] {
                       Q_EMIT tracksChanged(change.change, before);
                     }});
    labels = shownLabels(change.change.tracks);
  };
  std::size_t next = 0;
  for (std::size_t i = 0; i < record_.changes.size(); ++i) {
    for (; next < record_.track_changes.size() && record_.track_changes[next].after <= i; ++next) {
      add_tracks(record_.track_changes[next]);
    }
    const event::Applied& change = record_.changes[i];
    steps.push_back({change.step, [this, &change] { Q_EMIT applied(change); }});
  }
  for (; next < record_.track_changes.size(); ++next) add_tracks(record_.track_changes[next]);
  for (const event::SkippedStep& skip : record_.skipped) {
    steps.push_back({skip.step, [this, &skip] { Q_EMIT stepSkipped(skip); }});
  }
  for (const event::Failed& failure : record_.failures) {
    steps.push_back({failure.step, [this, &failure] { Q_EMIT failed(failure); }});
  }
  std::stable_sort(steps.begin(), steps.end(),
                   [](const Step& a, const Step& b) { return a.step < b.step; });
  for (const Step& each : steps) each.signal();
}

}  // namespace emascope::ui
