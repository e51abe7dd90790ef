// SPDX-License-Identifier: Apache-2.0
//
// A run: a model, its data, an optimizer and K averages, advanced step by step by its owner. It has
// no thread, measures only its own time shares, and sends no messages except answers to edits. A
// step with non-finite values changes nothing.
#pragma once

#include "core/protocol/commands.h"
#include "core/protocol/events.h"
#include "core/train/report_queue.h"
#include "core/train/run_plan.h"
#include "core/train/supervision.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

struct ModelEntry;    // core/models/model.h
struct TrainerState;  // core/train/trainer_state.h

/// [trainer-thread] only. Sets the thread's intra-op thread count to the plan's.
class Trainer {
 public:
  Trainer(ModelEntry model, RunPlan plan);
  ~Trainer();
  Trainer(const Trainer&) = delete;
  Trainer& operator=(const Trainer&) = delete;

  struct Step {
    std::int64_t number = 0;           ///< 1-based
    double rate = 0.0;                 ///< learning rate of the step
    std::string_view not_finite = {};  ///< why the step was skipped; empty if it was not
    std::int64_t skipped = 0;          ///< number of skipped steps in this run so far
    std::int64_t skipped_in_row = 0;
  };
  /// Draws batches, trains on them once and updates every track. An exception from drawing or
  /// training, including Interrupted, leaves everything unchanged; see stepsDone().
  Step step();
  /// Call after a pause for divergence: restarts the count of consecutive skipped steps.
  void forgiveSkipped();

  /// Evaluates raw and every track on the validation set; `seconds` is left 0. Only effect:
  /// train_loss restarts. Throws like step().
  [[nodiscard]] EvalPoint evaluate();

  /// Applies edits together, in force from the next step's update on. The last value of each
  /// parameter wins. Returns Applied or Rejected for each edit, in order; an edit that a later one
  /// overrides is answered with the value in force. Ignores at_step.
  [[nodiscard]] std::vector<Event> apply(std::span<const command::SetParams> edits);
  /// Applies the edit immediately, before the next step. Returns TracksChanged, or Rejected without
  /// any change, also if memory is short. Ignores at_step.
  [[nodiscard]] Event apply(const command::EditTracks& edit);

  /// Synthesizes an average from snapshots and evaluates it. Step 0 in `spec` means the last
  /// completed step. Returns an error if the run keeps no snapshots or they do not cover it.
  /// Changes nothing. Takes a second or more; beginReport() makes it in pieces.
  [[nodiscard]] Result<event::Synthesized> synthesize(const SynthesisSpec& spec);

  /// Evaluates weights on the line between raw and an average. Returns an error for an unknown
  /// track. Like save(), it changes nothing.
  [[nodiscard]] Result<event::Scanned> scan(const ScanSpec& spec);
  /// Starts a report with the current weights. Returns an error for an unknown track, for a task
  /// without such a report, if too many reports wait, and if the model throws or memory is short.
  /// Changes nothing.
  [[nodiscard]] Status beginReport(const command::Render& wanted);
  [[nodiscard]] Status beginReport(const command::Scan& wanted);
  [[nodiscard]] Status beginReport(const command::CompareSamples& wanted);
  [[nodiscard]] Status beginReport(const command::MeasureDistances& wanted);
  [[nodiscard]] Status beginReport(const command::ShowSamples& wanted);
  /// The same as a report that can wait.
  [[nodiscard]] Status beginReport(const command::Synthesize& wanted);
  /// The unanswered reports, in order, without those that can wait.
  [[nodiscard]] std::vector<ReportQueue::Request> reportsWanted() const;
  /// Works on the reports, see ReportQueue::advance(). Returns the answers.
  [[nodiscard]] std::vector<Event> advanceReports(std::chrono::nanoseconds budget);
  /// The same for the reports that can wait.
  [[nodiscard]] bool patientReportsWanted() const;
  [[nodiscard]] std::vector<Event> advancePatientReports(std::chrono::nanoseconds budget);
  /// Gives up all reports, see ReportQueue::refuseAll().
  [[nodiscard]] std::vector<event::Rejected> refuseReports(const std::string& why);
  /// Writes weights to a file. Returns an error for an unknown track and if the file cannot be
  /// written.
  [[nodiscard]] Result<event::Saved> save(const SaveSpec& spec);
  /// Evaluates the last and the best weights on the test set; empty without a test set.
  [[nodiscard]] std::vector<event::TestedWeights> test();

  /// The current tracks with all parameters; the first is main.
  [[nodiscard]] std::vector<TrackSpec> tracks() const;
  /// Number of averaging calls of each track.
  [[nodiscard]] std::vector<std::int64_t> trackCalls() const;
  /// Number of times an average was written into the raw weights, by an action or a rule.
  [[nodiscard]] std::int64_t feedBacks() const;

  /// A copy of everything that the next steps depend on, and of what save(), test() and
  /// synthesize() need. Changes nothing; pending reports are no part of it. Training waits for the
  /// copy alone.
  [[nodiscard]] TrainerState state() const;
  /// Continues from `state`, which is not trusted: as if this trainer had taken those steps. The
  /// tracks are those of the state, the learning rate and the weight decay the values in force
  /// then. Returns an error that lists all differences between the state and this model and its
  /// optimizer; then nothing has changed. Throws if memory is short; then this may not be used.
  /// @pre no step was taken
  [[nodiscard]] Status restore(const TrainerState& state);
  /// SHA-256 of the training, validation and test samples as the model receives them; of more than
  /// 16 MiB, of samples spread over the set. Computed at the first call, which may throw as step().
  [[nodiscard]] const std::string& dataHash();

  /// Reports gradient passes and evaluations to `supervision`, which outlives this.
  void supervise(Supervision* supervision);
  /// Call after Supervision::giveUp(), in the same thread. From then on save() writes the weights
  /// of the last completed step; only save() and the counts may be used. @pre on the CPU
  void standBack();

  [[nodiscard]] std::int64_t stepsDone() const;
  /// The learning rate of the last step; 0 before the first.
  [[nodiscard]] double lastRate() const;
  /// The learning rate in force, without the factor of its schedule.
  [[nodiscard]] double learningRate() const;

  /// Time spent in each part since the run began, without reports.
  struct Busy {
    std::chrono::nanoseconds data = {};  ///< waiting for batches
    std::chrono::nanoseconds train = {};
    std::chrono::nanoseconds average = {};
    std::chrono::nanoseconds evaluate = {};
  };
  [[nodiscard]] const Busy& busy() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace emascope
