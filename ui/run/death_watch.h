// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether an engine that died is started again by itself. Times are parameters, so this is tested
// without waiting.
#pragma once

#include <chrono>
#include <deque>

namespace emascope::ui {

class DeathWatch {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::seconds kWithin{60};
  static constexpr std::size_t kMost = 3;  ///< deaths of one run

  /// The engine of run number `run` died at `now`. False for the third time within a minute.
  [[nodiscard]] bool mayRestart(int run, Time now) {
    if (run != run_) deaths_.clear();
    run_ = run;
    while (!deaths_.empty() && now - deaths_.front() > kWithin) deaths_.pop_front();
    deaths_.push_back(now);
    return deaths_.size() < kMost;
  }

 private:
  int run_ = 0;
  std::deque<Time> deaths_;  ///< of the last minute
};

}  // namespace emascope::ui
