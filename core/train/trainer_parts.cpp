// SPDX-License-Identifier: Apache-2.0
#include "core/train/trainer_parts.h"

#include "core/cuda/cuda_updater.h"
#include "core/cuda/plugin_updater.h"
#include "core/ema/track_memory.h"
#include "core/rules/float32_limits.h"
#include "core/rules/zero_start.h"
#include "core/train/resident_batches.h"
#include "core/train/track_names.h"

#include <algorithm>
#include <utility>

#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

/// The rule of `track`, or an error if there is no such rule.
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
  if (auto status = checkTakesUp(*rule, *values, length, where); !status) return status.error();
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
  if (!batch.inputs.defined()) return {};
  return {batch.inputs.to(device), batch.targets.to(device)};
}

/// Makes batches with the source that `data` provides, or else from the resident `samples`.
BatchMaker batchesOf(const TaskData& data, const Batch& samples, ResidentBatches::Augment augment) {
  if (data.batches) return data.batches;
  return [samples, augment](const BatchRequest& wanted) {
    return std::make_unique<ResidentBatches>(samples, wanted.size, wanted.seed, augment,
                                             wanted.purpose);
  };
}

}  // namespace

Trainer::Parts::Parts(ModelEntry task, RunPlan run_plan, const TaskData& data)
    : entry(std::move(task)),
      plan(std::move(run_plan)),
      device(deviceOf(plan)),
      model(entry.make(plan.config.seed)),
      state(*model, momentsOf(plan.optimizer), device),
      optimizer(plan.optimizer, arraysOf(state)),
      averager(state.online(), rulesOf(plan), plan.length),
      tracks(plan.config.tracks),
      train(data.batches ? Batch{} : onDevice(data.train, device)),
      samples(batchesOf(data, train, entry.augment)),
      batches(samples(requestFor(BatchPurpose::kTraining))),
      models(entry, plan.config.seed, state, averager,
             samples(requestFor(BatchPurpose::kStatistics))),
      validation(onDevice(data.validation, device)),
      evaluator(validation, entry.metric_transform, plan.evaluation_threads),
      history(plan.config, state.online().floats.numel(),
              [this] { return entry.make(plan.config.seed); }),
      test_samples(onDevice(data.test, device)) {
  if (plan.bfloat16) static_cast<void>(model->trainInBfloat16());
  for (const SaveSpec& save : plan.config.saves) {
    if (const auto label = bestLabel(save.of)) best_saved[*label];
  }
  averager.setThreads(static_cast<int>(plan.facts.threads));
  if (device.is_cuda()) {
    const at::Tensor floats = state.online().floats;
    // Otherwise LibTorch's operations do it.
    if (auto updater = cudaUpdater(floats.device(), floats.scalar_type());
        updater && tryOut(**updater))
      averager.useDevice(std::move(updater).value());
  }
  if (test_samples.inputs.defined()) test.emplace(test_samples, entry.metric_transform);
}

StepLoss Trainer::Parts::descend() {
  const std::int64_t updates = optimizer.steps();
  const std::int64_t number = ++last.number;
  state.save();
  try {
    StepLoss loss;
    {
      // From here on a thread that gives this one up owns `last`.
      const SupervisedWork work(supervision, Supervision::Work::kGradient);
      loss = gradientOf(*model, *batches, state, number, plan.gradients, supervision);
    }
    const double factor = plan.rate.factor(number, plannedSteps(plan.config));
    const c10::InferenceMode guard;
    last.rate = optimizer.rate() * factor;
    optimizer.step(factor);
    return loss;
  } catch (...) {
    state.restore();
    if (optimizer.steps() != updates) optimizer.undo();
    --last.number;
    throw;
  }
}

std::unique_ptr<Model> Trainer::Parts::standIn(const at::Tensor& floats,
                                               const at::Tensor& counters) const {
  auto stand_in = entry.make(plan.config.seed);
  state.bindView(*stand_in, floats, counters);
  return stand_in;
}

std::unique_ptr<Model> Trainer::Parts::spareModel() const {
  auto spare = entry.make(plan.config.seed);
  const OnlineState online = state.online();
  state.bindView(*spare, online.floats.clone(),
                 online.counters.defined() ? online.counters.clone() : at::Tensor());
  return spare;
}

Result<const Model*> Trainer::Parts::modelOf(const std::string& of, const std::string& where) {
  const std::size_t track = of == "raw" ? tracks.size() : numberOf(of);
  const bool is_there = of == "raw" || track < tracks.size();
  if (is_there && !stand_ins.empty()) {
    const std::size_t place = of == "raw" ? 0 : track + 1;
    return static_cast<const Model*>(stand_ins[place].get());
  }
  if (of == "raw") return static_cast<const Model*>(model.get());
  if (is_there) return models.prepared()[track];
  std::string known = "raw";
  for (const TrackSpec& each : tracks) known += ", " + each.label;
  return Error{where, "there is no track '" + of + "'", known};
}

Result<Trainer::Parts::Weights> Trainer::Parts::weightsOf(const SaveSpec& spec) {
  const std::string& of = spec.of;
  if (spec.share != 1.0) {
    if (const auto status = checkSave(spec); !status) return status.error();
    auto mix = mixOf(of, spec.share, "save " + of);
    if (!mix) return mix.error();
    const Model* const mixed = mix->get();
    return Weights{mixed, last.number, std::move(mix).value()};
  }
  if (const auto label = bestLabel(of)) {
    const auto best = best_saved.find(*label);
    if (best == best_saved.end() || !best->second.any()) {
      return Error{"save " + of, "it has no finite evaluation, or was not requested before the run",
                   ""};
    }
    auto own = spareModel();
    best->second.putInto(*own);
    return Weights{own.get(), best->second.step(), std::move(own)};
  }
  const auto& syntheses = plan.config.syntheses;
  const auto synthesis = std::find_if(syntheses.begin(), syntheses.end(),
                                      [&](const SynthesisSpec& made) { return made.label == of; });
  if (synthesis != syntheses.end() && numberOf(of) == tracks.size()) {
    auto made = history.make(*synthesis, state);
    if (!made) return made.error();
    auto& [report, own] = made.value();
    return Weights{own.get(), report.spec.step, std::move(own)};
  }
  const auto now = modelOf(of, "save");
  if (!now) return now.error();
  return Weights{*now, last.number, nullptr};
}

void Trainer::Parts::offerBest(const std::vector<const Model*>& evaluated, const EvalPoint& point) {
  const auto offer = [&](BestWeights& best, const std::string& of) {
    if (of == "raw") return best.offer(*evaluated[0], point.raw.loss, point.step, of);
    const std::size_t track = numberOf(of);
    if (track == tracks.size()) return;
    best.offer(*evaluated[track + 1], point.tracks[track].val.loss, point.step, of);
  };
  for (auto& [of, best] : best_saved) offer(best, of);
  if (!test) return;
  offer(best_raw, "raw");
  for (const TrackSpec& track : tracks) offer(best_track, track.label);
}

std::vector<EditTarget> Trainer::Parts::editTargets() const {
  std::vector<EditTarget> targets = {{"", nullptr, {optimizer.rate(), optimizer.weightDecay()}}};
  for (std::size_t k = 0; k < averager.size(); ++k) {
    const TrackRule& rule = averager.rule(k);
    targets.push_back(
        {tracks[k].label, rule.schedule, rule.values, averager.clock(k).calls(), plan.length});
  }
  return targets;
}

void Trainer::Parts::bringIntoForce(const EditOutcome& outcome) {
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

std::size_t Trainer::Parts::numberOf(const std::string& label) const {
  const auto found = std::find_if(tracks.begin(), tracks.end(),
                                  [&](const TrackSpec& track) { return track.label == label; });
  return static_cast<std::size_t>(found - tracks.begin());
}

Status Trainer::Parts::act(const track_action::Add& add) {
  auto rule = ruleOf(add.track, plan.length);
  if (!rule) return rule.error();
  if (auto status = checkTrackNames(*model, add.track); !status) return status;
  if (auto room = roomFor(*rule, "add " + add.track.label); !room) return room;
  averager.add(std::move(rule).value());
  showNewTrack();
  return Ok{};
}

Status Trainer::Parts::setRule(std::size_t track, const TrackSpec& spec) {
  auto rule = ruleOf(spec, plan.length);
  if (!rule) return rule.error();
  if (auto status = checkTrackNames(*model, spec); !status) return status;
  const TrackRule& before = averager.rule(track);
  if (before.schedule->traits(before.values).kind != rule->schedule->traits(rule->values).kind) {
    return Error{
        "rule " + spec.label,
        before.schedule->id + " and " + rule->schedule->id + " keep averages of different kinds",
        "to remove the track and add one"};
  }
  averager.setRule(track, std::move(rule).value());
  return Ok{};
}

Status Trainer::Parts::act(const track_action::Fork& fork) {
  const std::size_t from = numberOf(fork.from);
  if (fork.rule) return setRule(from, *fork.rule);
  if (auto room = roomFor(averager.rule(from), "fork " + fork.label); !room) return room;
  const std::size_t to = averager.fork(from);
  showNewTrack();
  history.forked(averager, from, to);
  return Ok{};
}

Status Trainer::Parts::roomFor(const TrackRule& rule, const std::string& label) const {
  if (!device.is_cpu()) return Ok{};
  return checkTrackMemory(rule.schedule->traits(rule.values), state.online().floats.numel(),
                          availableBytes(), label);
}

void Trainer::Parts::showNewTrack() {
  try {
    models.add();
  } catch (...) {
    averager.remove(averager.size() - 1);
    throw;
  }
}

Status Trainer::Parts::act(const track_action::Remove& remove) {
  const std::size_t track = numberOf(remove.label);
  models.remove(track);
  averager.remove(track);
  return Ok{};
}

Status Trainer::Parts::act(const track_action::Promote& promote) {
  const std::size_t track = numberOf(promote.label);
  models.promote(track);
  averager.promote(track);
  return Ok{};
}

Status Trainer::Parts::act(const track_action::FeedBack& feedback) {
  const std::size_t track = numberOf(feedback.label);
  if (averager.clock(track).state().mass == 0.0) {
    return Error{"feedback", "track " + feedback.label + " has no average yet", ""};
  }
  averager.feedBack(track, feedback.keep);
  return Ok{};
}

Status Trainer::Parts::act(const track_action::UndoFeedBack& /*undo*/) {
  if (averager.undoFeedBack()) return Ok{};
  return Error{"undo-feedback", "there is no feedback left to undo", ""};
}

}  // namespace emascope
