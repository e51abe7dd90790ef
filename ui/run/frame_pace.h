// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long the window collects events before it shows them, while steps are taken. Each frame costs
// processor time, which a training on few cores lacks. Frames follow each other so that they take
// at most kShare of one core, but not more often than every kShortest, and not less often than
// every kLongest. Times are parameters, so this is tested without waiting.
#pragma once

#include <algorithm>
#include <chrono>

namespace emascope::ui {

class FramePace {
 public:
  static constexpr std::chrono::milliseconds kShortest{33};
  static constexpr std::chrono::milliseconds kLongest{66};
  static constexpr double kShare = 0.1;

  /// A frame begins. `used`: the processor time of this process until now, all threads, in ms.
  void begin(double used) {
    const double cost = used - used_;
    used_ = used;
    const auto wanted = std::chrono::milliseconds(static_cast<int>(std::min(cost / kShare, 1e6)));
    interval_ = std::clamp(wanted, kShortest, kLongest);
  }
  /// From the begin of a frame's events to when they are shown.
  [[nodiscard]] std::chrono::milliseconds interval() const { return interval_; }

 private:
  double used_ = 0.0;
  std::chrono::milliseconds interval_ = kShortest;
};

}  // namespace emascope::ui
