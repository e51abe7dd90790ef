// SPDX-License-Identifier: Apache-2.0
//
// Reports on the weights of a run: on request, and at the end.
#include "core/base/fallback_places.h"
#include "core/protocol/record/run_outputs.h"
#include "core/sandbox/hosted_thread.h"
#include "core/session/failure.h"
#include "core/session/runner.h"

#include <chrono>
#include <string>
#include <utility>

namespace emascope {
namespace {

/// Between two steps, and during a pause between two checks for commands.
constexpr std::chrono::milliseconds kReportBudget(5);

}  // namespace

void Runner::synthesize(const SynthesisSpec& spec) {
  const auto made = trainer_->synthesize(spec);
  if (made) {
    events_.put(*made);
  } else {
    events_.put(event::Rejected{0, made.error()});
  }
}

void Runner::scan(std::uint64_t request, const ScanSpec& spec) {
  auto scanned = trainer_->scan(spec);
  if (!scanned) {
    events_.put(event::Rejected{request, scanned.error()});
    return;
  }
  scanned.value().request = request;
  events_.put(std::move(scanned).value());
}

void Runner::advanceReports() {
  if (!trainer_ || trainer_->reportsWanted().empty()) return;
  const SupervisedWork supervised(&supervision_, Supervision::Work::kEvaluation);
  for (Event& answer : trainer_->advanceReports(kReportBudget)) events_.put(std::move(answer));
}

bool Runner::hasTimeForPatient(SteadySpan free, SteadyTime now) {
  if (!trainer_ || !trainer_->patientReportsWanted()) return false;
  return state_ != RunState::kRunning || idle_.allows(free, now);
}

void Runner::advancePatientReports() {
  const SteadyTime begin = steadyNow();
  const SteadySpan free = rate_limiter_.wait(begin);
  if (!hasTimeForPatient(free, begin) || !trainer_->reportsWanted().empty()) return;
  const SupervisedWork supervised(&supervision_, Supervision::Work::kEvaluation);
  const bool running = state_ == RunState::kRunning;
  const std::chrono::nanoseconds budget = running ? std::chrono::nanoseconds(0) : kReportBudget;
  for (Event& answer : trainer_->advancePatientReports(budget)) events_.put(std::move(answer));
  if (running) idle_.worked(steadyNow() - begin, free);
}

Result<HeldOutput> Runner::holdOutput(const SaveSpec& spec) const {
  OutputPlan files;
  addInputs(files, plan_.config);
  if (isOn()) addSaves(files, plan_.config);
  if (const Status status = files.checkFurther("save " + mixText(spec.of, spec.share), spec.path);
      !status) {
    return status.error();
  }
  return HeldOutput::take(spec.path);
}

void Runner::save(std::uint64_t request, const SaveSpec& spec) {
  std::optional<Result<HeldOutput>> held;
  asUnconfined([&] { held = holdOutput(spec); });
  if (!*held) {
    events_.put(event::Rejected{request, held->error()});
    return;
  }
  auto saved = trainer_->save(spec);
  if (!saved) {
    events_.put(event::Rejected{request, saved.error()});
    return;
  }
  saved.value().request = request;
  events_.put(std::move(saved).value());
}

void Runner::attempt(const std::string& where, const std::function<void()>& work) {
  try {
    work();
  } catch (...) {
    events_.put(event::Rejected{0, Error{where, failureOfCurrentException(step()).what, ""}});
  }
}

void Runner::reportWeights() {
  for (const SynthesisSpec& spec : plan_.config.syntheses) {
    attempt("synthesize " + spec.label, [&] { synthesize(spec); });
  }
  for (const ScanSpec& spec : plan_.config.scans) {
    attempt("scan " + spec.track, [&] { scan(0, spec); });
  }
  saveWeights();
  attempt("test", [&] {
    if (auto tested = trainer_->test(); !tested.empty()) {
      events_.put(event::Tested{std::move(tested)});
    }
  });
}

void Runner::saveWeights() {
  for (const SaveSpec& spec : plan_.config.saves) {
    attempt("save " + spec.of, [&] { saveAtEnd(spec); });
  }
}

void Runner::saveAtEnd(const SaveSpec& spec) {
  auto saved = trainer_->save(spec);
  if (saved) {
    events_.put(std::move(saved).value());
    return;
  }
  Error error = saved.error();
  if (error.where != spec.path) {  // not of the file: there is nothing to write
    events_.put(event::Rejected{0, error});
    return;
  }
  std::vector<Result<std::string>> places;
  asUnconfined([&] { places = fallbackPlaces(spec.path); });
  const auto other = writeToFirst(places, [&](const std::string& place) {
    saved = trainer_->save({spec.of, place, spec.share});
    return saved ? Status(Ok{}) : Status(saved.error());
  });
  error.why += other ? "; it was written to " + *other + " instead"
                     : "; nor could it be written elsewhere: " + other.error().message();
  events_.put(event::Rejected{0, error});
  if (saved) events_.put(std::move(saved).value());
}

void Runner::refuseSaves(const std::string& why) {
  for (const SaveSpec& spec : plan_.config.saves) {
    events_.put(event::Rejected{
        0, Error{"save " + spec.of, why + "; " + spec.path + " is not written", ""}});
  }
}

std::string Runner::weightsAfter(std::int64_t step) {
  return step > 0 ? "; the weights are those after step " + std::to_string(step) : "";
}

std::string Runner::inItsPlace(const std::string& what) const {
  const std::int64_t steps = isOn() ? step() : 0;
  if (begun_ > steps) {
    return "step " + std::to_string(begun_) + " failed: " + what + weightsAfter(steps);
  }
  return steps > 0 ? "after step " + std::to_string(steps) + ": " + what : what;
}

void Runner::fail(const event::Failed& failed) {
  events_.put(failed);
  // Before the first step there is nothing to keep, and files of an earlier run are worth more.
  if (trainer_ && trained_) {
    if (failed.kind == event::FailureKind::kDiverged) {
      reportWeights();
    } else {
      saveWeights();
    }
  } else if (isOn()) {
    refuseSaves("no step was taken");
  }
  endRun(RunState::kFailed, failed.what);
}

void Runner::endWithoutThread(std::chrono::seconds limit) {
  const std::string within =
      "did not end within " + std::to_string(limit.count()) + " s, the limit of a step";
  if (!isOn()) return;
  const bool evaluating = supervision_.work() == Supervision::Work::kEvaluation;
  saveWithoutThread();
  const std::int64_t steps = step();
  if (limit.count() > 0) {
    const std::int64_t failed = evaluating ? steps : steps + 1;
    const std::string what = (evaluating ? "the evaluation after step " : "step ") +
                             std::to_string(failed) + " " + within + weightsAfter(steps);
    events_.put(event::Failed{event::FailureKind::kTimeLimit, failed, what});
    events_.put(event::StateChanged{RunState::kFailed, steps, what});
  } else {
    events_.put(event::StateChanged{RunState::kFinished, steps, ""});
  }
}

void Runner::saveWithoutThread() {
  if (trainer_ && trained_ && plan_.facts.device == "cpu") {  // others may be waited for in vain
    attempt("save", [&] {
      trainer_->standBack();
      saveWeights();
    });
    return;
  }
  refuseSaves(trained_ ? "the device is at work on a step that does not end" : "no step was taken");
}

void Runner::finishReports(RunState state) {
  if (!trainer_) return;
  if (state == RunState::kFailed) {
    refuseReports("the run ended after step " + std::to_string(step()));
    return;
  }
  while (!trainer_->reportsWanted().empty()) advanceReports();
}

void Runner::refuseReports(const std::string& why) {
  if (!trainer_) return;
  for (event::Rejected& refusal : trainer_->refuseReports(why)) events_.put(std::move(refusal));
}

}  // namespace emascope
