// SPDX-License-Identifier: Apache-2.0
//
// Speed limit and stopwatch of a run. Times are parameters, so both are tested without waiting.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>

namespace emascope {

using SteadyTime = std::chrono::steady_clock::time_point;
using SteadySpan = std::chrono::steady_clock::duration;

[[nodiscard]] inline SteadyTime steadyNow() { return std::chrono::steady_clock::now(); }

/// Spaces steps evenly; a run that fell behind does not catch up.
class RateLimiter {
 public:
  /// 0 = unlimited; anything that is not a positive number counts as 0.
  void setSpeed(double steps_per_second) {
    period_ = SteadySpan::zero();
    if (steps_per_second > 0.0 && std::isfinite(steps_per_second)) {
      period_ = std::chrono::duration_cast<SteadySpan>(
          std::chrono::duration<double>(std::min(1.0 / steps_per_second, kLongestPeriod)));
    }
    due_ = {};
  }
  /// Time until the next step may start; zero or less = now.
  [[nodiscard]] SteadySpan wait(SteadyTime now) const {
    return period_ == SteadySpan::zero() || due_ <= now ? SteadySpan::zero() : due_ - now;
  }
  /// Records a step at `now`.
  void step(SteadyTime now) { due_ = (now - due_ <= period_ ? due_ : now) + period_; }

 private:
  static constexpr double kLongestPeriod = 86400.0;  ///< seconds
  SteadySpan period_ = SteadySpan::zero();
  SteadyTime due_ = {};
};

/// A stopwatch that can be paused.
class RunClock {
 public:
  /// At `seconds`, on hold.
  void restart(double seconds = 0.0) {
    *this = RunClock();
    passed_ = std::chrono::duration_cast<SteadySpan>(
        std::chrono::duration<double>(std::min(seconds, kLongest)));
  }
  void go(SteadyTime now) {
    if (!going_) since_ = now;
    going_ = true;
  }
  void hold(SteadyTime now) {
    if (going_) passed_ += now - since_;
    going_ = false;
  }
  [[nodiscard]] double seconds(SteadyTime now) const {
    return std::chrono::duration<double>(passed_ + (going_ ? now - since_ : SteadySpan::zero()))
        .count();
  }

 private:
  static constexpr double kLongest = 1e9;  ///< seconds
  bool going_ = false;
  SteadyTime since_ = {};
  SteadySpan passed_ = SteadySpan::zero();
};

}  // namespace emascope
