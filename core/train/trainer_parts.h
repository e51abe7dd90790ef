// SPDX-License-Identifier: Apache-2.0
//
// What a trainer owns, for the files that its functions are in.
#pragma once

#include "core/ema/averager.h"
#include "core/models/model.h"
#include "core/train/edits.h"
#include "core/train/evaluator.h"
#include "core/train/gradient_pass.h"
#include "core/train/model_state.h"
#include "core/train/optimizer.h"
#include "core/train/run_history.h"
#include "core/train/track_models.h"
#include "core/train/trainer.h"
#include "core/train/view_queue.h"
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

  /// Another model of the run's kind, of arrays of its own.
  [[nodiscard]] std::unique_ptr<Model> spareModel() const;
  /// Raw, or the track of that label as it is evaluated.
  [[nodiscard]] Result<const Model*> modelOf(const std::string& of, const std::string& where);
  /// Weights that may be of another time than now.
  struct Weights {
    const Model* model = nullptr;
    std::int64_t step = 0;
    std::unique_ptr<Model> own = {};  ///< that `model` points to, if nobody else keeps it
  };
  /// As SaveSpec::of names them.
  [[nodiscard]] Result<Weights> weightsOf(const std::string& of);
  /// The weights of an evaluation, raw first, to all that keep the best.
  void offerBest(const std::vector<const Model*>& evaluated, const EvalPoint& point);
  [[nodiscard]] BatchRequest requestFor(BatchPurpose purpose) const {
    return {plan.batch, plan.config.seed, purpose, device};
  }
  /// Gradient and optimizer's update of the step after `last`, which counts it; an exception takes
  /// it back.
  [[nodiscard]] StepLoss descend();
  /// Another model of the weights at the last whole step, or of a track's.
  [[nodiscard]] std::unique_ptr<Model> standIn(const at::Tensor& floats,
                                               const at::Tensor& counters) const;
  /// Refuses a track that needs more memory than there is.
  [[nodiscard]] Status roomFor(const TrackRule& rule, const std::string& label) const;
  /// The averager has a track more; without room for its model it has not.
  void showNewTrack();
  [[nodiscard]] std::vector<EditTarget> editTargets() const;
  void bringIntoForce(const EditOutcome& outcome);
  /// As many as there are tracks, if none has that label.
  [[nodiscard]] std::size_t numberOf(const std::string& label) const;

  // Each does to the averages what editedTracks() has found to be allowed.
  Status act(const track_action::Add& add);
  Status act(const track_action::Fork& fork);
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
  std::vector<TrackSpec> tracks;  ///< as the averager's; the values in force are there
  BatchMaker samples;
  std::unique_ptr<BatchSource> batches;
  TrackModels models;
  Batch validation;
  Evaluator evaluator;
  RunHistory history;
  std::optional<Evaluator> test;  ///< if there are samples for it
  BestWeights best_raw;           ///< kept for the test alone
  BestWeights best_track;
  std::map<std::string, BestWeights> best_saved;  ///< those that are asked for, by label or raw
  ViewQueue views;
  Supervision* supervision = nullptr;
  std::vector<std::unique_ptr<Model>> stand_ins;  ///< raw and tracks, once standBack()
  Step last;
  double loss_sum = 0.0;
  std::int64_t losses = 0;
  Busy busy;
};

}  // namespace emascope
