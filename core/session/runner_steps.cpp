// SPDX-License-Identifier: Apache-2.0
//
// Runner's steps and evaluations: runs and reports them, and ends or pauses the run where they say
// so.
#include "core/session/runner.h"
#include "core/train/out_of_memory.h"

#include <string>
#include <utility>

namespace emascope {
namespace {

constexpr std::int64_t kMostSkippedInRow = 3;

/// While this exists, a request to end the run is obeyed within a step.
class Heeding {
 public:
  explicit Heeding(Supervision& supervision) : supervision_(supervision) {
    supervision_.heed(true);
  }
  ~Heeding() { supervision_.heed(false); }
  Heeding(const Heeding&) = delete;
  Heeding& operator=(const Heeding&) = delete;

 private:
  Supervision& supervision_;
};

std::string divergence(const Trainer::Step& step) {
  return std::to_string(step.skipped_in_row) + " steps in a row were not finite (" +
         std::string(step.not_finite) + ")";
}

}  // namespace

void Runner::advance() {
  if (step() >= plan_.config.steps) {  // it was paused after its last step
    if (evaluated_ < step()) static_cast<void>(evaluate());
    if (state_ == RunState::kRunning) finish("");
    return;
  }
  if (owes_evaluation_) {
    const bool enough = evaluate();
    if (enough) endEarly();
    if (enough || owes_evaluation_ || state_ != RunState::kRunning) return;
  }
  applyEdits();
  rate_limiter_.step(steadyNow());
  const auto taken = takeStep();
  if (!taken) return;
  const Trainer::Step& step = *taken;
  trained_ = trained_ || step.not_finite.empty();
  if (!step.not_finite.empty()) {
    tell(event::SkippedStep{step.number, std::string(step.not_finite), step.skipped});
  }
  const bool last = step.number == plan_.config.steps;
  const bool evaluated = last || step.number % plan_.config.eval_every == 0;
  const bool enough = evaluated && evaluate();
  if (step.skipped_in_row >= kMostSkippedInRow) handleDivergence(step);
  if (state_ != RunState::kRunning) return;
  const auto due =
      step.not_finite.empty() && !last ? checkpoints_.due(step.number, steadyNow()) : std::nullopt;
  if (due && !enough) keep({.reason = *due});
  if (enough) {
    endEarly();
  } else if (last) {
    finish("");
  } else if (step.number == pause_at_) {
    keepAt(CheckpointReason::kPause);
    enter(RunState::kPaused, "");
  } else if (const SteadyTime time = steadyNow(); meter_.due(time)) {
    reportProgress(time);
  }
}

void Runner::endEarly() {
  stopped_early_ = true;
  finish(step() < plan_.config.steps ? improvement_.why() : "");
}

void Runner::finish(const std::string& why) {
  keepAt(CheckpointReason::kEnd);
  reportWeights();
  endRun(RunState::kFinished, why);
}

// At most one step is taken: where memory was short only after it, it is not taken again.
std::optional<Trainer::Step> Runner::takeStep() {
  const std::int64_t before = step();
  begun_ = before + 1;
  for (bool again = false;; again = true) {
    try {
      const Heeding heeding(supervision_);
      return trainer_->step();
    } catch (const Interrupted&) {
      begun_ = before;
      return std::nullopt;
    } catch (...) {
      if (!isOutOfMemory() || step() != before) throw;
      if (again) {
        pauseWithoutMemory("step " + std::to_string(before + 1));
        begun_ = before;
        return std::nullopt;
      }
    }
  }
}

void Runner::pauseWithoutMemory(const std::string& work) {
  if (!plan_.config.pause_on_divergence) throw;
  enter(RunState::kPaused,
        work + " does not fit in memory: end other programs or remove a track and go on, or stop");
}

bool Runner::evaluate() {
  EvalPoint point;
  try {
    const Heeding heeding(supervision_);
    point = trainer_->evaluate();
  } catch (const Interrupted&) {
    owes_evaluation_ = true;
    return false;
  } catch (...) {
    owes_evaluation_ = false;
    if (!isOutOfMemory()) throw;
    pauseWithoutMemory("the evaluation after step " + std::to_string(step()));
    return false;
  }
  evaluated_ = point.step;
  owes_evaluation_ = false;
  checkpoints_.evaluated();
  point.seconds = clock_.seconds(steadyNow());
  // Not at a last step that is no multiple of the interval: a longer run has no evaluation there.
  const bool enough = point.step % plan_.config.eval_every == 0 && noLongerImproves(point);
  noteLosses(point);
  tell(event::Evaluated{{std::move(point)}});
  return enough;
}

bool Runner::noLongerImproves(const EvalPoint& point) {
  const std::string* watched = improvement_.watched();
  if (watched == nullptr) return false;
  if (*watched == "raw") return improvement_.isEnough(point.raw.loss);
  const auto tracks = trainer_->tracks();
  for (std::size_t k = 0; k < tracks.size(); ++k) {
    if (tracks[k].label == *watched) return improvement_.isEnough(point.tracks[k].val.loss);
  }
  return false;  // it was removed
}

void Runner::extend(const command::Extend& wanted) {
  RunConfig& config = plan_.config;
  if (wanted.steps > kMostSteps - config.steps) {
    events_.put(event::Rejected{wanted.request,
                                Error{"extend",
                                      std::to_string(wanted.steps) + " more than " +
                                          std::to_string(config.steps) + " steps are too many",
                                      "at most " + std::to_string(kMostSteps) + " steps in all"}});
    return;
  }
  if (state_ == RunState::kFinished) {
    if (auto status = lockFolder(); !status) {
      events_.put(event::Rejected{wanted.request, status.error()});
      return;
    }
  }
  config.planned_steps = plannedSteps(config);
  config.steps += wanted.steps;
  events_.put(event::Extended{wanted.request, step(), config.steps});
  if (state_ != RunState::kFinished) return;
  pause_at_ = 0;
  if (std::exchange(stopped_early_, false)) {
    improvement_ = EarlyStopWatch(config.training.stop.value_or(EarlyStop{}));
  }
  enter(RunState::kRunning, "");
}

void Runner::handleDivergence(const Trainer::Step& step) {
  if (plan_.config.pause_on_divergence) {
    trainer_->forgiveSkipped();
    enter(RunState::kPaused, divergence(step) + ": lower the learning rate and go on, or stop");
    return;
  }
  fail({event::FailureKind::kDiverged, step.number,
        divergence(step) + weightsAfter(step.number - step.skipped_in_row)});
}

void Runner::reportProgress(SteadyTime time) {
  event::Progress progress = meter_.report(time, step(), clock_.seconds(time), trainer_->busy());
  progress.rate = trainer_->lastRate();
  events_.put(progress);
}

}  // namespace emascope
