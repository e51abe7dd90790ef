// SPDX-License-Identifier: Apache-2.0
//
// A session as a test handles it: post, wait for an event with a limit, look at everything that
// came. Waiting is on the wake-up, never by the clock.
#pragma once

#include "core/base/overloaded.h"
#include "core/protocol/session.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace emascope {

class SessionDriver {
 public:
  explicit SessionDriver(std::unique_ptr<Session> session) : session_(std::move(session)) {
    session_->setWakeup([this] {
      const std::scoped_lock lock(mutex_);
      news_ = true;
      woken_.notify_one();
    });
  }
  ~SessionDriver() { session_->setWakeup({}); }
  SessionDriver(const SessionDriver&) = delete;
  SessionDriver& operator=(const SessionDriver&) = delete;

  void post(Command command) { session_->post(std::move(command)); }

  /// Waits until an event that has not been waited for satisfies `wanted`; false after 20 s.
  [[nodiscard]] bool waitFor(const std::function<bool(const Event&)>& wanted) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (true) {
      for (; looked_at_ < seen_.size(); ++looked_at_) {
        if (wanted(seen_[looked_at_])) {
          ++looked_at_;
          return true;
        }
      }
      {
        std::unique_lock lock(mutex_);
        if (!woken_.wait_until(lock, limit, [this] { return std::exchange(news_, false); })) {
          return false;
        }
      }
      for (Event& event : session_->drain()) seen_.push_back(std::move(event));
    }
  }
  [[nodiscard]] bool waitForState(RunState state) {
    return waitFor([state](const Event& event) {
      const auto* changed = std::get_if<event::StateChanged>(&event);
      return changed != nullptr && changed->state == state;
    });
  }

  [[nodiscard]] const std::vector<Event>& seen() const { return seen_; }
  template <typename Kind>
  [[nodiscard]] std::vector<Kind> all() const {
    std::vector<Kind> found;
    for (const Event& event : seen_) {
      if (const auto* kind = std::get_if<Kind>(&event)) found.push_back(*kind);
    }
    return found;
  }
  /// All points of all Evaluated events.
  [[nodiscard]] std::vector<EvalPoint> points() const {
    std::vector<EvalPoint> points;
    for (const auto& evaluated : all<event::Evaluated>()) {
      points.insert(points.end(), evaluated.points.begin(), evaluated.points.end());
    }
    return points;
  }

 private:
  std::unique_ptr<Session> session_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool news_ = false;
  std::vector<Event> seen_;
  std::size_t looked_at_ = 0;
};

}  // namespace emascope
