// SPDX-License-Identifier: Apache-2.0
//
// The members of a trainer, shared by the files that implement it.
#pragma once

#include "core/ema/averager.h"
#include "core/models/model.h"
#include "core/train/edits.h"
#include "core/train/evaluator.h"
#include "core/train/gradient_pass.h"
#include "core/train/model_state.h"
#include "core/train/optimizer.h"
#include "core/train/report_queue.h"
#include "core/train/run_history.h"
#include "core/train/track_models.h"
#include "core/train/trainer.h"
#include "core/train/weights_reports.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

using BatchMaker = std::function<std::unique_ptr<BatchSource>(const BatchRequest&)>;

struct Trainer::Parts {
  using Clock = std::chrono::steady_clock;

  Parts(ModelEntry task, RunPlan run_plan, const TaskData& data);

  /// Another model of the run's kind with its own arrays.
  [[nodiscard]] std::unique_ptr<Model> spareModel() const;
  /// The model for evaluating raw or the track labeled `of`.
  [[nodiscard]] Result<const Model*> modelOf(const std::string& of, const std::string& where);
  /// A copy of the weights of raw, a track, or their mix.
  [[nodiscard]] Result<std::unique_ptr<Model>> mixOf(const std::string& of, double share,
                                                     const std::string& where);
  /// Adds what `make` makes, which may be refused, to the reports.
  [[nodiscard]] Status addReport(const ReportQueue::Request& request,
                                 const std::function<Result<ReportWork>()>& make);
  /// Weights, possibly of an earlier step.
  struct Weights {
    const Model* model = nullptr;
    std::int64_t step = 0;
    std::unique_ptr<Model> own = {};  ///< owns what `model` points to, if nothing else does
  };
  /// The weights that `spec` names.
  [[nodiscard]] Result<Weights> weightsOf(const SaveSpec& spec);
  /// What a picture shows, copied or made.
  [[nodiscard]] Result<Weights> pictured(const command::Render& wanted, const std::string& where);
  /// Offers the evaluated weights, raw first, to all keepers of best weights.
  void offerBest(const std::vector<const Model*>& evaluated, const EvalPoint& point);
  [[nodiscard]] BatchRequest requestFor(BatchPurpose purpose) const {
    return {plan.batch, plan.config.seed, purpose, device};
  }
  /// Computes the gradient and the optimizer update of the step after `last`, and counts the step.
  /// An exception undoes it.
  [[nodiscard]] StepLoss descend();
  /// Another model with the weights of the last completed step or of a track.
  [[nodiscard]] std::unique_ptr<Model> standIn(const at::Tensor& floats,
                                               const at::Tensor& counters) const;
  /// Returns an error if there is not enough memory for a track.
  [[nodiscard]] Status roomFor(const TrackRule& rule, const std::string& label) const;
  /// Adds the model of the averager's new track; without memory for it, removes the track again.
  void showNewTrack();
  [[nodiscard]] std::vector<EditTarget> editTargets() const;
  void bringIntoForce(const EditOutcome& outcome);
  /// A state that was read and fits, see trainer_restore.cpp.
  struct Restored;
  struct StateReader;
  [[nodiscard]] Result<Restored> readState(const TrainerState& state) const;
  void goOnFrom(Restored restored);
  [[nodiscard]] std::string hashOfData();
  /// Index of the track; the number of tracks if none has that label.
  [[nodiscard]] std::size_t numberOf(const std::string& label) const;

  // Each applies to the averages what editedTracks() has validated.
  Status act(const track_action::Add& add);
  Status act(const track_action::Fork& fork);
  Status setRule(std::size_t track, const TrackSpec& spec);
  Status act(const track_action::Remove& remove);
  Status act(const track_action::Promote& promote);
  Status act(const track_action::Rename& /*rename*/) { return Ok{}; }
  Status act(const track_action::FeedBack& feedback);
  Status act(const track_action::UndoFeedBack& undo);

  ModelEntry entry;
  RunPlan plan;
  at::Device device;
  std::unique_ptr<Model> model;
  ModelState state;
  FlatOptimizer optimizer;
  Averager averager;
  std::vector<TrackSpec> tracks;  ///< in the averager's order; the averager has the values in force
  Batch train;                    ///< on the device; undefined if batches are loaded
  BatchMaker samples;
  std::unique_ptr<BatchSource> batches;
  TrackModels models;
  Batch validation;
  Evaluator evaluator;
  RunHistory history;
  Batch test_samples;             ///< undefined without a test set
  std::optional<Evaluator> test;  ///< if there is a test set
  BestWeights best_raw;           ///< only used for the test
  BestWeights best_track;
  std::map<std::string, BestWeights> best_saved;  ///< requested ones, by label or raw
  ReportQueue reports;
  Supervision* supervision = nullptr;
  std::vector<std::unique_ptr<Model>> stand_ins;  ///< raw and tracks, after standBack()
  Step last;
  double loss_sum = 0.0;
  std::int64_t losses = 0;
  Busy busy;
  std::string data_hash;  ///< empty until it is asked for
};

}  // namespace emascope
