// SPDX-License-Identifier: Apache-2.0
//
// The events of a run that a checkpoint keeps: changes of values and tracks, skipped steps and
// evaluations, as the protocol's frames. A run that is resumed from the checkpoint sends them
// again. The oldest evaluations of a long run may be dropped, once a journal has them.
#pragma once

#include "core/protocol/events.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace emascope {

/// Numbers of evaluations, at least 1.
struct EventLogLimit {
  std::size_t most = 16'384;  ///< that are never dropped, the latest
  std::size_t at_once = 256;  ///< in a frame: one by one they would take several times the memory
};

/// [trainer-thread] only.
class RunEventLog {
 public:
  explicit RunEventLog(const EventLogLimit& limit = {}) : limit_(limit) {}

  /// Adds Applied, TracksChanged, SkippedStep and Evaluated, without their requests; ignores
  /// others.
  void add(const Event& event);
  /// All frames so far, in order, without the evaluations that were dropped.
  [[nodiscard]] std::string frames() const;
  /// Starts again without frames.
  void restart();

  /// Whether a frame of evaluations was just completed and the oldest may be dropped.
  [[nodiscard]] bool isLong() const;
  /// Drops the oldest frames of evaluations beyond the limit, of the first `kept` evaluations of
  /// the run alone.
  void dropBeyondLimit(std::size_t kept);
  /// Number of evaluations that were dropped.
  [[nodiscard]] std::size_t dropped() const { return dropped_; }
  /// Step of the first evaluation that was not; 0 if none was dropped.
  [[nodiscard]] std::int64_t curveFrom() const;

 private:
  /// A frame of evaluations, and the frames of other events after it.
  struct Block {
    std::string frame = {};
    std::size_t count = 0;        ///< of its evaluations
    std::int64_t first_step = 0;  ///< of these
    std::string others = {};
  };
  void flush();
  /// Whether the oldest block is beyond the limit.
  [[nodiscard]] bool isBeyondLimit() const;

  EventLogLimit limit_;
  std::string others_ = {};             ///< frames of other events before the first block
  std::deque<Block> blocks_ = {};       ///< in order
  std::vector<EvalPoint> points_ = {};  ///< the last ones, not yet in a block
  std::size_t evaluations_ = 0;         ///< in blocks_ and points_
  std::size_t dropped_ = 0;
};

}  // namespace emascope
