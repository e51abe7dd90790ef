// SPDX-License-Identifier: Apache-2.0
//
// Events on their way out of a session. What is not yet taken is kept small without losing anything
// that matters: a newer Progress replaces an older one, evaluation points that follow each other
// travel in one event, and nothing else is touched or dropped.
#pragma once

#include "core/protocol/events.h"

#include <functional>
#include <mutex>
#include <vector>

namespace emascope {

/// [any-thread]
class EventQueue {
 public:
  void put(Event event);
  /// Oldest first.
  [[nodiscard]] std::vector<Event> drain();
  /// As Session::setWakeup; called at once if events are waiting.
  void setWakeup(std::function<void()> wakeup);

 private:
  void wake();

  std::mutex events_mutex_;
  std::vector<Event> events_;
  std::mutex wakeup_mutex_;  ///< held while the wake-up runs
  std::function<void()> wakeup_;
};

}  // namespace emascope
