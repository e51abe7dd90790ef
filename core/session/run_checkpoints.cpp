// SPDX-License-Identifier: Apache-2.0
#include "core/session/run_checkpoints.h"

#include "core/base/output_system.h"
#include "core/sandbox/hosted_thread.h"
#include "core/store/checkpoint_pins.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

namespace emascope {
namespace {

/// The folder of a checkpoint; of a folder that is given in its place, itself.
std::string folderOfCheckpoint(const std::string& path) {
  const std::filesystem::path file(path);
  if (!stepOfCheckpoint(file.filename().string())) return path;
  return file.has_parent_path() ? file.parent_path().string() : std::string(".");
}

bool sameFolder(const std::string& a, const std::string& b) {
  std::error_code error;
  return a == b || std::filesystem::equivalent(a, b, error);
}

CheckpointReason reasonOf(const std::string& id) {
  for (int i = 0; i < kCheckpointReasonCount; ++i) {
    if (id == checkpointReasonId(static_cast<CheckpointReason>(i))) {
      return static_cast<CheckpointReason>(i);
    }
  }
  return CheckpointReason::kAsked;  // of a newer version
}

/// Those of `folder` that can be read, up to `step`; without what is damaged.
std::vector<event::CheckpointWritten> checkpointsUpTo(const std::string& folder,
                                                      std::int64_t step) {
  std::vector<event::CheckpointWritten> found;
  const auto files = listCheckpoints(folder);
  if (!files) return found;
  const auto pins = pinnedCheckpoints(folder);
  for (const CheckpointFile& file : *files) {
    if (file.step > step) continue;
    const std::string path = checkpointPath(folder, file.name);
    const auto content = readSealedHeader(path);
    if (!content) continue;
    const auto facts = checkpointFacts(content->text, path);
    if (!facts) continue;
    found.push_back({.step = file.step,
                     .path = path,
                     .bytes = static_cast<std::int64_t>(file.bytes),
                     .reason = reasonOf(facts->reason),
                     .pinned = pins && pins->contains(file.name)});
  }
  return found;
}

}  // namespace

RunCheckpoints::RunCheckpoints(EventQueue& events, CheckpointWriter::Write write)
    : events_(events),
      writer_([this](const CheckpointOutcome& outcome) { done(outcome); }, std::move(write)) {}

RunCheckpoints::~RunCheckpoints() = default;

Status RunCheckpoints::checkFolder(const std::string& folder, const std::string& resume_from,
                                   std::int64_t from_step) {
  std::error_code error;
  if (!std::filesystem::exists(folder, error)) return Ok{};
  const auto files = listCheckpoints(folder);
  if (!files) return files.error();
  const bool goes_on = !resume_from.empty() && sameFolder(folderOfCheckpoint(resume_from), folder);
  if (goes_on && sameFolder(resume_from, folder)) return Ok{};  // from the newest that verifies
  for (const CheckpointFile& file : *files) {
    if (!goes_on) {
      return Error{"checkpoints", folder + " has checkpoints of another run",
                   "another folder, or to go on from there with --resume"};
    }
    // One that is damaged cannot be gone on from, and is written anew when the run comes there.
    if (file.step > from_step && verifySealedFile(checkpointPath(folder, file.name))) {
      return Error{"checkpoints",
                   folder + " has one after step " + std::to_string(file.step) +
                       ", and the run goes on from step " + std::to_string(from_step),
                   "another folder"};
    }
  }
  return Ok{};
}

bool RunCheckpoints::writesInto(const std::string& folder) const {
  return hasFolder() && sameFolder(folder_, folder);
}

Result<RunCheckpoints::FolderLock> RunCheckpoints::lockFolder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);  // writing says why it cannot be made
  if (!std::filesystem::is_directory(folder, error)) return FolderLock();
  const std::string name = folder + "/.checkpoints";  // of the lock; no such file is made
  auto lock = NameLock::take(name);
  if (lock) return lock;
  if (lock.error() != heldByAnother(name)) return FolderLock();
  return Error{"checkpoints", folder + ": another run writes its checkpoints there",
               "another folder, or this one once that run has ended"};
}

void RunCheckpoints::begin(const RunConfig& config, std::int64_t from_step, SteadyTime now) {
  writer_.wait();
  folder_ = config.checkpoints.folder;
  policy_.begin(config.checkpoints, from_step, now);
  lost_ = -1;
  filled_ = false;
  told_that_all_stay_ = false;
  troubled_ = false;
  index_.reset();
  if (!folder_.empty()) index_.emplace(folder_);
  {
    const MutexLock lock(mutex_);
    known_.clear();
    pending_.clear();
  }
  if (!config.resume_from.empty()) announceEarlier(config.resume_from, from_step);
}

void RunCheckpoints::announceEarlier(const std::string& path, std::int64_t step) {
  std::vector<event::CheckpointWritten> earlier;
  asUnconfined([&] { earlier = checkpointsUpTo(folderOfCheckpoint(path), step); });
  const MutexLock lock(mutex_);
  for (event::CheckpointWritten& one : earlier) {
    known_[one.step] = one;
    events_.put(std::move(one));
  }
}

std::optional<CheckpointReason> RunCheckpoints::due(std::int64_t step, SteadyTime now) {
  if (const std::int64_t lost = lost_.exchange(-1); lost >= 0) policy_.lost(lost);
  const auto reason = policy_.due(step, now);
  return reason == CheckpointReason::kMinutes && keepsWaiting() ? std::nullopt : reason;
}

bool RunCheckpoints::wants(CheckpointReason occasion, std::int64_t step, SteadyTime now) {
  if (const std::int64_t lost = lost_.exchange(-1); lost >= 0) policy_.lost(lost);
  return policy_.wants(occasion, step, now);
}

bool RunCheckpoints::keepsWaiting() {
  const MutexLock lock(mutex_);
  return std::ranges::any_of(pending_, [](const Order& order) {
    const CheckpointReason reason = order.reason;
    return order.request != 0 || reason == CheckpointReason::kEdit ||
           reason == CheckpointReason::kSteps || reason == CheckpointReason::kEvaluations;
  });
}

void RunCheckpoints::put(Checkpoint checkpoint, const Order& order, SteadySpan took,
                         SteadyTime now) {
  policy_.copied(checkpoint.step, took, now);
  checkpoint.reason = checkpointReasonId(order.reason);
  if (keepsWaiting()) writer_.wait();  // so that put() does not replace that one
  const MutexLock lock(mutex_);        // pending_ and the writer's queue change together
  pending_.push_back(order);
  if (writer_.put(std::move(checkpoint), folder_)) pending_.erase(pending_.end() - 2);
}

void RunCheckpoints::refuse(const Order& order, Error error, SteadyTime now) {
  policy_.putOff(now);
  if (order.request == 0 && troubled_.exchange(true)) return;
  events_.put(event::Rejected{order.request, std::move(error)});
}

void RunCheckpoints::done(const CheckpointOutcome& outcome) {
  Order order;
  {
    const MutexLock lock(mutex_);
    if (!pending_.empty()) order = pending_.front();
  }
  try {
    if (outcome.status) {
      written(outcome, order);
    } else {
      failed(outcome, order);
    }
  } catch (const std::exception& failure) {  // memory is short
    events_.put(event::Rejected{order.request, Error{outcome.path, failure.what(), ""}});
  }
  const MutexLock lock(mutex_);
  if (!pending_.empty()) pending_.pop_front();
}

void RunCheckpoints::failed(const CheckpointOutcome& outcome, const Order& order) {
  lost_ = outcome.step;
  Error error = outcome.status.error();
  if (order.request == 0) {
    if (troubled_.exchange(true)) return;
    error.why = "the checkpoint after step " + std::to_string(outcome.step) +
                " is not written: " + error.why +
                "; the run goes on, and the next one is tried again";
  }
  events_.put(event::Rejected{order.request, std::move(error)});
}

void RunCheckpoints::written(const CheckpointOutcome& outcome, const Order& order) {
  troubled_ = false;
  event::CheckpointWritten news{.request = order.request,
                                .step = outcome.step,
                                .path = outcome.path,
                                .bytes = outcome.bytes,
                                .reason = order.reason};
  const std::string folder = folderOfCheckpoint(outcome.path);
  if (order.pinned) {
    const Status pinned = pinCheckpoint(folder, outcome.facts.name);
    if (!pinned) events_.put(event::Rejected{0, pinned.error()});
  }
  const auto pinned = isPinned(folder, outcome.facts.name);
  news.pinned = pinned && *pinned;
  news.removed = makeRoom(outcome.facts);
  {
    const MutexLock lock(mutex_);
    for (const std::int64_t step : news.removed) known_.erase(step);
    event::CheckpointWritten& known = known_[news.step] = news;
    known.removed.clear();
  }
  events_.put(std::move(news));
}

std::vector<std::int64_t> RunCheckpoints::makeRoom(const CheckpointFacts& facts) {
  std::vector<std::int64_t> steps;
  if (!index_) return steps;
  if (!filled_) {
    if (const auto filled = index_->fill(checkpointFacts); !filled) {
      tellThatAllStay(filled.error());  // nothing is removed that is not known
      return steps;
    }
    filled_ = true;
  }
  index_->add(facts);
  const auto pruned = index_->prune();
  if (!pruned) {
    tellThatAllStay(pruned.error());
    return steps;
  }
  for (const RefusedCheckpoint& damaged : pruned->damaged) {
    events_.put(event::Rejected{0, damaged.error});  // each once: it is not verified again
  }
  if (pruned->failed.empty()) {
    told_that_all_stay_ = false;
  } else {
    tellThatAllStay(pruned->failed.front().error);
  }
  for (const std::string& name : pruned->removed) {
    if (const auto step = stepOfCheckpoint(name)) steps.push_back(*step);
  }
  return steps;
}

void RunCheckpoints::tellThatAllStay(Error error) {
  if (std::exchange(told_that_all_stay_, true)) return;
  error.why = "older checkpoints are not removed: " + error.why;
  events_.put(event::Rejected{0, std::move(error)});
}

void RunCheckpoints::pin(const command::PinCheckpoint& wanted) {
  event::CheckpointWritten known;
  {
    const MutexLock lock(mutex_);
    const auto found = known_.find(wanted.step);
    if (found != known_.end()) known = found->second;
  }
  const std::string where = "checkpoint of step " + std::to_string(wanted.step);
  if (known.path.empty()) {
    events_.put(event::Rejected{
        wanted.request,
        Error{where, "does not exist", "a step at which this run has a checkpoint"}});
    return;
  }
  Status status = Ok{};
  asUnconfined([&] {
    const std::string folder = folderOfCheckpoint(known.path);
    const std::string name = std::filesystem::path(known.path).filename().string();
    status = wanted.pinned ? pinCheckpoint(folder, name) : unpinCheckpoint(folder, name);
  });
  if (!status) {
    events_.put(event::Rejected{wanted.request, status.error()});
    return;
  }
  known.pinned = wanted.pinned;
  known.request = wanted.request;
  {
    const MutexLock lock(mutex_);
    const auto found = known_.find(wanted.step);
    if (found != known_.end()) found->second.pinned = wanted.pinned;
  }
  events_.put(known);
}

}  // namespace emascope
