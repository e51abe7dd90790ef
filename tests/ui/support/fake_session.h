// SPDX-License-Identifier: Apache-2.0
//
// A session without an engine: the test says what arrives, and reads what was asked for.
#pragma once

#include "core/protocol/session.h"

#include <utility>
#include <vector>

namespace emascope {

class FakeSession final : public Session {
 public:
  void post(Command command) override { posted.push_back(std::move(command)); }

  std::vector<Event> drain() override { return std::exchange(waiting_, {}); }

  void setWakeup(std::function<void()> wakeup) override { wakeup_ = std::move(wakeup); }

  /// An event arrives.
  void arrive(Event event) {
    const bool was_empty = waiting_.empty();
    waiting_.push_back(std::move(event));
    if (was_empty && wakeup_) wakeup_();
  }

  template <typename T>
  [[nodiscard]] std::vector<T> all() const {
    std::vector<T> found;
    for (const Command& command : posted) {
      if (const T* match = std::get_if<T>(&command)) found.push_back(*match);
    }
    return found;
  }

  std::vector<Command> posted;

 private:
  std::vector<Event> waiting_;
  std::function<void()> wakeup_;
};

}  // namespace emascope
