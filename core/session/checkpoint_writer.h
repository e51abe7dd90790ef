// SPDX-License-Identifier: Apache-2.0
//
// Writes checkpoints on a thread of its own while training goes on, one file at a time. At most one
// checkpoint waits: a newer one replaces it.
#pragma once

#include "core/base/thread_safety.h"
#include "core/session/checkpoint.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace emascope {

/// What became of a checkpoint.
struct CheckpointOutcome {
  std::int64_t step = 0;
  std::string path = {};
  std::int64_t bytes = 0;  ///< size of the file; 0 after an error
  Status status = Ok{};
  CheckpointFacts facts = {};  ///< with the file's name, without a pin
};

/// put() and wait() are for one thread, usually [trainer-thread].
class CheckpointWriter {
 public:
  /// Writes `bytes` durably; see writeSealedFile().
  using Write = std::function<Status(const std::string& path, std::string_view bytes)>;
  /// Called on the writer's thread after each file, before the next is begun. Must not throw or
  /// call back.
  using Done = std::function<void(const CheckpointOutcome&)>;

  explicit CheckpointWriter(Done done, Write write = writeSealedFile);
  /// Writes what waits and ends the thread.
  ~CheckpointWriter();
  CheckpointWriter(const CheckpointWriter&) = delete;
  CheckpointWriter& operator=(const CheckpointWriter&) = delete;

  /// Returns at once. The file is `folder`/checkpointName(checkpoint.step); the folder is made if
  /// there is none. Returns the step of the checkpoint that was waiting and is now not written, if
  /// any; Done is not called for it.
  std::optional<std::int64_t> put(Checkpoint checkpoint, std::string folder);
  /// Waits until everything is written.
  void wait();

 private:
  struct Job {
    Checkpoint checkpoint = {};
    std::string folder = {};
  };
  void serve(const std::stop_token& stop);
  [[nodiscard]] CheckpointOutcome write(Job job) const;

  Done done_;
  Write write_;
  Mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<Job> waiting_ EMASCOPE_GUARDED_BY(mutex_);
  bool busy_ EMASCOPE_GUARDED_BY(mutex_) = false;
  std::jthread thread_;
};

}  // namespace emascope
