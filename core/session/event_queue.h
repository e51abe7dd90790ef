// SPDX-License-Identifier: Apache-2.0
//
// Queue of events leaving a session. It stays small without losing information: a newer Progress
// replaces an older one, and consecutive evaluation points are merged into one event. All other
// events are kept unchanged.
#pragma once

#include "core/base/thread_safety.h"
#include "core/protocol/events.h"

#include <functional>
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

  Mutex events_mutex_;
  std::vector<Event> events_ EMASCOPE_GUARDED_BY(events_mutex_);
  Mutex wakeup_mutex_;  ///< held while the wakeup runs
  std::function<void()> wakeup_ EMASCOPE_GUARDED_BY(wakeup_mutex_);
};

}  // namespace emascope
