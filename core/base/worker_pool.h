// SPDX-License-Identifier: Apache-2.0
//
// A few threads that wait for the pieces of one job at a time. Each begins with its own share of
// the pieces, the same in every job, so that what a core has in its cache stays of use; when it is
// done it takes over what others have not begun. A thread that the system does not let run delays
// nothing but the piece it holds. Knows no LibTorch and nothing of averages.
#pragma once

#include <atomic>
#include <cfenv>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace emascope {

class WorkerPool {
 public:
  /// `threads` with the one that calls run(): 1 starts none. Throws std::system_error if the system
  /// has no more. @pre threads >= 1
  explicit WorkerPool(int threads);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  ~WorkerPool();

  [[nodiscard]] int threads() const { return static_cast<int>(shares_count_); }

  /// [any-thread] Calls work(i) once for each i < pieces, on any of the threads, and returns when
  /// all are done. Each share is gone through from its first piece, or `backwards`. Callers on
  /// several threads wait for each other. The floating-point environment (rounding, flushing of
  /// subnormal numbers) is the caller's in every thread.
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
  std::mutex one_caller_;

  std::mutex mutex_;  ///< for all below
  std::condition_variable begun_;
  std::condition_variable idle_;
  const Job* job_ = nullptr;  ///< while it may be joined
  std::size_t jobs_ = 0;
  std::size_t busy_ = 0;
  bool ending_ = false;

  std::vector<std::thread> workers_;
};

}  // namespace emascope
