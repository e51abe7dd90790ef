// SPDX-License-Identifier: Apache-2.0
#include "core/train/trainer.h"

#include "core/protocol/options/action_options.h"
#include "core/train/out_of_memory.h"
#include "core/train/trainer_parts.h"

#include <limits>
#include <utility>

namespace emascope {

namespace {

Error noRoom(const std::string& where) {
  return {where, "there is not enough memory", "fewer tracks, or tracks that keep less"};
}

}  // namespace

Trainer::Trainer(ModelEntry model, RunPlan plan) {
  const TaskData data = model.data(plan.config.seed);
  parts_ = std::make_unique<Parts>(std::move(model), std::move(plan), data);
}

Trainer::~Trainer() = default;

Trainer::Step Trainer::step() {
  Parts& run = *parts_;
  const auto begin = Parts::Clock::now();
  Step& now = run.last;
  const StepLoss loss = run.descend();
  run.busy.data += loss.drawing;
  double value = 0.0;
  now.not_finite = run.state.firstNonFinite(loss.mean, value);
  if (!now.not_finite.empty()) {
    run.state.restore();
    run.optimizer.undo();
    ++now.skipped;
    ++now.skipped_in_row;
    run.busy.train += Parts::Clock::now() - begin - loss.drawing;
    return now;
  }
  now.skipped_in_row = 0;
  run.loss_sum += value;
  ++run.losses;
  const auto trained = Parts::Clock::now();
  run.averager.update();
  run.history.observe(run.averager, now.number);
  run.busy.train += trained - begin - loss.drawing;
  run.busy.average += Parts::Clock::now() - trained;
  return now;
}

void Trainer::forgiveSkipped() { parts_->last.skipped_in_row = 0; }

EvalPoint Trainer::evaluate() {
  Parts& run = *parts_;
  const auto begin = Parts::Clock::now();
  run.state.checkBinding();
  std::vector<const Model*> models = {run.model.get()};
  std::vector<Evaluation> evaluations;
  {
    const SupervisedWork work(run.supervision, Supervision::Work::kEvaluation);
    for (const Model* track : run.models.prepared()) models.push_back(track);
    evaluations = run.evaluator.evaluate(models, run.supervision);
  }
  EvalPoint point{.step = run.last.number, .raw = evaluations.front()};
  point.train_loss = run.losses > 0 ? run.loss_sum / static_cast<double>(run.losses)
                                    : std::numeric_limits<double>::quiet_NaN();
  run.loss_sum = 0.0;
  run.losses = 0;
  for (std::size_t k = 0; k < run.averager.size(); ++k) {
    const EmaAction& action = run.averager.lastAction(k);
    point.tracks.push_back({evaluations[k + 1], action.beta, action.reason});
  }
  point.feedbacks = run.averager.feedBacks();
  run.offerBest(models, point);
  run.busy.evaluate += Parts::Clock::now() - begin;
  return point;
}

std::vector<Event> Trainer::apply(std::span<const command::SetParams> edits) {
  const auto targets = parts_->editTargets();
  FoldedEdits folded = foldEdits(edits, targets, parts_->last.number + 1);
  for (const EditOutcome& outcome : folded.outcomes) {
    try {
      parts_->bringIntoForce(outcome);
    } catch (...) {
      if (!isOutOfMemory()) throw;
      for (Event& answer : folded.answers) {
        const auto* applied = std::get_if<event::Applied>(&answer);
        if (applied == nullptr || applied->track != outcome.track) continue;
        answer = event::Rejected{applied->request, noRoom("set: track " + outcome.track)};
      }
    }
  }
  return std::move(folded.answers);
}

Event Trainer::apply(const command::EditTracks& edit) {
  Parts& run = *parts_;
  auto edited = editedTracks(run.tracks, edit.action);
  if (!edited) return event::Rejected{edit.request, edited.error()};
  try {
    const Status done =
        std::visit([&run](const auto& action) { return run.act(action); }, edit.action);
    if (!done) return event::Rejected{edit.request, done.error()};
  } catch (...) {
    if (!isOutOfMemory()) throw;
    return event::Rejected{edit.request, noRoom(actionOption(edit.action))};
  }
  run.tracks = std::move(edited).value();
  return event::TracksChanged{edit.request, run.last.number + 1, edit.action, tracks()};
}

std::vector<TrackSpec> Trainer::tracks() const {
  std::vector<TrackSpec> tracks = parts_->tracks;
  for (std::size_t k = 0; k < tracks.size(); ++k) {
    const TrackRule& rule = parts_->averager.rule(k);
    for (std::size_t i = 0; i < rule.values.size(); ++i) {
      tracks[k].params[rule.schedule->params[i].id] = rule.values[i];
    }
  }
  return tracks;
}

std::vector<std::int64_t> Trainer::trackCalls() const {
  std::vector<std::int64_t> calls;
  for (std::size_t k = 0; k < parts_->averager.size(); ++k) {
    calls.push_back(parts_->averager.clock(k).calls());
  }
  return calls;
}

void Trainer::supervise(Supervision* supervision) { parts_->supervision = supervision; }

void Trainer::standBack() {
  Parts& run = *parts_;
  const bool within_step = run.supervision->work() == Supervision::Work::kGradient;
  if (within_step) --run.last.number;
  const OnlineState online = run.state.online();
  const auto [floats, counters] =
      within_step ? run.state.saved() : BufferArrays{online.floats, online.counters};
  run.stand_ins.push_back(run.standIn(floats, counters));
  for (std::size_t k = 0; k < run.averager.size(); ++k) {
    run.stand_ins.push_back(run.standIn(run.averager.floats(k), run.averager.counters(k)));
  }
}

std::int64_t Trainer::feedBacks() const { return parts_->averager.feedBacks(); }

std::int64_t Trainer::stepsDone() const { return parts_->last.number; }

double Trainer::lastRate() const { return parts_->last.rate; }

double Trainer::learningRate() const { return parts_->optimizer.rate(); }

const Trainer::Busy& Trainer::busy() const { return parts_->busy; }

}  // namespace emascope
