// SPDX-License-Identifier: Apache-2.0
//
// Runner's checkpoints: when it copies the run, see checkpoint_policy.h.
#include "core/sandbox/hosted_thread.h"
#include "core/session/failure.h"
#include "core/session/runner.h"
#include "core/store/checkpoint_folder.h"

#include <algorithm>
#include <string>
#include <utility>

namespace emascope {

void Runner::keep(const RunCheckpoints::Order& order) {
  const SteadyTime begin = steadyNow();
  std::optional<Checkpoint> copy;
  try {
    copy = checkpoint();
  } catch (...) {
    checkpoints_.refuse(order, Error{"checkpoint", failureOfCurrentException(step()).what, ""},
                        steadyNow());
    return;
  }
  const SteadyTime end = steadyNow();
  kept_rate_ = trainer_->learningRate();
  checkpoints_.put(std::move(*copy), order, end - begin, end);
}

void Runner::keepAt(CheckpointReason occasion) {
  if (!trainer_ || !checkpoints_.hasFolder()) return;
  if (!checkpoints_.wants(occasion, step(), steadyNow())) return;
  keep({.reason = occasion});
}

// A rate that is raised by a drag in small parts is compared with that of the last checkpoint.
void Runner::keepBefore(const std::vector<Edit>& due) {
  if (due.empty() || !checkpoints_.hasFolder()) return;
  const double now = trainer_->learningRate();
  const double rate = kept_rate_ > 0.0 ? std::min(kept_rate_, now) : now;
  const bool risky = std::ranges::any_of(due, [&](const Edit& edit) {
    const auto* set = std::get_if<command::SetParams>(&edit);
    return set != nullptr ? isRisky(*set, rate) : isRisky(std::get<command::EditTracks>(edit));
  });
  if (risky) keepAt(CheckpointReason::kEdit);
}

// The lock comes first: a run that ends between the two has left its checkpoints. The lock is the
// process's, and the run that is on would write one more where it is stopped.
Result<RunCheckpoints::FolderLock> Runner::claimFolder(const RunConfig& config,
                                                       std::int64_t from_step) const {
  const std::string& folder = config.checkpoints.folder;
  Result<RunCheckpoints::FolderLock> lock = RunCheckpoints::FolderLock();
  if (folder.empty() || folder == kAutomaticFolder) return lock;
  asUnconfined([&] {
    if (isOn() && checkpoints_.writesInto(folder)) {
      lock = Error{"checkpoints", folder + ": the present run writes its checkpoints there",
                   "another folder, or this one once that run has ended"};
      return;
    }
    lock = RunCheckpoints::lockFolder(folder);
    if (!lock) return;
    const Status status = RunCheckpoints::checkFolder(folder, config.resume_from, from_step);
    if (!status) lock = status.error();
  });
  return lock;
}

Status Runner::lockFolder() {
  const std::string& folder = plan_.config.checkpoints.folder;
  if (folder.empty()) return Ok{};
  Result<RunCheckpoints::FolderLock> lock = RunCheckpoints::FolderLock();
  asUnconfined([&] {
    lock = RunCheckpoints::lockFolder(folder);
    if (!lock) return;
    const std::string own = checkpointPath(folder, checkpointName(step()));
    const Status status = RunCheckpoints::checkFolder(folder, own, step());
    if (!status) lock = status.error();
  });
  if (!lock) return lock.error();
  checkpoints_.holdFolder(std::move(lock).value());
  return Ok{};
}

Status Runner::chooseFolder() {
  std::string& folder = plan_.config.checkpoints.folder;
  if (folder != kAutomaticFolder) return Ok{};
  folder.clear();
  if (!run_factory_.checkpoint_folder) return Ok{};
  std::optional<Result<std::string>> chosen;
  asUnconfined([&] { chosen = run_factory_.checkpoint_folder(plan_); });
  if (!*chosen) return chosen->error();
  folder = std::move(*chosen).value();
  Status locked = lockFolder();
  if (!locked) folder.clear();
  return locked;
}

}  // namespace emascope
