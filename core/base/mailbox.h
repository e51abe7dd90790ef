// SPDX-License-Identifier: Apache-2.0
//
// A queue between threads. Any number of producers add items, one consumer takes all of them at
// once, so the lock is held only for a move, never during work.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
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
      const std::scoped_lock lock(mutex_);
      was_empty = items_.empty();
      items_.push_back(std::move(item));
    }
    arrived_.notify_one();
    return was_empty;
  }

  /// [any-thread] Takes all items, oldest first. Never blocks on the producers' work.
  [[nodiscard]] std::vector<T> takeAll() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(items_, {});
  }

  /// Blocks until there is an item or a stop is requested; then like takeAll().
  [[nodiscard]] std::vector<T> waitAll(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, stop, [this] { return !items_.empty(); });
    return std::exchange(items_, {});
  }

  /// Blocks until there is an item, a stop is requested, or `timeout` has passed.
  template <typename Rep, typename Period>
  [[nodiscard]] std::vector<T> waitAllFor(const std::stop_token& stop,
                                          std::chrono::duration<Rep, Period> timeout) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, stop, timeout, [this] { return !items_.empty(); });
    return std::exchange(items_, {});
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any arrived_;
  std::vector<T> items_;
};

}  // namespace emascope
