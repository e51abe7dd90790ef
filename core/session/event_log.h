// SPDX-License-Identifier: Apache-2.0
//
// What a run has said that belongs to its course: changes of values and tracks, skipped steps and
// evaluations, as the protocol's frames. A checkpoint keeps it, and a run that goes on from there
// says it again.
#pragma once

#include "core/protocol/events.h"

#include <string>
#include <utility>
#include <vector>

namespace emascope {

/// [trainer-thread] only.
class EventLog {
 public:
  /// Adds Applied, TracksChanged, SkippedStep and Evaluated, without their requests; ignores
  /// others.
  void add(const Event& event);
  /// All frames so far, in order.
  [[nodiscard]] std::string frames() const;
  /// Starts anew with these frames.
  void restart(std::string frames = "") {
    frames_ = std::move(frames);
    points_.clear();
  }

 private:
  void flush();

  std::string frames_;
  std::vector<EvalPoint> points_;  ///< the last ones, not yet among the frames
};

}  // namespace emascope
