// SPDX-License-Identifier: Apache-2.0
//
// The trainer's read-only reports on its weights.
#include "core/protocol/spec/synthesis_spec.h"
#include "core/train/sample_comparison.h"
#include "core/train/trainer_parts.h"

#include <memory>
#include <optional>
#include <utility>

namespace emascope {

namespace {

/// "posthoc:half_life=138": no label has an equals sign.
bool isMadeAfterwards(const std::string& of) { return of.find('=') != std::string::npos; }

}  // namespace

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

Result<std::unique_ptr<Model>> Trainer::Parts::mixOf(const std::string& of, double share,
                                                     const std::string& where) {
  const auto weights = modelOf(of, where);
  if (!weights) return weights.error();
  const bool raw = *weights == model.get();
  if (auto status = checkShare(share, where); !raw && !status) return status.error();
  auto copy = spareModel();
  mixTensors(*model, **weights, raw ? 1.0 : share, *copy);
  return copy;
}

Result<Trainer::Parts::Weights> Trainer::Parts::pictured(const command::Render& wanted,
                                                         const std::string& where) {
  Weights weights;
  if (!isMadeAfterwards(wanted.of)) {
    auto copy = mixOf(wanted.of, wanted.share, where);
    if (!copy) return copy.error();
    weights = {copy->get(), last.number, std::move(copy).value()};
    return weights;
  }
  const auto spec = readSynthesis(wanted.of);
  if (!spec) return spec.error();
  auto made = history.make(*spec, state);
  if (!made) return made.error();
  weights.model = made->model.get();
  weights.step = made->report.spec.step;
  weights.own = std::move(made.value().model);
  return weights;
}

Status Trainer::Parts::addReport(const ReportQueue::Request& request,
                                 const std::function<Result<ReportWork>()>& make) {
  if (auto room = reports.roomFor(request); !room) return room;
  const auto begin = Clock::now();
  try {
    auto work = make();
    if (!work) return work.error();
    reports.add(request, std::move(work).value(), Clock::now() - begin);
  } catch (...) {
    return reportErrorOfCurrentException(request.where);
  }
  return Ok{};
}

Status Trainer::beginReport(const command::Render& wanted) {
  Parts& run = *parts_;
  const std::string where = "picture " + mixText(wanted.of, wanted.share);
  const bool mix = wanted.of != "raw" && wanted.share != 1.0 && !isMadeAfterwards(wanted.of);
  return run.addReport(
      {wanted.request, where, mix ? "picture " + wanted.of : ""}, [&]() -> Result<ReportWork> {
        if (run.entry.picture == nullptr) {
          return Error{where, "this task has no task picture", "the built-in demos"};
        }
        auto shown = run.pictured(wanted, where);
        if (!shown) return shown.error();
        const std::shared_ptr<const Model> weights = std::move(shown.value().own);
        event::Rendered begun{.request = wanted.request,
                              .step = shown->step,
                              .of = wanted.of,
                              .share = mix ? wanted.share : 1.0};
        return ReportWork(
            [begun, weights,
             work = run.entry.picture(*weights, run.validation,
                                      run.plan.config.seed)]() mutable -> std::optional<Event> {
              auto picture = work();
              if (!picture) return std::nullopt;
              begun.picture = std::move(*picture);
              return Event(std::move(begun));
            });
      });
}

// Each piece of work is one share.
Status Trainer::beginReport(const command::Scan& wanted) {
  Parts& run = *parts_;
  return run.addReport(
      {wanted.request, "scan " + wanted.spec.track, ""}, [&]() -> Result<ReportWork> {
        auto average = run.mixOf(wanted.spec.track, 1.0, "scan");
        if (!average) return average.error();
        if (auto status = checkScan(wanted.spec); !status) return status.error();
        const std::shared_ptr<const Model> to = std::move(average).value();
        const std::shared_ptr<const Model> from = run.mixOf("raw", 1.0, "scan").value();
        const std::shared_ptr<Model> mix = run.spareModel();
        event::Scanned begun{
            .request = wanted.request, .step = run.last.number, .spec = wanted.spec};
        return ReportWork([begun, from, to, mix, &run]() mutable -> std::optional<Event> {
          const double share = begun.spec.shares[begun.vals.size()];
          begun.vals.push_back(scanSegment(*from, *to, {share}, *mix, run.evaluator).front());
          if (begun.vals.size() < begun.spec.shares.size()) return std::nullopt;
          return Event(std::move(begun));
        });
      });
}

Status Trainer::beginReport(const command::CompareSamples& wanted) {
  Parts& run = *parts_;
  const std::string where = "compare " + mixText(wanted.of, wanted.share);
  const std::string series = wanted.share == 1.0 ? "" : "compare " + wanted.of;
  return run.addReport({wanted.request, where, series}, [&]() -> Result<ReportWork> {
    if (run.model->objective() == nullptr) {
      return Error{where, "this task has no results of single samples",
                   "tasks with classes or numbers to predict"};
    }
    auto mix = run.mixOf(wanted.of, wanted.share, where);
    if (!mix) return mix.error();
    auto raw = run.mixOf("raw", 1.0, where);
    return compareSamples({.request = wanted.request,
                           .step = run.last.number,
                           .of = wanted.of,
                           .share = wanted.share},
                          std::move(raw).value(), std::move(mix).value(), run.validation,
                          run.entry.view);
  });
}

Status Trainer::beginReport(const command::MeasureDistances& wanted) {
  Parts& run = *parts_;
  const std::string where = "distances of " + wanted.of;
  return run.addReport({wanted.request, where, where}, [&]() -> Result<ReportWork> {
    auto average = run.mixOf(wanted.of, 1.0, where);
    if (!average) return average.error();
    auto raw = run.mixOf("raw", 1.0, where);
    return measureDistances({.request = wanted.request, .step = run.last.number, .of = wanted.of},
                            std::move(raw).value(), std::move(average).value());
  });
}

Status Trainer::beginReport(const command::ShowSamples& wanted) {
  Parts& run = *parts_;
  return run.addReport({wanted.request, "samples", ""}, [&]() -> Result<ReportWork> {
    auto shown =
        shownSamples(wanted.samples, run.validation, run.entry.view, run.model->objective());
    if (!shown) return shown.error();
    shown.value().request = wanted.request;
    return ReportWork(
        [answer = std::move(shown).value()]() { return std::optional<Event>(answer); });
  });
}

Status Trainer::beginReport(const command::Synthesize& wanted) {
  Parts& run = *parts_;
  const std::string where = "synthesize " + wanted.spec.label;
  const ReportQueue::Request request{.number = wanted.request, .where = where, .can_wait = true};
  return run.addReport(request, [&]() -> Result<ReportWork> {
    auto making = run.history.begin(wanted.spec);
    if (!making) return making.error();
    return ReportWork([number = wanted.request, making = std::move(making).value(),
                       made = std::shared_ptr<RunHistory::Made>(),
                       &run]() mutable -> std::optional<Event> {
      if (!made) {
        auto result = run.history.advance(making, run.state);
        if (!result) return std::nullopt;
        if (!*result) return Event(event::Rejected{number, result->error()});
        made = std::make_shared<RunHistory::Made>(std::move(*result).value());
        return std::nullopt;
      }
      event::Synthesized answer = made->report;
      answer.request = number;
      answer.val = run.evaluator.evaluate({made->model.get()}).front();
      return Event(std::move(answer));
    });
  });
}

std::vector<ReportQueue::Request> Trainer::reportsWanted() const {
  return parts_->reports.waiting();
}

std::vector<Event> Trainer::advanceReports(std::chrono::nanoseconds budget) {
  return parts_->reports.advance(budget);
}

bool Trainer::patientReportsWanted() const { return parts_->reports.hasPatient(); }

std::vector<Event> Trainer::advancePatientReports(std::chrono::nanoseconds budget) {
  return parts_->reports.advancePatient(budget);
}

std::vector<event::Rejected> Trainer::refuseReports(const std::string& why) {
  return parts_->reports.refuseAll(why);
}

Result<event::Saved> Trainer::save(const SaveSpec& spec) {
  Parts& run = *parts_;
  const auto weights = run.weightsOf(spec);
  if (!weights) return weights.error();
  const std::int64_t step = weights->step;
  const auto bytes = saveWeights(*weights->model, run.entry, spec.path,
                                 mixText(spec.of, spec.share) + ", step " + std::to_string(step));
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
