// SPDX-License-Identifier: Apache-2.0
#include "core/train/trainer.h"

#include "core/ema/averager.h"
#include "core/models/model.h"
#include "core/rules/float32_limits.h"
#include "core/train/edits.h"
#include "core/train/evaluator.h"
#include "core/train/gradient_pass.h"
#include "core/train/model_state.h"
#include "core/train/optimizer.h"
#include "core/train/resident_batches.h"
#include "core/train/run_history.h"
#include "core/train/track_models.h"
#include "core/train/weights_reports.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

using Clock = std::chrono::steady_clock;

/// The rule of `track`, or why there is none such.
Result<TrackRule> ruleOf(const TrackSpec& track, const RunLength& length) {
  const std::string where = "track " + track.label;
  const ScheduleEntry* rule = findRule(track.schedule);
  if (rule == nullptr) {
    return Error{where + ": schedule", "'" + track.schedule + "' is not known", ""};
  }
  auto values = orderedValues(*rule, track.params, where);
  if (!values) return values.error();
  if (auto status = checkRunLength(*rule, *values, length, where); !status) return status.error();
  if (auto status = checkForFloat32(*rule, *values, where, length); !status) return status.error();
  return TrackRule{rule, std::move(values).value(), track.selections};
}

std::vector<TrackRule> rulesOf(const RunPlan& plan) {
  std::vector<TrackRule> rules;
  for (const TrackSpec& track : plan.config.tracks) {
    rules.push_back(ruleOf(track, plan.length).value());
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

using BatchMaker = std::function<std::unique_ptr<BatchSource>(const BatchRequest&)>;

/// Makes batches of `data`, as it wants them made or else of samples that lie on `device`.
BatchMaker batchesOf(const TaskData& data, const at::Device& device,
                     ResidentBatches::Augment augment) {
  if (data.batches) return data.batches;
  return [samples = onDevice(data.train, device), augment](const BatchRequest& wanted) {
    return std::make_unique<ResidentBatches>(samples, wanted.size, wanted.seed, augment,
                                             wanted.purpose);
  };
}

}  // namespace

struct Trainer::Parts {
  Parts(ModelEntry task, RunPlan run_plan, const TaskData& data)
      : entry(std::move(task)),
        plan(std::move(run_plan)),
        device(deviceOf(plan)),
        model(entry.make(plan.config.seed)),
        state(*model, momentsOf(plan.optimizer), device),
        optimizer(plan.optimizer, arraysOf(state)),
        averager(state.online(), rulesOf(plan), plan.length),
        tracks(plan.config.tracks),
        samples(batchesOf(data, device, entry.augment)),
        batches(samples(requestFor(BatchPurpose::kTraining))),
        models(entry, plan.config.seed, state, averager,
               samples(requestFor(BatchPurpose::kStatistics))),
        validation(onDevice(data.validation, device)),
        evaluator(validation, entry.metric_form),
        history(plan.config, state.online().floats.numel(),
                [this] { return entry.make(plan.config.seed); }) {
    averager.setThreads(static_cast<int>(plan.facts.threads));
    if (data.test.inputs.defined()) test.emplace(onDevice(data.test, device), entry.metric_form);
  }

  /// Another model of the run's kind, of arrays of its own.
  [[nodiscard]] std::unique_ptr<Model> spareModel() const {
    auto spare = entry.make(plan.config.seed);
    const OnlineState online = state.online();
    state.bindView(*spare, online.floats.clone(),
                   online.counters.defined() ? online.counters.clone() : at::Tensor());
    return spare;
  }

  /// Raw, or the track of that label as it is evaluated.
  [[nodiscard]] Result<const Model*> modelOf(const std::string& of, const std::string& where) {
    if (of == "raw") return static_cast<const Model*>(model.get());
    const std::size_t track = numberOf(of);
    if (track < tracks.size()) return models.prepared()[track];
    std::string known = "raw";
    for (const TrackSpec& each : tracks) known += ", " + each.label;
    return Error{where, "there is no track '" + of + "'", known};
  }

  [[nodiscard]] BatchRequest requestFor(BatchPurpose purpose) const {
    return {plan.batch, plan.config.seed, purpose, device};
  }

  [[nodiscard]] std::vector<EditTarget> editTargets() const {
    std::vector<EditTarget> targets = {{"", nullptr, {optimizer.rate(), optimizer.weightDecay()}}};
    for (std::size_t k = 0; k < averager.size(); ++k) {
      const TrackRule& rule = averager.rule(k);
      targets.push_back({tracks[k].label, rule.schedule, rule.values, averager.clock(k).calls()});
    }
    return targets;
  }

  void bringIntoForce(const EditOutcome& outcome) {
    if (outcome.track.empty()) {
      optimizer.setRate(outcome.values[0]);
      optimizer.setWeightDecay(outcome.values[1]);
      return;
    }
    for (std::size_t k = 0; k < averager.size(); ++k) {
      if (tracks[k].label != outcome.track) continue;
      averager.setValues(k, outcome.values);
      if (!outcome.reseed) continue;
      averager.reseed(k);
      history.reseeded(averager, k);
    }
  }

  /// As many as there are tracks, if none has that label.
  [[nodiscard]] std::size_t numberOf(const std::string& label) const {
    const auto found = std::find_if(tracks.begin(), tracks.end(),
                                    [&](const TrackSpec& track) { return track.label == label; });
    return static_cast<std::size_t>(found - tracks.begin());
  }

  // Each does to the averages what editedTracks() has found to be allowed.
  Status act(const track_action::Add& add) {
    auto rule = ruleOf(add.track, plan.length);
    if (!rule) return rule.error();
    averager.add(std::move(rule).value());
    models.add();
    return Ok{};
  }
  Status act(const track_action::Fork& fork) {
    const std::size_t from = numberOf(fork.from);
    history.forked(averager, from, averager.fork(from));
    models.add();
    return Ok{};
  }
  Status act(const track_action::Remove& remove) {
    const std::size_t track = numberOf(remove.label);
    models.remove(track);
    averager.remove(track);
    return Ok{};
  }
  Status act(const track_action::Promote& promote) {
    const std::size_t track = numberOf(promote.label);
    models.promote(track);
    averager.promote(track);
    return Ok{};
  }
  Status act(const track_action::Rename& /*rename*/) { return Ok{}; }
  Status act(const track_action::FeedBack& feedback) {
    const std::size_t track = numberOf(feedback.label);
    if (averager.clock(track).state().mass == 0.0) {
      return Error{"feedback", "track " + feedback.label + " has averaged nothing yet", ""};
    }
    averager.feedBack(track, feedback.keep);
    return Ok{};
  }
  Status act(const track_action::UndoFeedBack& /*undo*/) {
    if (averager.undoFeedBack()) return Ok{};
    return Error{"undo-feedback", "there is no feedback that is not undone", ""};
  }

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
  Step last;
  double loss_sum = 0.0;
  std::int64_t losses = 0;
  Busy busy;
};

Trainer::Trainer(ModelEntry model, RunPlan plan) {
  const TaskData data = model.data(plan.config.seed);
  parts_ = std::make_unique<Parts>(std::move(model), std::move(plan), data);
}

Trainer::~Trainer() = default;

Trainer::Step Trainer::step() {
  Parts& run = *parts_;
  const auto begin = Clock::now();
  Step& now = run.last;
  ++now.number;
  run.state.save();
  const StepLoss loss =
      gradientOf(*run.model, *run.batches, run.state, now.number, run.plan.gradients);
  const double factor = run.plan.rate.factor(now.number, run.plan.config.steps);
  now.rate = run.optimizer.rate() * factor;
  {
    const c10::InferenceMode guard;
    run.optimizer.step(factor);
  }
  run.busy.data += loss.drawing;
  double value = 0.0;
  now.not_finite = run.state.firstNonFinite(loss.mean, value);
  if (!now.not_finite.empty()) {
    run.state.restore();
    run.optimizer.undo();
    ++now.skipped;
    ++now.skipped_in_row;
    run.busy.train += Clock::now() - begin - loss.drawing;
    return now;
  }
  now.skipped_in_row = 0;
  run.loss_sum += value;
  ++run.losses;
  const auto trained = Clock::now();
  run.averager.update();
  run.history.observe(run.averager, now.number);
  run.busy.train += trained - begin - loss.drawing;
  run.busy.average += Clock::now() - trained;
  return now;
}

void Trainer::forgiveSkipped() { parts_->last.skipped_in_row = 0; }

EvalPoint Trainer::evaluate() {
  Parts& run = *parts_;
  const auto begin = Clock::now();
  run.state.checkBinding();
  std::vector<const Model*> models = {run.model.get()};
  for (const Model* track : run.models.prepared()) models.push_back(track);
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
  point.feedbacks = run.averager.feedBacks();
  if (run.test) {
    run.best_raw.offer(*models[0], point.raw.loss, point.step, "raw");
    for (std::size_t k = 0; k < run.tracks.size(); ++k) {
      run.best_track.offer(*models[k + 1], point.tracks[k].val.loss, point.step,
                           run.tracks[k].label);
    }
  }
  run.busy.evaluate += Clock::now() - begin;
  return point;
}

std::vector<Event> Trainer::apply(std::span<const command::SetParams> edits) {
  const auto targets = parts_->editTargets();
  FoldedEdits folded = foldEdits(edits, targets, parts_->last.number + 1);
  for (const EditOutcome& outcome : folded.outcomes) parts_->bringIntoForce(outcome);
  return std::move(folded.answers);
}

Event Trainer::apply(const command::EditTracks& edit) {
  Parts& run = *parts_;
  auto edited = editedTracks(run.tracks, edit.action);
  if (!edited) return event::Rejected{edit.request, edited.error()};
  const Status done =
      std::visit([&run](const auto& action) { return run.act(action); }, edit.action);
  if (!done) return event::Rejected{edit.request, done.error()};
  run.tracks = std::move(edited).value();
  return event::TracksChanged{edit.request, run.last.number + 1, edit.action, tracks()};
}

Result<event::Synthesized> Trainer::synthesize(const SynthesisSpec& spec) {
  Parts& run = *parts_;
  const auto begin = Clock::now();
  auto made = run.history.synthesize(spec, run.state, run.evaluator);
  run.busy.evaluate += Clock::now() - begin;
  return made;
}

Result<event::Scanned> Trainer::scan(const ScanSpec& spec) {
  Parts& run = *parts_;
  const auto begin = Clock::now();
  const auto average = run.modelOf(spec.track, "scan");
  if (!average) return average.error();
  const auto spare = run.spareModel();
  event::Scanned scanned{.step = run.last.number, .spec = spec};
  scanned.vals = scanSegment(*run.model, **average, spec.shares, *spare, run.evaluator);
  run.busy.evaluate += Clock::now() - begin;
  return scanned;
}

Result<event::Viewed> Trainer::view(const std::string& of) {
  Parts& run = *parts_;
  const auto begin = Clock::now();
  const auto weights = run.modelOf(of, "view");
  if (!weights) return weights.error();
  if (run.entry.view == nullptr) {
    return Error{"view", "this task has nothing to show but its curves", "the built-in demos"};
  }
  const c10::InferenceMode guard;
  event::Viewed viewed{.step = run.last.number, .of = of};
  viewed.view = run.entry.view(**weights, run.validation, run.plan.config.seed);
  run.busy.evaluate += Clock::now() - begin;
  return viewed;
}

Result<event::Saved> Trainer::save(const SaveSpec& spec) {
  Parts& run = *parts_;
  const auto weights = run.modelOf(spec.of, "save");
  if (!weights) return weights.error();
  const std::int64_t step = run.last.number;
  const auto bytes =
      saveWeights(**weights, run.entry, spec.path, spec.of + ", step " + std::to_string(step));
  if (!bytes) return bytes.error();
  return event::Saved{.step = step, .spec = spec, .bytes = *bytes};
}

std::vector<event::TestedWeights> Trainer::test() {
  Parts& run = *parts_;
  if (!run.test) return {};
  const std::int64_t now = run.last.number;
  std::vector<event::TestedWeights> tested;
  const auto add = [&](const std::string& of, std::int64_t step, const Model& model) {
    tested.push_back({of, step, run.test->evaluate({&model}).front()});
  };
  const auto spare = run.spareModel();
  const auto add_best = [&](const BestWeights& best) {
    if (!best.any()) return;
    best.putInto(*spare);
    add("best " + best.label(), best.step(), *spare);
  };
  add("raw", now, *run.model);
  add_best(run.best_raw);
  const auto averages = run.models.prepared();
  for (std::size_t k = 0; k < averages.size(); ++k) add(run.tracks[k].label, now, *averages[k]);
  add_best(run.best_track);
  return tested;
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

std::int64_t Trainer::feedBacks() const { return parts_->averager.feedBacks(); }

std::int64_t Trainer::stepsDone() const { return parts_->last.number; }

double Trainer::lastRate() const { return parts_->last.rate; }

const Trainer::Busy& Trainer::busy() const { return parts_->busy; }

}  // namespace emascope
