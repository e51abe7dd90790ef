// SPDX-License-Identifier: Apache-2.0
//
// The checkpoints of the run that is going on: says when one is due, has it written on a thread of
// its own, answers and announces it, removes older ones, and pins. That a checkpoint cannot be
// written is reported once, until one is written again; the run goes on.
#pragma once

#include "core/base/name_lock.h"
#include "core/base/thread_safety.h"
#include "core/session/checkpoint_policy.h"
#include "core/session/checkpoint_writer.h"
#include "core/session/event_queue.h"
#include "core/store/checkpoint_index.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace emascope {

/// [trainer-thread], also where that thread is confined. To be made on a thread that is not.
class RunCheckpoints {
 public:
  explicit RunCheckpoints(EventQueue& events, CheckpointWriter::Write write = writeSealedFile);
  RunCheckpoints(const RunCheckpoints&) = delete;
  RunCheckpoints& operator=(const RunCheckpoints&) = delete;
  ~RunCheckpoints();

  /// Ok if a run may write its checkpoints into `folder`. Refused is one with checkpoints of
  /// another run: any, or if the run goes on from one in this folder, those after `from_step`.
  [[nodiscard]] static Status checkFolder(const std::string& folder, const std::string& resume_from,
                                          std::int64_t from_step);

  using FolderLock = std::shared_ptr<const NameLock>;
  /// The lock of a run that writes its checkpoints into `folder`, which is made if it is not there.
  /// Fails while a run of another process has it. Null if the folder cannot be made or locked.
  [[nodiscard]] static Result<FolderLock> lockFolder(const std::string& folder);
  /// Keeps the lock of the run's folder, until releaseFolder() or the next one.
  void holdFolder(FolderLock lock) { lock_ = std::move(lock); }
  void releaseFolder() { lock_.reset(); }

  /// A run begins; of one that goes on from a checkpoint, those up to there are announced. What was
  /// being written has been.
  void begin(const RunConfig& config, std::int64_t from_step, SteadyTime now);
  void evaluated() { policy_.evaluated(); }
  void edited() { policy_.edited(); }
  [[nodiscard]] std::optional<CheckpointReason> due(std::int64_t step, SteadyTime now);
  [[nodiscard]] bool wants(CheckpointReason occasion, std::int64_t step, SteadyTime now);
  [[nodiscard]] bool hasFolder() const { return !folder_.empty(); }
  /// Whether the run writes into `folder`, whatever its name.
  [[nodiscard]] bool writesInto(const std::string& folder) const;

  struct Order {
    CheckpointReason reason = CheckpointReason::kAsked;
    std::uint64_t request = 0;  ///< 0: nobody waits for an answer
    bool pinned = false;
  };
  /// Has the copy written, which took `took` and was over at `now`; returns at once.
  void put(Checkpoint checkpoint, const Order& order, SteadySpan took, SteadyTime now);
  /// Says that there is none for this order, and why; the next automatic one comes later.
  void refuse(const Order& order, Error error, SteadyTime now);
  /// Pins or unpins a checkpoint that was announced, and answers.
  void pin(const command::PinCheckpoint& wanted);
  /// Waits until all are written and announced.
  void wait() { writer_.wait(); }

 private:
  /// Whether one is being written or waits that a person asked for, or that is before an edit.
  [[nodiscard]] bool keepsWaiting();
  void done(const CheckpointOutcome& outcome);  ///< [writer's thread]
  void failed(const CheckpointOutcome& outcome, const Order& order);
  void written(const CheckpointOutcome& outcome, const Order& order);
  /// Removes older ones, and says what hinders that. Returns the steps of those that are gone.
  [[nodiscard]] std::vector<std::int64_t> makeRoom(const CheckpointFacts& facts);
  /// Says why older ones are not removed, once until they are again. [writer's thread]
  void tellThatAllStay(Error error);
  /// Announces those in the folder of `path`, up to `step`.
  void announceEarlier(const std::string& path, std::int64_t step);

  EventQueue& events_;
  CheckpointPolicy policy_;
  std::string folder_;
  FolderLock lock_;
  std::optional<CheckpointIndex> index_;  ///< of the writer's thread between two runs
  bool filled_ = false;                   ///< index_ has read the folder; of that thread, too
  bool told_that_all_stay_ = false;       ///< that older ones are not removed; of that thread, too
  std::atomic<bool> troubled_ = false;    ///< one could not be written, and that was said
  std::atomic<std::int64_t> lost_ = -1;   ///< step of one that could not be written; -1: none
  Mutex mutex_;
  std::deque<Order> pending_ EMASCOPE_GUARDED_BY(mutex_);  ///< in the order of their writing
  /// Those that are there, by step, as they were announced.
  std::map<std::int64_t, event::CheckpointWritten> known_ EMASCOPE_GUARDED_BY(mutex_);
  CheckpointWriter writer_;  ///< last: it calls done() until it has ended
};

}  // namespace emascope
