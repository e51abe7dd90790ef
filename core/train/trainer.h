// SPDX-License-Identifier: Apache-2.0
//
// One run: a model, its data, an optimizer and K averages, moved on step by step by whoever owns
// it. No thread, no clock but for its own shares, no messages but answers to edits. A step that is
// not finite leaves everything as it was.
#pragma once

#include "core/protocol/commands.h"
#include "core/protocol/events.h"
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

struct ModelEntry;  // core/models/model.h

/// [trainer-thread] only; the thread's intra-op thread count becomes the plan's.
class Trainer {
 public:
  Trainer(ModelEntry model, RunPlan plan);
  ~Trainer();
  Trainer(const Trainer&) = delete;
  Trainer& operator=(const Trainer&) = delete;

  struct Step {
    std::int64_t number = 0;           ///< 1-based
    double rate = 0.0;                 ///< the learning rate that it was made with
    std::string_view not_finite = {};  ///< what made it a skipped step; empty if it was taken
    std::int64_t skipped = 0;          ///< in this run so far
    std::int64_t skipped_in_row = 0;
  };
  /// Draws its batches, trains on them once and updates every track. An exception out of drawing
  /// or training, Interrupted among them, leaves everything as it was before: see stepsDone().
  Step step();
  /// After a pause for divergence: the next skipped step is the first of its row.
  void forgiveSkipped();

  /// Raw and every track on the validation samples; `seconds` is left 0. Changes nothing but where
  /// train_loss begins. Throws as step().
  [[nodiscard]] EvalPoint evaluate();

  /// Edits as one application, in force from the next step's update on: for each parameter the last
  /// value wins. Answers in the order of `edits`, Applied or Rejected; an edit that another
  /// overtakes is answered with the value that is in force. at_step is not looked at.
  [[nodiscard]] std::vector<Event> apply(std::span<const command::SetParams> edits);
  /// At once, before the next step: TracksChanged, or Rejected and nothing is changed, which
  /// happens where memory is short, too. at_step is not looked at.
  [[nodiscard]] Event apply(const command::EditTracks& edit);

  /// An average that no track kept, evaluated; its step is 0 for the last one taken. Refuses where
  /// the run keeps no snapshots or they do not hold it. Changes nothing.
  [[nodiscard]] Result<event::Synthesized> synthesize(const SynthesisSpec& spec);

  /// Weights between raw and an average, evaluated. Refuses a track that is not there. Changes
  /// nothing, nor does save().
  [[nodiscard]] Result<event::Scanned> scan(const ScanSpec& spec);
  /// Begins on a task view by the weights of now. Refuses a track that is not there, and a task
  /// that has nothing to show. Changes nothing.
  [[nodiscard]] Status beginView(const command::View& wanted);
  /// Requests for views that are not made yet.
  [[nodiscard]] std::vector<std::uint64_t> viewsWanted() const;
  /// Goes on with them until `budget` is spent, by one piece at least; those that are whole now.
  [[nodiscard]] std::vector<event::Viewed> advanceViews(std::chrono::nanoseconds budget);
  /// Refuses a track that is not there, and a file that cannot be written.
  [[nodiscard]] Result<event::Saved> save(const SaveSpec& spec);
  /// The last and the best weights on the test samples; empty where there are none of those.
  [[nodiscard]] std::vector<event::TestedWeights> test();

  /// As they are now, every parameter present; the first is main.
  [[nodiscard]] std::vector<TrackSpec> tracks() const;
  /// Averaging calls that each of them has had.
  [[nodiscard]] std::vector<std::int64_t> trackCalls() const;
  /// Times that an average was written into the raw weights, by action or by a rule.
  [[nodiscard]] std::int64_t feedBacks() const;

  /// Gradient passes and evaluations are told to `supervision`, which outlives this.
  void supervise(Supervision* supervision);
  /// After Supervision::giveUp(), by the thread that called it: what save() writes from now on is
  /// of the last whole step. Nothing but save() and the counts may be used any more. @pre on the
  /// CPU
  void standBack();

  [[nodiscard]] std::int64_t stepsDone() const;
  /// The learning rate of the last step; 0 before the first.
  [[nodiscard]] double lastRate() const;

  /// Time spent in each part since the run began; views are part of none.
  struct Busy {
    std::chrono::nanoseconds data = {};  ///< until batches were there
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
