// SPDX-License-Identifier: Apache-2.0
//
// The events of a run that a checkpoint keeps: changes of values and tracks, skipped steps and
// evaluations, as the protocol's frames. A run that is resumed from the checkpoint sends them
// again.
#pragma once

#include "core/protocol/events.h"

#include <string>
#include <utility>
#include <vector>

namespace emascope {

/// [trainer-thread] only.
class RunEventLog {
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
