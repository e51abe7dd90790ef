// SPDX-License-Identifier: Apache-2.0
#include "core/session/runner.h"

#include "core/base/overloaded.h"
#include "core/session/failure.h"

#include <limits>
#include <utility>

namespace emascope {
namespace {

constexpr std::int64_t kMostSkippedInRow = 3;

SteadyTime now() { return std::chrono::steady_clock::now(); }

std::string whereOf(const Command& command) {
  return std::holds_alternative<command::Start>(command) ? "start" : "set";
}

std::uint64_t requestOf(const Command& command) {
  if (const auto* start = std::get_if<command::Start>(&command)) return start->request;
  if (const auto* edit = std::get_if<command::SetParams>(&command)) return edit->request;
  return 0;
}

std::string divergence(const Trainer::Step& step) {
  return std::to_string(step.skipped_in_row) + " steps in a row were not finite (" +
         std::string(step.not_finite) + ")";
}

}  // namespace

void Runner::serve(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    try {
      turn(stop);
    } catch (...) {
      const event::Failed failed = failureOfCurrentException(step());
      events_.put(failed);
      endRun(RunState::kFailed, failed.what);
    }
  }
}

void Runner::turn(const std::stop_token& stop) {
  for (Command& command : nextCommands(stop)) inbox_.push_back(std::move(command));
  while (!inbox_.empty()) {  // one by one: should one throw, the others are still obeyed
    const Command command = std::move(inbox_.front());
    inbox_.pop_front();
    obey(command);
  }
  if (stop.stop_requested()) return;
  if (state_ == RunState::kPaused) applyEdits();
  if (state_ == RunState::kRunning && pace_.wait(now()) <= SteadySpan::zero()) advance();
}

std::vector<Command> Runner::nextCommands(const std::stop_token& stop) {
  if (!inbox_.empty()) return {};
  if (state_ != RunState::kRunning) return commands_.waitAll(stop);
  const SteadySpan wait = pace_.wait(now());
  return wait > SteadySpan::zero() ? commands_.waitAllFor(stop, wait) : commands_.takeAll();
}

void Runner::obey(const Command& command) {
  const auto next = nextState(state_, command);
  if (!next) return refuse(command);
  std::visit(
      Overloaded{[&](const command::Start& wanted) { start(wanted); },
                 [&](const command::Pause&) { enter(*next, ""); },
                 [&](const command::Resume&) {
                   pause_at_ = 0;
                   enter(*next, "");
                 },
                 [&](const command::Advance& advance) {
                   const std::int64_t room = plan_.config.steps - step();
                   pause_at_ = advance.count < room ? step() + advance.count : 0;
                   enter(*next, "");
                 },
                 [&](const command::Stop&) { endRun(*next, ""); },
                 [&](const command::SetParams& edit) { takeEdit(edit); },
                 [&](const command::SetSpeed& speed) { pace_.setSpeed(speed.steps_per_second); }},
      command);
}

void Runner::refuse(const Command& command) {
  if (const std::uint64_t request = requestOf(command); request != 0) {
    const bool start = std::holds_alternative<command::Start>(command);
    events_.put(event::Rejected{
        request, Error{whereOf(command), "the run is " + std::string(runStateText(state_)),
                       start ? "while no run is going on" : "while a run is going on"}});
  }
}

void Runner::start(const command::Start& start) {
  if (const Status status = validate(start.config, workshop_.catalog); !status) {
    events_.put(event::Rejected{start.request, status.error()});
    return;
  }
  auto plan = workshop_.plan(start.config);
  if (!plan) {
    events_.put(event::Rejected{start.request, plan.error()});
    return;
  }
  trainer_.reset();
  plan_ = std::move(plan).value();
  pause_at_ = 0;
  clock_.restart();
  pace_.setSpeed(plan_.config.speed);
  events_.put(event::Started{start.request, plan_.config, plan_.facts});
  trainer_ = workshop_.build(plan_);
  for (const ScheduledEdit& edit : plan_.config.edits) {
    scheduled_[edit.step].push_back({0, edit.track, edit.values, edit.step});
  }
  enter(start.config.start_paused ? RunState::kPaused : RunState::kRunning, "");
}

void Runner::takeEdit(const command::SetParams& edit) {
  if (!edit.at_step) {
    edits_.push_back(edit);
    return;
  }
  const std::int64_t next = step() + 1;
  if (*edit.at_step < next || *edit.at_step > plan_.config.steps) {
    events_.put(event::Rejected{
        edit.request,
        Error{"set at step " + std::to_string(*edit.at_step), "is not within the rest of the run",
              "steps " + std::to_string(next) + " to " + std::to_string(plan_.config.steps)}});
  } else if (const Status status = trainer_->check(edit); !status) {
    events_.put(event::Rejected{edit.request, status.error()});
  } else {
    scheduled_[*edit.at_step].push_back(edit);
  }
}

// Those that came with the configuration or with a step number first: a hand at the slider wins.
void Runner::applyEdits() {
  std::vector<command::SetParams> due;
  while (!scheduled_.empty() && scheduled_.begin()->first <= step() + 1) {
    auto& edits = scheduled_.begin()->second;
    due.insert(due.end(), edits.begin(), edits.end());
    scheduled_.erase(scheduled_.begin());
  }
  if (due.empty() && edits_.empty()) return;
  due.insert(due.end(), edits_.begin(), edits_.end());
  edits_.clear();
  for (Event& answer : trainer_->apply(due)) events_.put(std::move(answer));
}

void Runner::advance() {
  applyEdits();
  pace_.step(now());
  const Trainer::Step step = trainer_->step();
  if (!step.not_finite.empty()) {
    events_.put(event::SkippedStep{step.number, std::string(step.not_finite), step.skipped});
  }
  const bool last = step.number == plan_.config.steps;
  if (last || step.number % plan_.config.eval_every == 0) evaluate();
  if (step.skipped_in_row >= kMostSkippedInRow) handleDivergence(step);
  if (state_ != RunState::kRunning) return;
  if (last) {
    endRun(RunState::kFinished, "");
  } else if (step.number == pause_at_) {
    enter(RunState::kPaused, "");
  } else if (const SteadyTime time = now(); meter_.due(time)) {
    reportProgress(time);
  }
}

void Runner::evaluate() {
  EvalPoint point = trainer_->evaluate();
  point.seconds = clock_.seconds(now());
  events_.put(event::Evaluated{{std::move(point)}});
}

void Runner::handleDivergence(const Trainer::Step& step) {
  if (plan_.config.pause_on_divergence) {
    trainer_->forgiveSkipped();
    enter(RunState::kPaused, divergence(step) + ": lower the learning rate and go on, or stop");
    return;
  }
  const event::Failed failed{event::FailureKind::kDiverged, step.number, divergence(step)};
  events_.put(failed);
  endRun(RunState::kFailed, failed.what);
}

void Runner::reportProgress(SteadyTime time) {
  events_.put(meter_.report(time, step(), clock_.seconds(time), trainer_->busy()));
}

void Runner::enter(RunState state, const std::string& why) {
  const SteadyTime time = now();
  if (state == RunState::kRunning) {
    clock_.go(time);
    meter_.restart(time, step(), trainer_->busy());
  } else {
    clock_.hold(time);
    if (state_ == RunState::kRunning) reportProgress(time);
  }
  state_ = state;
  events_.put(event::StateChanged{state, step(), why});
}

void Runner::endRun(RunState state, const std::string& why) {
  const std::int64_t steps = step();
  for (auto& [at_step, edits] : scheduled_) {
    edits_.insert(edits_.end(), edits.begin(), edits.end());
  }
  scheduled_.clear();
  for (const command::SetParams& edit : std::exchange(edits_, {})) {
    if (edit.request == 0) continue;
    events_.put(event::Rejected{
        edit.request, Error{"set", "the run ended at step " + std::to_string(steps), ""}});
  }
  if (state_ == RunState::kRunning && trainer_) reportProgress(now());
  clock_.hold(now());
  trainer_.reset();
  state_ = state;
  events_.put(event::StateChanged{state, steps, why});
}

}  // namespace emascope
