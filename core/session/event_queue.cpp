// SPDX-License-Identifier: Apache-2.0
#include "core/session/event_queue.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace emascope {
namespace {

/// Adds `event` to the queue, merged as described in the header.
void append(std::vector<Event>& waiting, Event event) {
  if (std::holds_alternative<event::Progress>(event)) {
    std::erase_if(waiting,
                  [](const Event& old) { return std::holds_alternative<event::Progress>(old); });
  }
  if (auto* news = std::get_if<event::Evaluated>(&event)) {
    const auto last = std::find_if(waiting.rbegin(), waiting.rend(), [](const Event& old) {
      return !std::holds_alternative<event::Progress>(old);
    });
    if (last != waiting.rend() && std::holds_alternative<event::Evaluated>(*last)) {
      auto& points = std::get<event::Evaluated>(*last).points;
      std::move(news->points.begin(), news->points.end(), std::back_inserter(points));
      return;
    }
  }
  waiting.push_back(std::move(event));
}

}  // namespace

void EventQueue::put(Event event) {
  bool was_empty = false;
  {
    const MutexLock lock(events_mutex_);
    was_empty = events_.empty();
    append(events_, std::move(event));
  }
  if (was_empty) wake();
}

std::vector<Event> EventQueue::drain() {
  const MutexLock lock(events_mutex_);
  return std::exchange(events_, {});
}

void EventQueue::setWakeup(std::function<void()> wakeup) {
  {
    const MutexLock lock(wakeup_mutex_);
    wakeup_ = std::move(wakeup);
  }
  bool waiting = false;
  {
    const MutexLock lock(events_mutex_);
    waiting = !events_.empty();
  }
  if (waiting) wake();
}

void EventQueue::wake() {
  const MutexLock lock(wakeup_mutex_);
  if (wakeup_) wakeup_();
}

}  // namespace emascope
