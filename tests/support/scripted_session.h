// SPDX-License-Identifier: Apache-2.0
//
// A session without a run: records the commands it receives and emits the events the test supplies.
#pragma once

#include "core/protocol/session.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <utility>
#include <vector>

namespace emascope {

class ScriptedSession final : public Session {
 public:
  void post(Command command) override {
    const std::scoped_lock lock(mutex_);
    posted_.push_back(std::move(command));
    arrived_.notify_all();
  }

  std::vector<Event> drain() override {
    const std::scoped_lock lock(mutex_);
    return std::exchange(events_, {});
  }

  void setWakeup(std::function<void()> wakeup) override {
    const std::scoped_lock lock(wakeup_mutex_);
    wakeup_ = std::move(wakeup);
  }

  void say(Event event) {
    {
      const std::scoped_lock lock(mutex_);
      events_.push_back(std::move(event));
    }
    const std::scoped_lock lock(wakeup_mutex_);
    if (wakeup_) wakeup_();
  }

  /// Waits until `count` commands were posted, at most 20 s, and returns the posted commands.
  [[nodiscard]] std::vector<Command> posted(std::size_t count) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, std::chrono::seconds(20), [&] { return posted_.size() >= count; });
    return posted_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Command> posted_;
  std::vector<Event> events_;
  std::mutex wakeup_mutex_;  ///< held while the wakeup runs
  std::function<void()> wakeup_;
};

}  // namespace emascope
