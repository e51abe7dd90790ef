// SPDX-License-Identifier: Apache-2.0
//
// A queue between threads. Any number of producers add items, one consumer takes all of them at
// once, so the lock is held only for a move, never during work.
#pragma once

#include "core/base/thread_safety.h"

#include <chrono>
#include <condition_variable>
#include <stop_token>
#include <utility>
#include <vector>

namespace emascope {

template <typename T>
class Mailbox {
 public:
  /// [any-thread] Adds an item. True if the mailbox was empty: then the consumer needs a wake-up.
  bool put(T item) {
    bool was_empty = false;
    {
      const MutexLock lock(mutex_);
      was_empty = items_.empty();
      items_.push_back(std::move(item));
    }
    arrived_.notify_one();
    return was_empty;
  }

  /// [any-thread] Takes all items, oldest first. Never blocks on the producers' work.
  [[nodiscard]] std::vector<T> takeAll() {
    const MutexLock lock(mutex_);
    return std::exchange(items_, {});
  }

  /// Blocks until there is an item or a stop is requested; then like takeAll().
  [[nodiscard]] std::vector<T> waitAll(const std::stop_token& stop) {
    MutexLock lock(mutex_);
    arrived_.wait(lock.native(), stop,
                  [this]() EMASCOPE_REQUIRES(mutex_) { return !items_.empty(); });
    return std::exchange(items_, {});
  }

  /// Blocks until there is an item, a stop is requested, or `timeout` has passed.
  template <typename Rep, typename Period>
  [[nodiscard]] std::vector<T> waitAllFor(const std::stop_token& stop,
                                          std::chrono::duration<Rep, Period> timeout) {
    MutexLock lock(mutex_);
    arrived_.wait_for(lock.native(), stop, timeout,
                      [this]() EMASCOPE_REQUIRES(mutex_) { return !items_.empty(); });
    return std::exchange(items_, {});
  }

 private:
  Mutex mutex_;
  std::condition_variable_any arrived_;
  std::vector<T> items_ EMASCOPE_GUARDED_BY(mutex_);
};

}  // namespace emascope
