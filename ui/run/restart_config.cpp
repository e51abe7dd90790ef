// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/restart_config.h"

#include "core/base/overloaded.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>
#include <utility>
#include <vector>

namespace emascope::ui {
namespace {

constexpr double kShortestRun = 20.0;  // seconds

/// The name that the track `label` of the configuration has now.
std::string presentName(const RunRecord& record, std::string label) {
  for (const TrackChange& change : record.track_changes) {
    const auto* rename = std::get_if<track_action::Rename>(&change.change.action);
    if (rename && rename->label == label) label = rename->to;
  }
  return label;
}

/// Labels that `config` has at the start or gives later.
std::set<std::string> knownLabels(const RunConfig& config) {
  std::set<std::string> known = {"", "raw"};
  for (const TrackSpec& track : config.tracks) known.insert(track.label);
  for (const SynthesisSpec& synthesis : config.syntheses) known.insert(synthesis.label);
  for (const ScheduledEdit& edit : config.edits) {
    if (!edit.action) continue;
    if (const auto* add = std::get_if<track_action::Add>(&*edit.action)) {
      known.insert(add->track.label);
    } else if (const auto* fork = std::get_if<track_action::Fork>(&*edit.action)) {
      known.insert(fork->label);
    } else if (const auto* rename = std::get_if<track_action::Rename>(&*edit.action)) {
      known.insert(rename->to);
    }
  }
  return known;
}

/// The track that an action is about; empty for none.
std::string& subjectOf(TrackAction& action, std::string& none) {
  return std::visit(Overloaded{[&](track_action::Add&) -> std::string& { return none; },
                               [&](track_action::UndoFeedBack&) -> std::string& { return none; },
                               [](track_action::Fork& fork) -> std::string& { return fork.from; },
                               [](auto& other) -> std::string& { return other.label; }},
                    action);
}

/// The learning rate and the weight decay of now where they were others after `step` steps, as an
/// edit of the next step.
std::vector<ScheduledEdit> ratesOfNow(const RunRecord& record, std::int64_t step) {
  const auto until = static_cast<std::size_t>(std::ranges::count_if(
      record.changes, [&](const event::Applied& change) { return change.step <= step; }));
  ParamValues values;
  for (const char* id : {"lr", "weight_decay"}) {
    const double now = record.value("", id);
    if (now != record.value("", id, until)) values[id] = now;
  }
  if (values.empty()) return {};
  return {{step + 1, "", values, {}}};
}

/// Renames and drops what `config` says of tracks that have other names now, or are gone.
void followTracks(const RunRecord& record, RunConfig& config) {
  std::string none;
  for (ScheduledEdit& edit : config.edits) {
    std::string& label = edit.action ? subjectOf(*edit.action, none) : edit.track;
    label = presentName(record, label);
  }
  for (ScanSpec& scan : config.scans) scan.track = presentName(record, scan.track);
  for (SaveSpec& save : config.saves) {
    const auto best = bestLabel(save.of);
    save.of =
        best ? std::string(kBestPrefix) + presentName(record, *best) : presentName(record, save.of);
  }
  const std::set<std::string> known = knownLabels(config);
  std::erase_if(config.edits, [&](ScheduledEdit& edit) {
    return !known.contains(edit.action ? subjectOf(*edit.action, none) : edit.track);
  });
  std::erase_if(config.scans, [&](const ScanSpec& scan) { return !known.contains(scan.track); });
  std::erase_if(config.saves, [&](const SaveSpec& save) {
    return !known.contains(bestLabel(save.of).value_or(save.of));
  });
}

}  // namespace

RunConfig presentConfig(const RunRecord& record) {
  RunConfig config = record.config;
  config.start_paused = false;
  config.resume_from.clear();
  config.steps = stepsBeforeExtension(config);
  config.planned_steps = 0;  // the schedules are made for these
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
  followTracks(record, config);
  return config;
}

void takePresentSettings(RunConfig& config, const RunRecord& record, std::int64_t step) {
  config.tracks = presentConfig(record).tracks;
  config.edits = ratesOfNow(record, step);
}

RunConfig continuation(const std::string& from, std::int64_t steps) {
  RunConfig config;
  config.preset.clear();
  config.device.clear();
  config.steps = steps;
  config.resume_from = from;
  return config;
}

double watchableSpeed(const RunConfig& config) {
  if (config.speed > 0.0) return config.speed;
  return std::max(1.0, std::floor(static_cast<double>(config.steps) / kShortestRun));
}

double usualSpeed(const Catalog& catalog, const RunConfig& config) {
  const PresetInfo* preset = findPreset(catalog, config.preset);
  if (preset != nullptr && config.preset != kOwnPreset) return preset->config.speed;
  RunConfig own = config;
  own.speed = 0.0;
  return watchableSpeed(own);
}

bool sameProblem(const RunConfig& a, const RunConfig& b) {
  return a.preset == b.preset && a.user_task == b.user_task;
}

}  // namespace emascope::ui
