// SPDX-License-Identifier: Apache-2.0
//
// A run as it was observed, built from events alone. What the window draws and lists, what is
// written to files, and what the summary at the end is made of, all read this.
#pragma once

#include "core/protocol/events.h"

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

struct RunRecord {
  RunConfig config = {};  ///< as the engine resolved it
  RunFacts facts = {};
  RunState state = RunState::kIdle;
  std::string state_reason = {};
  std::int64_t step = 0;  ///< steps taken, as far as is known here
  event::Progress progress = {};
  std::vector<EvalPoint> points = {};
  std::vector<event::Applied> changes = {};  ///< the control log, in order, each change once
  std::vector<event::SkippedStep> skipped = {};
  std::vector<event::Failed> failures = {};

  /// Takes `event` in; Started empties the record first.
  void apply(const Event& event);

  /// Index in config.tracks, or -1.
  [[nodiscard]] int trackIndex(const std::string& label) const;

  /// Value of a track's parameter that is in force now (the configuration's, then the changes').
  [[nodiscard]] double value(const std::string& track, const std::string& id) const;
};

/// The configuration that repeats this run: `record.config` with its control log as edits.
[[nodiscard]] RunConfig replayConfig(const RunRecord& record);

}  // namespace emascope
