// SPDX-License-Identifier: Apache-2.0
//
// A run as it was observed, built from events alone. What the window draws and lists, what is
// written to files, and what the summary at the end is made of, all read this.
#pragma once

#include "core/protocol/events.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace emascope {

/// Of a track that is not there: all NaN.
inline constexpr TrackEvaluation kNoEvaluation = {
    .val = {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()},
    .decay = std::numeric_limits<double>::quiet_NaN()};
/// Whether the track was there; its loss may be NaN all the same, its decay is not.
[[nodiscard]] inline bool isPresent(const TrackEvaluation& evaluation) {
  return evaluation.decay == evaluation.decay;
}

/// The tracks changed, after so many of RunRecord::changes.
struct TrackChange {
  event::TracksChanged change = {};
  std::size_t after = 0;
  friend bool operator==(const TrackChange&, const TrackChange&) = default;
};

struct RunRecord {
  RunConfig config = {};  ///< as the engine resolved it: with the tracks of the beginning
  RunFacts facts = {};
  RunState state = RunState::kIdle;
  std::string state_reason = {};
  std::int64_t step = 0;  ///< steps taken, as far as is known here
  event::Progress progress = {};
  /// The tracks there are, main first, and behind them those that have gone, the latest first, each
  /// with the values it began with. A label is one track: a renamed one is another from then on.
  std::vector<TrackSpec> tracks = {};
  std::size_t alive = 0;  ///< how many of `tracks` there are
  /// Each has all of `tracks` in their order, kNoEvaluation for one that was not there.
  std::vector<EvalPoint> points = {};
  std::vector<event::Applied> changes = {};     ///< the control log, in order, each change once
  std::vector<TrackChange> track_changes = {};  ///< the rest of it
  /// By label: the first of `changes` that can be of this track; earlier ones were of another.
  std::map<std::string, std::size_t> first_change = {};
  std::vector<event::Synthesized> syntheses = {};
  std::vector<event::Scanned> scans = {};
  std::vector<event::Saved> saves = {};
  std::vector<event::TestedWeights> tested = {};  ///< at the end, if there are test samples
  std::vector<event::SkippedStep> skipped = {};
  std::vector<event::Failed> failures = {};
  std::vector<Error> refused = {};  ///< of what came with the configuration

  /// Takes `event` in; Started empties the record first.
  void apply(const Event& event);

  /// Index in `tracks`, or -1.
  [[nodiscard]] int trackIndex(const std::string& label) const;

  /// Value of a track's parameter that is in force now (what it began with, then the changes').
  [[nodiscard]] double value(const std::string& track, const std::string& id) const;
  /// The same right after the first `changes_seen` of `changes`.
  [[nodiscard]] double value(const std::string& track, const std::string& id,
                             std::size_t changes_seen) const;

  /// The last evaluation of track number `track`; null if there was none.
  [[nodiscard]] const TrackEvaluation* lastOf(std::size_t track) const;
};

/// The configuration that repeats this run: `record.config` with its control log as edits.
[[nodiscard]] RunConfig replayConfig(const RunRecord& record);

}  // namespace emascope
