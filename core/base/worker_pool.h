// SPDX-License-Identifier: Apache-2.0
//
// A few threads that process the pieces of one job at a time. Each thread starts with its own share
// of the pieces, the same in every job, which keeps cached data useful; then it takes over pieces
// that others have not started. A thread that the system does not schedule delays only its current
// piece. No LibTorch.
#pragma once

#include "core/base/thread_safety.h"

#include <atomic>
#include <cfenv>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace emascope {

class WorkerPool {
 public:
  /// `threads` includes the thread that calls run(): 1 starts none. Throws std::system_error if the
  /// system cannot start a thread. @pre threads >= 1
  explicit WorkerPool(int threads);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  ~WorkerPool();

  [[nodiscard]] int threads() const { return static_cast<int>(shares_count_); }

  /// [any-thread] Calls work(i) once for each i < pieces, on any of the threads, and returns when
  /// all are done. Each share is processed from its first piece, or `backwards`. Callers on several
  /// threads wait for each other. Every thread uses the caller's floating-point environment
  /// (rounding, flushing of subnormal numbers).
  /// @pre work does not throw, and does not call run()
  void run(std::size_t pieces, bool backwards, const std::function<void(std::size_t)>& work);

 private:
  struct Job {
    const std::function<void(std::size_t)>* work = nullptr;
    bool backwards = false;
    std::fenv_t environment = {};
  };
  struct alignas(64) Share {
    std::atomic<std::size_t> taken = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  void serve(std::size_t self);
  void drain(std::size_t self, const Job& job);
  void end();

  const std::size_t shares_count_;
  const std::unique_ptr<Share[]> shares_;
  Mutex one_caller_;

  Mutex mutex_;
  std::condition_variable begun_;
  std::condition_variable idle_;
  const Job* job_ EMASCOPE_GUARDED_BY(mutex_) = nullptr;  ///< set while threads may join it
  std::size_t jobs_ EMASCOPE_GUARDED_BY(mutex_) = 0;
  std::size_t busy_ EMASCOPE_GUARDED_BY(mutex_) = 0;
  bool ending_ EMASCOPE_GUARDED_BY(mutex_) = false;

  std::vector<std::thread> workers_;
};

}  // namespace emascope
