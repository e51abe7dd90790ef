// SPDX-License-Identifier: Apache-2.0
//
// Events of a run: emitted by the trainer, delivered in order. Started begins a run; everything
// after it belongs to that run until the next Started.
#pragma once

#include "core/base/result.h"
#include "core/protocol/run_state.h"
#include "core/protocol/spec/chart_note.h"
#include "core/protocol/spec/checkpoint_settings.h"
#include "core/protocol/spec/model_info.h"
#include "core/protocol/spec/run_config.h"
#include "core/protocol/task_picture.h"
#include "core/rules/schedule.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace emascope {

/// One evaluation of one set of weights on the fixed validation samples.
struct Evaluation {
  double loss = 0.0;    ///< mean over the samples; may be non-finite
  double metric = 0.0;  ///< the one that ModelInfo::metric names; an accuracy is 0 to 1
  friend bool operator==(const Evaluation&, const Evaluation&) = default;
};

struct TrackEvaluation {
  Evaluation val = {};
  double decay = 0.0;              ///< of the track's last update, 0 for a copy
  Reason reason = Reason::kFirst;  ///< what decided that update
  friend bool operator==(const TrackEvaluation&, const TrackEvaluation&) = default;
};

/// Raw and every track, evaluated after `step` optimizer steps.
struct EvalPoint {
  std::int64_t step = 0;
  double seconds = 0.0;     ///< wall time since the run started, pauses excluded
  double train_loss = 0.0;  ///< mean over the steps since the previous point; NaN if all skipped
  Evaluation raw = {};
  std::vector<TrackEvaluation> tracks = {};  ///< in the order of the tracks at that step
  /// How often an average has been written into the raw weights so far, by command or by a rule.
  std::int64_t feedbacks = 0;
  friend bool operator==(const EvalPoint&, const EvalPoint&) = default;
};

/// The device, threads, engine and model that a run actually uses.
struct RunFacts {
  std::string device = "cpu";      ///< "cpu", "cuda:0"
  std::string device_name = {};    ///< "CPU, 2 cores", "NVIDIA H200"
  std::string device_reason = {};  ///< why this one: "no NVIDIA driver found"
  std::int64_t threads = 1;
  std::int64_t parameters = 0;
  std::string engine = {};  ///< "emascope-engine 0.1.0, LibTorch 2.15.0"
  ModelInfo model = {};     ///< the model and its data
  friend bool operator==(const RunFacts&, const RunFacts&) = default;
};

namespace event {

struct Started {
  std::uint64_t request = 0;
  /// Resolved: every parameter of every track present, lr > 0. Tracks that scheduled edits add are
  /// as typed.
  RunConfig config = {};
  RunFacts facts = {};
  /// The step that a resumed run goes on from; 0: it begins. Its earlier events (Applied,
  /// TracksChanged, SkippedStep, Evaluated, NoteChanged) follow at once, without requests.
  std::int64_t from_step = 0;
  friend bool operator==(const Started&, const Started&) = default;
};
struct StateChanged {
  RunState state = RunState::kIdle;
  std::int64_t step = 0;
  std::string why =
      {};  ///< for people: "3 steps diverged"; empty at the last step and after a command
  friend bool operator==(const StateChanged&, const StateChanged&) = default;
};
/// All evaluations since the last such event, oldest first.
struct Evaluated {
  std::vector<EvalPoint> points = {};
  friend bool operator==(const Evaluated&, const Evaluated&) = default;
};
/// Progress of the run, at most 30 times a second; a newer one replaces an older one not yet sent.
struct Progress {
  std::int64_t step = 0;
  double seconds = 0.0;
  double steps_per_second = 0.0;  ///< over the last second or so
  double train_share = 0.0;       ///< shares of the engine's busy time, together at most 1
  double ema_share = 0.0;
  double eval_share = 0.0;
  double data_share = 0.0;  ///< waiting for training batches
  double rate = 0.0;        ///< learning rate of the last step, by its schedule
  friend bool operator==(const Progress&, const Progress&) = default;
};
struct Applied {
  std::uint64_t request = 0;  ///< 0 for an edit that came with the configuration
  std::int64_t step = 0;      ///< in force from the update of this step on
  std::string track = {};
  ParamValues old_values = {};  ///< same ids as new_values
  ParamValues new_values = {};
  friend bool operator==(const Applied&, const Applied&) = default;
};
/// The tracks have changed, or one of them was written into the raw weights (or that undone).
struct TracksChanged {
  std::uint64_t request = 0;  ///< 0 for an action that came with the configuration
  std::int64_t step = 0;      ///< in force from the update of this step on
  TrackAction action = {};
  std::vector<TrackSpec> tracks = {};  ///< all current tracks, resolved; the first is main
  friend bool operator==(const TracksChanged&, const TracksChanged&) = default;
};
/// Validation result of an average that no track kept.
struct Synthesized {
  std::uint64_t request = 0;  ///< 0 for one that came with the configuration
  SynthesisSpec spec = {};    ///< with its step
  Evaluation val = {};
  double error = 0.0;  ///< L1 distance between the realized and the requested profile, 0 to 2
  double amplification = 0.0;  ///< factor on the snapshots' rounding errors
  std::int64_t used = 0;       ///< number of snapshots
  std::string precision = {};  ///< of the snapshots: "float32", "float16"
  friend bool operator==(const Synthesized&, const Synthesized&) = default;
};
/// Validation results on the line between raw and an average.
struct Scanned {
  std::uint64_t request = 0;  ///< 0 for one that came with the configuration
  std::int64_t step = 0;      ///< steps taken by then
  ScanSpec spec = {};
  std::vector<Evaluation> vals = {};  ///< one for each of spec.shares
  /// Seconds that the engine has spent on this report, during which it took no step; 0 if it does
  /// not say. So in the reports that follow.
  double work = 0.0;
  friend bool operator==(const Scanned&, const Scanned&) = default;
};
struct Rendered {
  std::uint64_t request = 0;
  std::int64_t step = 0;
  std::string of = {};
  TaskPicture picture = {};
  double share = 1.0;  ///< as asked for; 1 for raw
  double work = 0.0;
  friend bool operator==(const Rendered&, const Rendered&) = default;
};
/// What raw and a mix say of the same validation samples. `total` results are made of all samples:
/// one for each sample, or one for each token where a sample has `per_sample` tokens to predict.
/// Result r is of sample r / per_sample. Tokens of one sample depend on each other.
struct SamplesCompared {
  enum class Kind { kClasses, kNumbers };
  std::uint64_t request = 0;
  std::int64_t step = 0;
  std::string of = {};
  double share = 1.0;
  double work = 0.0;
  std::int64_t total = 0;
  std::int64_t per_sample = 1;
  /// Numbers of the results that follow, ascending: all if there are at most kMostCompared, else
  /// that many, evenly spread, the same ones every time.
  std::vector<std::int64_t> samples = {};
  Kind kind = Kind::kClasses;

  // Classes: one entry for each of `samples`.
  std::vector<std::string> classes = {};     ///< names; empty: their numbers, from 0
  std::vector<std::uint8_t> raw_right = {};  ///< bits, the lowest of a byte first; the rest are 0
  std::vector<std::uint8_t> mix_right = {};
  std::vector<std::int32_t> truth = {};    ///< the right class
  std::vector<std::int32_t> raw_top = {};  ///< the most probable class
  std::vector<std::int32_t> mix_top = {};
  std::vector<float> raw_given = {};  ///< probability given to the right class
  std::vector<float> mix_given = {};

  // Numbers: one entry for each of `samples`.
  std::vector<float> raw_loss = {};  ///< their mean over all samples is the validation loss
  std::vector<float> mix_loss = {};
  /// In the unit of the data; empty unless a sample has one number to predict.
  std::vector<float> raw_prediction = {};
  std::vector<float> mix_prediction = {};
  std::vector<float> truth_value = {};
  friend bool operator==(const SamplesCompared&, const SamplesCompared&) = default;
};
inline constexpr int kResultKindCount = static_cast<int>(SamplesCompared::Kind::kNumbers) + 1;
inline constexpr std::int64_t kMostCompared = 100'000;
inline constexpr std::int64_t kMostShownNumbers = 1'000'000;  ///< in a SamplesShown
/// How far a track's tensor is from the raw one. Sums are in double.
struct TensorDistance {
  std::string name = {};
  std::int64_t count = 0;  ///< elements
  bool parameter = true;   ///< else a buffer, such as a running mean
  double raw_norm = 0.0;   ///< L2 norm of the raw tensor
  double distance = 0.0;   ///< L2 norm of the difference
  double relative = 0.0;   ///< distance / raw_norm; 0 where both are 0, infinite above 0 / 0
  double cosine = 0.0;     ///< of the angle between the two; NaN if one of them is 0
  friend bool operator==(const TensorDistance&, const TensorDistance&) = default;
};
struct DistancesMeasured {
  std::uint64_t request = 0;
  std::int64_t step = 0;
  std::string of = {};
  std::vector<TensorDistance> tensors = {};  ///< parameters, then buffers; without counters
  double work = 0.0;
  friend bool operator==(const DistancesMeasured&, const DistancesMeasured&) = default;
};
/// Inputs of validation samples in the unit of the data, without the normalization for the model.
struct SamplesShown {
  std::uint64_t request = 0;
  std::vector<std::int64_t> samples = {};
  /// How the numbers are to be read: "image": [rows, columns] or [channels, rows, columns];
  /// "row": a table's, with names; "tokens": whole numbers; "numbers": anything else.
  std::string kind = {};
  std::vector<std::int64_t> shape = {};  ///< of one sample
  std::vector<float> values = {};        ///< sample by sample
  std::vector<std::string> names = {};   ///< of the numbers of a row; may be empty
  std::vector<std::string> labels = {};  ///< true class of each sample; empty without classes
  double work = 0.0;
  friend bool operator==(const SamplesShown&, const SamplesShown&) = default;
};
/// The run's end has moved.
struct Extended {
  std::uint64_t request = 0;
  std::int64_t step = 0;   ///< steps taken by then
  std::int64_t steps = 0;  ///< the new total
  friend bool operator==(const Extended&, const Extended&) = default;
};
struct Saved {
  std::uint64_t request = 0;  ///< 0 for one that came with the configuration
  std::int64_t step = 0;
  SaveSpec spec = {};
  std::int64_t bytes = 0;
  friend bool operator==(const Saved&, const Saved&) = default;
};
/// A checkpoint is on the disk, or its pin has changed.
struct CheckpointWritten {
  std::uint64_t request = 0;  ///< 0 for one that was not asked for
  std::int64_t step = 0;      ///< steps taken by then
  std::string path = {};      ///< on the engine's machine
  std::int64_t bytes = 0;
  CheckpointReason reason = CheckpointReason::kAsked;
  bool pinned = false;
  std::vector<std::int64_t> removed = {};  ///< steps of those that made room for it
  friend bool operator==(const CheckpointWritten&, const CheckpointWritten&) = default;
};
/// A note on the chart was added or changed, or removed. A run that goes on from a checkpoint says
/// its earlier ones with the rest of its past.
struct NoteChanged {
  std::uint64_t request = 0;  ///< 0 for one that was not asked for
  ChartNote note = {};
  bool removed = false;  ///< then `note` has its id
  friend bool operator==(const NoteChanged&, const NoteChanged&) = default;
};
/// Test result of one set of weights. The test set is never used for selection.
struct TestedWeights {
  std::string of = {};    ///< "raw", "best raw", a label, "best LABEL"
  std::int64_t step = 0;  ///< of the weights; for the best ones that of the lowest validation loss
  Evaluation val = {};
  friend bool operator==(const TestedWeights&, const TestedWeights&) = default;
};
/// Test results at the end of a run with a test set: raw, the best raw, each track, and the best of
/// all tracks.
struct Tested {
  std::vector<TestedWeights> weights = {};
  friend bool operator==(const Tested&, const Tested&) = default;
};
struct Rejected {
  std::uint64_t request = 0;
  Error error = {};
  friend bool operator==(const Rejected&, const Rejected&) = default;
};
/// Error::why of a report that was still waiting when a newer one took its place.
inline constexpr std::string_view kSuperseded = "a newer request took its place";
/// A step was skipped because its loss, gradient or result was not finite; it changed nothing.
struct SkippedStep {
  std::int64_t step = 0;
  std::string what = {};   ///< "loss", "gradient", "weights", "buffers"
  std::int64_t total = 0;  ///< skipped in this run so far
  friend bool operator==(const SkippedStep&, const SkippedStep&) = default;
};
enum class FailureKind { kInput, kOutOfMemory, kDevice, kDiverged, kTimeLimit, kInternal };
inline constexpr int kFailureKindCount = static_cast<int>(FailureKind::kInternal) + 1;
struct Failed {
  FailureKind kind = FailureKind::kInternal;
  std::int64_t step = 0;
  std::string what = {};
  friend bool operator==(const Failed&, const Failed&) = default;
};

}  // namespace event

[[nodiscard]] std::string_view failureKindText(event::FailureKind kind);  ///< "out of memory", …

using Event = std::variant<event::Started, event::StateChanged, event::Evaluated, event::Progress,
                           event::Applied, event::TracksChanged, event::Synthesized, event::Scanned,
                           event::Rendered, event::Saved, event::Tested, event::Rejected,
                           event::SkippedStep, event::Failed, event::SamplesCompared,
                           event::DistancesMeasured, event::SamplesShown, event::Extended,
                           event::CheckpointWritten, event::NoteChanged>;

}  // namespace emascope
