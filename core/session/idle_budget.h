// SPDX-License-Identifier: Apache-2.0
//
// When work that can wait is done while a run goes on: in the time that its speed limit leaves, and
// beyond that for at most kShare of the time, so that training is not slowed by more. The work is
// done in pieces whose length is not known beforehand; it is taken to be that of the longest of the
// last ones. Times are parameters, so this is tested without waiting.
#pragma once

#include "core/session/rate_limiter.h"

#include <algorithm>

namespace emascope {

class IdleBudget {
 public:
  static constexpr double kShare = 0.01;

  /// The run goes on at `now`. Time before counts for nothing.
  void restart(SteadyTime now) { at_ = now; }

  /// Whether a piece may be begun at `now`, if the next step is due in `free`.
  [[nodiscard]] bool allows(SteadySpan free, SteadyTime now) {
    const auto earned = std::chrono::duration_cast<SteadySpan>(kShare * (now - at_));
    credit_ = std::min(credit_ + earned, std::max<SteadySpan>(kMostSaved, expected_));
    // Parts of a nanosecond must not be lost from step to step.
    if (earned > SteadySpan::zero()) at_ = now;
    return credit_ >= std::max(expected_ - free, SteadySpan::zero());
  }
  /// A piece was done and took `took`; when it was begun, the next step was due in `free`.
  void worked(SteadySpan took, SteadySpan free) {
    credit_ -= std::max(took - free, SteadySpan::zero());
    expected_ = std::max(took, expected_ - expected_ / kForgetting);
  }

 private:
  /// Not more at once, unless a single piece takes longer.
  static constexpr std::chrono::milliseconds kMostSaved{10};
  static constexpr int kForgetting = 10;

  SteadyTime at_ = {};
  SteadySpan credit_ = SteadySpan::zero();
  SteadySpan expected_ = SteadySpan::zero();
};

}  // namespace emascope
