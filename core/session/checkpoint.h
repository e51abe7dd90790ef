// SPDX-License-Identifier: Apache-2.0
//
// A run between two steps, as it is written to a checkpoint and continued from it: the trainer's
// state, the settings, and what the run has said so far. Values only; [any-thread]. Decoding trusts
// nothing.
#pragma once

#include "core/base/result.h"
#include "core/protocol/events.h"
#include "core/store/checkpoint_pruning.h"
#include "core/store/sealed_file.h"
#include "core/train/trainer_state.h"

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// Identifies the data of a run.
struct DataFingerprint {
  std::int64_t train_samples = 0;
  std::int64_t validation_samples = 0;
  std::int64_t test_samples = 0;  ///< 0: there is no test set
  std::string sha256 = {};        ///< see Trainer::dataHash()
  friend bool operator==(const DataFingerprint&, const DataFingerprint&) = default;
};

struct Checkpoint {
  std::int64_t step = 0;  ///< steps taken
  /// As event::Started has it: resolved, with the tracks that the run began with. `steps` and
  /// `planned_steps` are those of now.
  RunConfig config = {};
  RunFacts facts = {};  ///< device, threads, versions and model
  DataFingerprint data = {};
  TrainerState trainer = {};
  std::vector<TrackSpec> tracks = {};     ///< those of now, with the values in force
  std::vector<ScheduledEdit> edits = {};  ///< not yet in force, in their order
  double seconds = 0.0;                   ///< of training, as in EvalPoint
  std::int64_t evaluated = 0;             ///< the step of the last evaluation; 0: none
  /// Early stopping: the lowest watched loss, and the evaluations since without a lower one.
  double lowest_loss = std::numeric_limits<double>::infinity();
  std::int64_t in_vain = 0;
  /// RunEventLog::frames(): Applied, TracksChanged, SkippedStep and Evaluated of the run so far,
  /// that is the control log and the curves. Their requests are 0.
  std::string events = {};
  /// Step of the first evaluation in `events`, if those before are left to the run's journal; see
  /// run_journal.h. 0: `events` has all.
  std::int64_t curve_from = 0;
  std::int64_t evaluations_before = 0;  ///< how many there are
  /// Losses of the last evaluation, for pruning; empty: there was none.
  std::optional<double> raw_loss = {};
  std::map<std::string, double> track_losses = {};
  std::vector<ChartNote> notes = {};  ///< on the chart, of the steps up to this one
  std::string reason = {};            ///< why it was written; checkpointReasonId()
};

/// The content of the file. Moves the trainer's arrays.
[[nodiscard]] SealedContent encodeCheckpoint(Checkpoint checkpoint);

/// Fails for a text that is damaged, of a newer version, or not a checkpoint's. `where` names the
/// file in errors. The trainer's state is checked by Trainer::restore().
[[nodiscard]] Result<Checkpoint> decodeCheckpoint(SealedContent content, const std::string& where);

/// For CheckpointIndex::ReadFacts, from the text alone; `name` is left empty.
[[nodiscard]] Result<CheckpointFacts> checkpointFacts(const std::string& text,
                                                      const std::string& where);

/// Whether checkpoints have it: Applied, TracksChanged, SkippedStep or Evaluated.
[[nodiscard]] bool isOfCourse(const Event& event);

/// The events of a checkpoint, for RunRecord::apply(). Fails for damaged frames and for events of
/// other kinds.
[[nodiscard]] Result<std::vector<Event>> checkpointEvents(const std::string& frames,
                                                          const std::string& where);

}  // namespace emascope
