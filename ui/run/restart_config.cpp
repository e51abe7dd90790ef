// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/restart_config.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace emascope::ui {
namespace {

constexpr double kShortestRun = 20.0;  // seconds

}  // namespace

RunConfig presentConfig(const RunRecord& record) {
  RunConfig config = record.config;
  config.start_paused = false;
  config.lr = record.value("", "lr");
  if (config.training.optimizer) {
    for (auto& [id, value] : config.training.optimizer->params) value = record.value("", id);
  }
  config.tracks.assign(record.tracks.begin(),
                       record.tracks.begin() + static_cast<std::ptrdiff_t>(record.alive));
  for (TrackSpec& track : config.tracks) {
    for (auto& [id, value] : track.params) value = record.value(track.label, id);
  }
  config.edits.erase(
      std::remove_if(config.edits.begin(), config.edits.end(),
                     [&record](const ScheduledEdit& edit) { return edit.step <= record.step; }),
      config.edits.end());
  return config;
}

double watchableSpeed(const RunConfig& config) {
  if (config.speed > 0.0) return config.speed;
  return std::max(1.0, std::floor(static_cast<double>(config.steps) / kShortestRun));
}

bool sameProblem(const RunConfig& a, const RunConfig& b) {
  return a.preset == b.preset && a.user_task == b.user_task && a.steps == b.steps;
}

}  // namespace emascope::ui
