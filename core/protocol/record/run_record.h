// SPDX-License-Identifier: Apache-2.0
//
// A run as observed, built from events alone. The window, the output files and the final summary
// all read this.
#pragma once

#include "core/protocol/events.h"
#include "core/protocol/record/past_evaluations.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace emascope {

/// The evaluation of a track that does not exist at that point: all NaN.
inline constexpr TrackEvaluation kNoEvaluation = {
    .val = {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()},
    .decay = std::numeric_limits<double>::quiet_NaN()};
/// True if the track existed. Its loss may be NaN even then, its decay is not.
[[nodiscard]] inline bool isPresent(const TrackEvaluation& evaluation) {
  return evaluation.decay == evaluation.decay;
}

/// The average is still the raw weights themselves.
[[nodiscard]] inline bool isCopy(const TrackEvaluation& evaluation) {
  return evaluation.reason == Reason::kFirst || evaluation.reason == Reason::kWarmup;
}

/// A change of the list of tracks; `after` is the number of RunRecord::changes before it.
struct TrackChange {
  event::TracksChanged change = {};
  std::size_t after = 0;
  friend bool operator==(const TrackChange&, const TrackChange&) = default;
};

struct RunRecord {
  RunConfig config = {};  ///< as resolved by the engine, with the initial tracks
  RunFacts facts = {};
  RunState state = RunState::kIdle;
  std::string state_reason = {};
  std::int64_t from_step = 0;  ///< that of event::Started: the run goes on from it; 0: it begins
  std::int64_t step = 0;       ///< steps taken, as far as known
  event::Progress progress = {};
  /// The current tracks, main first, followed by the removed ones, latest first, each with its
  /// initial values. A label identifies a track: after a rename it counts as another track.
  std::vector<TrackSpec> tracks = {};
  std::size_t alive = 0;  ///< the number of current ones among `tracks`
  /// Each has one entry per track, in the order of `tracks`; kNoEvaluation if it did not exist.
  std::vector<EvalPoint> points = {};
  PastEvaluations past = {};                    ///< those that thin() took out of `points`
  std::vector<event::Applied> changes = {};     ///< the control log, in order, each change once
  std::vector<TrackChange> track_changes = {};  ///< the rest of the control log
  /// By label: index of the first of `changes` that can belong to this track. Earlier ones belong
  /// to a former track of that label.
  std::map<std::string, std::size_t> first_change = {};
  std::vector<event::Synthesized> syntheses = {};
  std::vector<event::Scanned> scans = {};
  std::vector<event::Saved> saves = {};
  std::vector<event::CheckpointWritten> checkpoints = {};  ///< those that are there, by their step
  std::vector<ChartNote> notes = {};  ///< on the chart, in the order in which they were added
  std::vector<event::TestedWeights> tested = {};  ///< at the end, if there are test samples
  std::vector<event::SkippedStep> skipped = {};
  std::vector<event::Failed> failures = {};
  std::vector<Error> refused = {};  ///< parts of the configuration that were refused

  /// Adds `event` to the record; Started clears it first.
  void apply(const Event& event);

  /// For a long run whose first `evaluations` evaluations are on a disk: once `points` has very
  /// many, keeps of those only every second one, of the older ones fewer: in each group the one
  /// with the lowest and the one with the highest raw loss. The first evaluation, the last one, and
  /// the last one of each track stay. True if something was taken out. lastOf(), bestMean() of the
  /// record, verdictOf() with VerdictSpan::kTenth and allNotFinite() give what they gave before;
  /// what else reads all of `points`, as JSON and comparedLosses(), needs a record that is not
  /// thinned.
  bool thin(std::size_t evaluations);
  /// Number of evaluations so far, those that were thinned included.
  [[nodiscard]] std::size_t evaluated() const { return takenOut() + points.size(); }
  /// Number of those that are no longer in `points`. Evaluation number i, from past.count on, is
  /// points[i - takenOut()].
  [[nodiscard]] std::size_t takenOut() const { return past.count - past.left; }

  /// Index in `tracks`, or -1.
  [[nodiscard]] int trackIndex(const std::string& label) const;

  /// The current value of a track's parameter: its initial value, or that of the last change.
  [[nodiscard]] double value(const std::string& track, const std::string& id) const;
  /// Its value after the first `changes_seen` of `changes`.
  [[nodiscard]] double value(const std::string& track, const std::string& id,
                             std::size_t changes_seen) const;

  /// The last evaluation of track number `track`; null if there was none.
  [[nodiscard]] const TrackEvaluation* lastOf(std::size_t track) const;
};

/// True for a run that was read from another tool's log: there is no preset, and no control log.
/// Without weights and settings it can neither go on nor be repeated.
[[nodiscard]] inline bool isImported(const RunRecord& record) {
  return record.config.preset.empty() && !record.facts.model.title.empty();
}
/// Gives an imported run the steps and the interval of evaluations that it has had, as if they had
/// been planned: verdicts take their window from them. @pre there are evaluations
void planAsEvaluated(RunRecord& record);

/// The configuration that repeats this run: `record.config` with its control log as edits.
[[nodiscard]] RunConfig replayConfig(const RunRecord& record);

}  // namespace emascope
