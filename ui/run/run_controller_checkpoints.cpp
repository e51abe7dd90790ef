// SPDX-License-Identifier: GPL-3.0-or-later
//
// RunController's checkpoints: writing and pinning them, and runs that go on from one.
#include "ui/run/restart_config.h"
#include "ui/run/run_controller.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace emascope::ui {

// A run has a folder of its own, and the settings of a restart are those of the run before.
void RunController::chooseCheckpoints(RunConfig& config) const {
  if (!understands(commandKind(command::Checkpoint{}))) {
    config.checkpoints = {};
    return;
  }
  const std::string& of_run = record_.config.checkpoints.folder;
  const bool own = !config.checkpoints.folder.empty() && config.checkpoints.folder != of_run;
  if (!own) config.checkpoints = checkpoints_.value_or(CheckpointSettings{});
}

std::uint64_t RunController::checkpoint(bool pinned) {
  const command::Checkpoint wanted{last_request_ + 1, pinned};
  if (!accepts(wanted)) return 0;
  post(wanted);
  return ++last_request_;
}

std::uint64_t RunController::pinCheckpoint(std::int64_t step, bool pinned) {
  const command::PinCheckpoint wanted{last_request_ + 1, step, pinned};
  if (!accepts(wanted)) return 0;
  post(wanted);
  return ++last_request_;
}

const event::CheckpointWritten* RunController::checkpointUpTo(std::int64_t step) const {
  const auto& all = record_.checkpoints;
  const auto after = std::ranges::upper_bound(all, step, {}, &event::CheckpointWritten::step);
  return after == all.begin() ? nullptr : &*std::prev(after);
}

std::uint64_t RunController::goBack(const event::CheckpointWritten& checkpoint, Settings settings) {
  RunConfig config = continuation(checkpoint.path, record_.config.steps);
  config.speed = speed_;
  config.saves = record_.config.saves;
  config.start_paused = record_.state != RunState::kRunning;
  if (settings == Settings::kOfNow) takePresentSettings(config, record_, checkpoint.step);
  const std::uint64_t request = start(config);
  if (request != 0) again_.insert(request);
  return request;
}

std::string RunController::revivalPlace() const {
  const event::CheckpointWritten* newest = checkpointUpTo();
  if (newest == nullptr) return record_.config.resume_from;
  const std::string& folder = record_.config.checkpoints.folder;
  const std::string& resumed = record_.config.resume_from;  // may be another folder
  for (const std::string& place : {folder, resumed}) {      // of a folder the newest that verifies
    if (!place.empty() && newest->path.starts_with(place + "/")) return place;
  }
  return newest->path;
}

bool RunController::revive() {
  if (!canRevive()) return false;
  RunConfig config = continuation(revivalPlace(), record_.config.steps);
  config.speed = speed_;
  config.saves = record_.config.saves;
  config.pause_on_divergence = true;
  config.start_paused = was_paused_;
  // It is another run, with a folder of its own where the engine chooses folders.
  const bool chosen = checkpoints_ && checkpoints_->folder == kAutomaticFolder;
  config.checkpoints = chosen ? *checkpoints_ : record_.config.checkpoints;
  asked_start_ = asked_revival_ = ++last_request_;
  again_.insert(asked_start_);
  post(command::Start{asked_start_, std::move(config)});
  return true;
}

void RunController::beginRun(const event::Started& started) {
  if (reviving_) {
    std::erase_if(revivals_, [&](std::int64_t step) { return step > started.from_step; });
    revivals_.push_back(started.from_step);
  } else {
    revivals_.clear();
    ++run_number_;
  }
  was_live_ = false;
  if (started.request == asked_revival_) asked_revival_ = 0;
}

}  // namespace emascope::ui
