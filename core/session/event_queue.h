// SPDX-License-Identifier: Apache-2.0
//
// Queue of events leaving a session. It stays small without losing information: a newer Progress
// replaces an older one, and consecutive evaluation points are merged into one event. All other
// events are kept unchanged.
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
  /// As Session::setWakeup. Calls `wakeup` immediately if events are queued.
  void setWakeup(std::function<void()> wakeup);

 private:
  void wake();

  std::mutex events_mutex_;
  std::vector<Event> events_;
  std::mutex wakeup_mutex_;  ///< held while the wakeup runs
  std::function<void()> wakeup_;
};

}  // namespace emascope
