// SPDX-License-Identifier: Apache-2.0
#include "core/train/trainer.h"

#include "core/ema/averager.h"
#include "core/models/model.h"
#include "core/train/batch_source.h"
#include "core/train/edits.h"
#include "core/train/evaluator.h"
#include "core/train/model_state.h"
#include "core/train/optimizer.h"

#include <limits>
#include <utility>

#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

using Clock = std::chrono::steady_clock;

std::vector<TrackRule> rulesOf(const RunConfig& config) {
  std::vector<TrackRule> rules;
  for (const TrackSpec& track : config.tracks) {
    const ScheduleEntry& rule = *findRule(track.schedule);
    rules.push_back(
        {&rule, orderedValues(rule, track.params, track.label).value(), track.selections});
  }
  return rules;
}

FlatOptimizer::Arrays arraysOf(const ModelState& state) {
  return {state.weights(), state.gradients(), state.moment(0), state.moment(1)};
}

/// Sets the thread count before anything else of the run computes.
at::Device deviceOf(const RunPlan& plan) {
  at::set_num_threads(static_cast<int>(plan.facts.threads));
  return at::Device(plan.facts.device);
}

Batch onDevice(const Batch& batch, const at::Device& device) {
  return {batch.inputs.to(device), batch.targets.to(device)};
}

}  // namespace

struct Trainer::Parts {
  Parts(const ModelEntry& entry, RunPlan run_plan, TaskData data)
      : plan(std::move(run_plan)),
        device(deviceOf(plan)),
        model(entry.make(plan.config.seed)),
        state(*model, momentsOf(plan.optimizer), device),
        optimizer(plan.optimizer, arraysOf(state)),
        averager(state.online(), rulesOf(plan.config)),
        batches(onDevice(data.train, device), plan.batch, plan.config.seed, entry.augment),
        evaluator(onDevice(data.validation, device)) {
    for (std::size_t k = 0; k < averager.size(); ++k) {
      views.push_back(entry.make(plan.config.seed));
      state.bindView(*views.back(), averager.floats(k), averager.counters(k));
    }
  }

  [[nodiscard]] std::vector<EditTarget> editTargets() const {
    std::vector<EditTarget> targets = {{"", nullptr, {optimizer.rate()}}};
    for (std::size_t k = 0; k < averager.size(); ++k) {
      const TrackRule& rule = averager.rule(k);
      targets.push_back({plan.config.tracks[k].label, rule.schedule, rule.values});
    }
    return targets;
  }

  void bringIntoForce(const EditOutcome& outcome) {
    if (outcome.track.empty()) {
      optimizer.setRate(outcome.values.front());
      return;
    }
    for (std::size_t k = 0; k < averager.size(); ++k) {
      if (plan.config.tracks[k].label != outcome.track) continue;
      averager.setValues(k, outcome.values);
      if (outcome.reseed) averager.reseed(k);
    }
  }

  RunPlan plan;
  at::Device device;
  std::unique_ptr<Model> model;
  ModelState state;
  FlatOptimizer optimizer;
  Averager averager;
  BatchSource batches;
  Evaluator evaluator;
  std::vector<std::unique_ptr<Model>> views;  ///< one per track, its tensors are the track's
  Step last;
  double loss_sum = 0.0;
  std::int64_t losses = 0;
  Busy busy;
};

Trainer::Trainer(const ModelEntry& model, RunPlan plan) {
  const std::uint64_t seed = plan.config.seed;
  parts_ = std::make_unique<Parts>(model, std::move(plan), model.data(seed));
}

Trainer::~Trainer() = default;

Trainer::Step Trainer::step() {
  Parts& run = *parts_;
  const auto begin = Clock::now();
  Step& now = run.last;
  ++now.number;
  run.state.save();
  run.state.zeroGradients();
  const at::Tensor loss = run.model->lossAndGradients(run.batches.draw(now.number));
  {
    const c10::InferenceMode guard;
    run.optimizer.step();
  }
  double value = 0.0;
  now.not_finite = run.state.firstNonFinite(loss, value);
  if (!now.not_finite.empty()) {
    run.state.restore();
    run.optimizer.undo();
    ++now.skipped;
    ++now.skipped_in_row;
    run.busy.train += Clock::now() - begin;
    return now;
  }
  now.skipped_in_row = 0;
  run.loss_sum += value;
  ++run.losses;
  const auto trained = Clock::now();
  run.averager.update();
  run.busy.train += trained - begin;
  run.busy.average += Clock::now() - trained;
  return now;
}

void Trainer::forgiveSkipped() { parts_->last.skipped_in_row = 0; }

EvalPoint Trainer::evaluate() {
  Parts& run = *parts_;
  const auto begin = Clock::now();
  run.state.checkBinding();
  std::vector<const Model*> models = {run.model.get()};
  for (const auto& view : run.views) models.push_back(view.get());
  const auto evaluations = run.evaluator.evaluate(models);
  EvalPoint point{.step = run.last.number, .raw = evaluations.front()};
  point.train_loss = run.losses > 0 ? run.loss_sum / static_cast<double>(run.losses)
                                    : std::numeric_limits<double>::quiet_NaN();
  run.loss_sum = 0.0;
  run.losses = 0;
  for (std::size_t k = 0; k < run.averager.size(); ++k) {
    const EmaAction& action = run.averager.lastAction(k);
    point.tracks.push_back({evaluations[k + 1], action.beta, action.reason});
  }
  run.busy.evaluate += Clock::now() - begin;
  return point;
}

std::vector<Event> Trainer::apply(std::span<const command::SetParams> edits) {
  const auto targets = parts_->editTargets();
  FoldedEdits folded = foldEdits(edits, targets, parts_->last.number + 1, parts_->averager.calls());
  for (const EditOutcome& outcome : folded.outcomes) parts_->bringIntoForce(outcome);
  return std::move(folded.answers);
}

Status Trainer::check(const command::SetParams& edit) const {
  const auto targets = parts_->editTargets();
  const FoldedEdits folded =
      foldEdits({&edit, 1}, targets, parts_->last.number + 1, parts_->averager.calls());
  const auto* refusal = std::get_if<event::Rejected>(&folded.answers.front());
  return refusal != nullptr ? Status(refusal->error) : Status(Ok{});
}

std::int64_t Trainer::stepsDone() const { return parts_->last.number; }

const Trainer::Busy& Trainer::busy() const { return parts_->busy; }

}  // namespace emascope
