// SPDX-License-Identifier: Apache-2.0
//
// Speed and time shares over about the last second, reported at most 30 times a second.
#pragma once

#include "core/protocol/events.h"
#include "core/session/rate_limiter.h"
#include "core/train/trainer.h"

#include <cstdint>
#include <deque>

namespace emascope {

class ProgressMeter {
 public:
  /// Starts over, for a run that starts or resumes.
  void restart(SteadyTime now, std::int64_t step, const Trainer::Busy& busy);
  /// True if a report may be made at `now`.
  [[nodiscard]] bool due(SteadyTime now) const { return now >= next_; }
  [[nodiscard]] event::Progress report(SteadyTime now, std::int64_t step, double seconds,
                                       const Trainer::Busy& busy);

 private:
  struct Sample {
    SteadyTime time = {};
    std::int64_t step = 0;
    Trainer::Busy busy = {};
  };
  std::deque<Sample> samples_;  ///< about the last second
  SteadyTime next_ = {};
};

}  // namespace emascope
