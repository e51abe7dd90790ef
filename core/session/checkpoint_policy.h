// SPDX-License-Identifier: Apache-2.0
//
// When a run writes a checkpoint: early, then some time after the last one, at multiples of the
// steps or evaluations that a person has asked for, before an edit that may spoil it, at a pause,
// at its end, and where it is stopped. Training waits for the copy of its state into memory.
// Automatic copies, by time and at pauses, take at most kShare of the time: after a slow one the
// next one comes later. Those that were asked for are never put off. Times are parameters, so that
// tests need not wait.
#pragma once

#include "core/protocol/commands.h"
#include "core/protocol/spec/checkpoint_settings.h"
#include "core/session/rate_limiter.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

namespace emascope {

class CheckpointPolicy {
 public:
  /// Share of the time that training may wait for automatic copies.
  static constexpr double kShare = 0.01;
  /// An edit that multiplies the learning rate by at least this may spoil the run.
  static constexpr double kRiskyFactor = 3.0;
  /// After a copy that failed, none is tried for so long.
  static constexpr std::chrono::minutes kPutOff{1};

  /// So long after its beginning a run writes its first ones, as far as that is earlier than the
  /// time between two of them.
  static constexpr std::array<std::chrono::seconds, 3> kEarly = {
      std::chrono::seconds(10), std::chrono::seconds(30), std::chrono::seconds(90)};

  /// A run begins at `now` after `step` steps, which a checkpoint has if it was resumed from one.
  void begin(const CheckpointSettings& settings, std::int64_t step, SteadyTime now);
  void evaluated() { ++evaluations_; }
  /// An edit was accepted or applied: the last checkpoint is no longer that of the present state.
  void edited() { exact_ = false; }
  /// A copy of the state after `step` steps was made, which took `took` and was over at `now`.
  void copied(std::int64_t step, SteadySpan took, SteadyTime now);
  /// No copy could be made at `now`, for lack of memory, say.
  void putOff(SteadyTime now) { allowed_ = put_off_ = now + kPutOff; }
  /// The checkpoint after `step` steps could not be written; it does not count as one.
  void lost(std::int64_t step);

  /// After a step: why a checkpoint is due now; none, usually.
  [[nodiscard]] std::optional<CheckpointReason> due(std::int64_t step, SteadyTime now) const;
  /// Whether one is written on this occasion: always before a risky edit, at the end and where the
  /// run is stopped, unless the last one is of this step; at a pause if the share allows it.
  [[nodiscard]] bool wants(CheckpointReason occasion, std::int64_t step, SteadyTime now) const;

 private:
  /// Whether the time has come, whatever the share allows.
  [[nodiscard]] bool isTime(SteadyTime now) const;
  [[nodiscard]] bool allows(SteadyTime now) const { return now >= allowed_; }
  [[nodiscard]] bool has(std::int64_t step) const { return exact_ && last_ == step; }

  CheckpointSettings settings_ = {};
  std::optional<std::int64_t> last_ = {};  ///< the step of the last one
  bool exact_ = true;                      ///< nothing was edited since
  std::int64_t counted_from_ = 0;          ///< the step of the last one, or of the beginning
  std::int64_t evaluations_ = 0;           ///< since the beginning
  std::int64_t counted_evaluations_ = 0;   ///< those before the last one
  SteadyTime begin_ = {};                  ///< of the run
  SteadyTime time_ = {};                   ///< of the last one, or of the beginning
  SteadyTime allowed_ = {};                ///< from here on the share allows another one
  SteadyTime put_off_ = {};                ///< until here no copy is tried
};

/// Whether the edit may spoil the run. `rate`: the learning rate before it.
[[nodiscard]] bool isRisky(const command::SetParams& edit, double rate);
[[nodiscard]] bool isRisky(const command::EditTracks& edit);

}  // namespace emascope
