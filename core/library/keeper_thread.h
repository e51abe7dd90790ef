// SPDX-License-Identifier: Apache-2.0
//
// A RunKeeper on a thread of its own, so that a disk that does not answer delays no other thread.
#pragma once

#include "core/library/run_keeper.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace emascope {

/// [any-thread] but close() and the destructor, which the owner calls.
class KeeperThread {
 public:
  explicit KeeperThread(KeeperOptions options);
  /// Like close() with a patience of two seconds.
  ~KeeperThread();
  KeeperThread(const KeeperThread&) = delete;
  KeeperThread& operator=(const KeeperThread&) = delete;

  /// Queues an event; never waits. While too many events wait for the disk, the rest of the run is
  /// not kept, which takeNews() says; the next run is kept again once the disk answers.
  void take(const Event& event);
  /// Number of evaluations of the present run, the first ones, that are on the disk; 0 if the rest
  /// of it is not kept.
  [[nodiscard]] std::size_t evaluationsOnDisk() const;
  /// Folder of the present run, also once the rest of it is not kept; empty if none is kept.
  [[nodiscard]] std::string folder() const;
  /// Sentences for people since the last call.
  [[nodiscard]] std::vector<std::string> takeNews();
  /// Writes what was taken and ends the run; waits at most `patience` for the disk. True if
  /// everything was kept.
  [[nodiscard]] bool close(std::chrono::milliseconds patience);

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;  ///< outlives this if the thread waits for a disk
  std::jthread thread_;
};

}  // namespace emascope
