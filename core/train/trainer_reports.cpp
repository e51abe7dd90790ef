// SPDX-License-Identifier: Apache-2.0
//
// The trainer's read-only reports on its weights.
#include "core/train/trainer_parts.h"

#include <utility>

namespace emascope {

Result<event::Synthesized> Trainer::synthesize(const SynthesisSpec& spec) {
  Parts& run = *parts_;
  const auto begin = Parts::Clock::now();
  auto made = run.history.make(spec, run.state);
  if (!made) return made.error();
  made.value().report.val = run.evaluator.evaluate({made->model.get()}).front();
  run.busy.evaluate += Parts::Clock::now() - begin;
  return std::move(made).value().report;
}

Result<event::Scanned> Trainer::scan(const ScanSpec& spec) {
  Parts& run = *parts_;
  const auto begin = Parts::Clock::now();
  const auto average = run.modelOf(spec.track, "scan");
  if (!average) return average.error();
  const auto spare = run.spareModel();
  event::Scanned scanned{.step = run.last.number, .spec = spec};
  scanned.vals = scanSegment(*run.model, **average, spec.shares, *spare, run.evaluator);
  run.busy.evaluate += Parts::Clock::now() - begin;
  return scanned;
}

Status Trainer::beginPicture(const command::Render& wanted) {
  Parts& run = *parts_;
  const auto weights = run.modelOf(wanted.of, "picture");
  if (!weights) return weights.error();
  if (run.entry.picture == nullptr) {
    return Error{"picture", "this task has no task picture", "the built-in demos"};
  }
  auto copy = run.spareModel();
  copyTensors(**weights, *copy);
  PictureWork work = run.entry.picture(*copy, run.validation, run.plan.config.seed);
  run.pictures.add({.request = wanted.request, .step = run.last.number, .of = wanted.of},
                   std::move(copy), std::move(work));
  return Ok{};
}

std::vector<std::uint64_t> Trainer::picturesWanted() const { return parts_->pictures.requests(); }

std::vector<event::Rendered> Trainer::advancePictures(std::chrono::nanoseconds budget) {
  return parts_->pictures.advance(budget);
}

Result<event::Saved> Trainer::save(const SaveSpec& spec) {
  Parts& run = *parts_;
  const auto weights = run.weightsOf(spec.of);
  if (!weights) return weights.error();
  const std::int64_t step = weights->step;
  const auto bytes = saveWeights(*weights->model, run.entry, spec.path,
                                 spec.of + ", step " + std::to_string(step));
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

}  // namespace emascope
