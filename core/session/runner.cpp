// SPDX-License-Identifier: Apache-2.0
#include "core/session/runner.h"

#include "core/base/overloaded.h"
#include "core/protocol/spec/scheduled_edits.h"
#include "core/protocol/spec/script_trust.h"
#include "core/sandbox/confinement.h"
#include "core/session/failure.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace emascope {
namespace {

std::string whereOf(const command::SetParams&) { return "set"; }
std::string whereOf(const command::EditTracks& edit) {
  return std::string(trackActionText(edit.action));
}

std::string whereOf(const Command& command) {
  return std::visit(
      Overloaded{
          [](const command::SetParams& edit) { return whereOf(edit); },
          [](const command::EditTracks& edit) { return whereOf(edit); },
          [](const command::Synthesize& wanted) { return "synthesize " + wanted.spec.label; },
          [](const command::Scan& wanted) { return "scan " + wanted.spec.track; },
          [](const command::Save& wanted) { return "save " + wanted.spec.of; },
          [](const command::Render& wanted) { return "render " + wanted.of; },
          [](const command::CompareSamples& wanted) { return "compare " + wanted.of; },
          [](const command::MeasureDistances& wanted) { return "distances of " + wanted.of; },
          [](const command::ShowSamples&) { return std::string("samples"); },
          [](const command::Extend&) { return std::string("extend"); },
          [](const command::Checkpoint&) { return std::string("checkpoint"); },
          [](const command::PinCheckpoint&) { return std::string("checkpoint"); },
          [](const command::SetNote&) { return std::string("note"); },
          [](const auto&) { return std::string("start"); }},
      command);
}

std::uint64_t requestOf(const Command& command) {
  return std::visit(
      [](const auto& wanted) {
        if constexpr (requires { wanted.request; }) {
          return wanted.request;
        } else {
          return std::uint64_t{0};
        }
      },
      command);
}

}  // namespace

void Runner::serve(const std::stop_token& stop) {
  while (!stop.stop_requested() && !fresh_.waits()) {
    try {
      turn(stop);
    } catch (...) {
      event::Failed failed = failureOfCurrentException(std::max(step(), begun_));
      failed.what = inItsPlace(failed.what);
      fail(failed);
    }
  }
}

void Runner::turn(const std::stop_token& stop) {
  for (Command& command : nextCommands(stop)) inbox_.push_back(std::move(command));
  // Not in the first turn of a fresh thread: commands left by the old one are handled here.
  while (!fresh_.waits() &&
         (next_ || !inbox_.empty())) {  // one by one: if one throws, the others are still handled
    if (const auto next = std::exchange(next_, nullptr)) {
      begin(*next);
      continue;
    }
    const Command command = std::move(inbox_.front());
    inbox_.pop_front();
    obey(command);
  }
  if (stop.stop_requested() || fresh_.waits()) return;
  advanceReports();
  advancePatientReports();
  if (state_ == RunState::kPaused) applyEdits();
  if (state_ == RunState::kRunning && rate_limiter_.wait(steadyNow()) <= SteadySpan::zero())
    advance();
}

std::vector<Command> Runner::nextCommands(const std::stop_token& stop) {
  if (next_ || !inbox_.empty()) return {};
  if (trainer_ && !trainer_->reportsWanted().empty()) return commands_.takeAll();
  const SteadyTime now = steadyNow();
  const SteadySpan wait = rate_limiter_.wait(now);
  if (hasTimeForPatient(wait, now)) return commands_.takeAll();
  if (state_ != RunState::kRunning) return commands_.waitAll(stop);
  return wait > SteadySpan::zero() ? commands_.waitAllFor(stop, wait) : commands_.takeAll();
}

void Runner::obey(const Command& command) {
  const auto next = nextState(state_, command);
  if (!next) return refuse(command);
  std::visit(
      Overloaded{
          [&](const command::Start& wanted) { start(wanted); },
          [&](const command::Pause&) {
            keepAt(CheckpointReason::kPause);
            enter(*next, "");
          },
          [&](const command::Resume&) {
            pause_at_ = 0;
            enter(*next, "");
          },
          [&](const command::Advance& advance) {
            pause_at_ = step() + std::min(advance.count, kMostSteps);
            enter(*next, "");
          },
          [&](const command::Stop&) {
            supervision_.forget();
            keepAt(CheckpointReason::kStop);
            reportWeights();
            endRun(*next, "");
          },
          [&](const command::SetParams& edit) { takeEdit(edit); },
          [&](const command::EditTracks& edit) { takeEdit(edit); },
          [&](const command::Synthesize& wanted) { report(wanted); },
          [&](const command::Scan& wanted) { report(wanted); },
          [&](const command::Render& wanted) { report(wanted); },
          [&](const command::CompareSamples& wanted) { report(wanted); },
          [&](const command::MeasureDistances& wanted) { report(wanted); },
          [&](const command::ShowSamples& wanted) { report(wanted); },
          [&](const command::Extend& wanted) { extend(wanted); },
          [&](const command::Checkpoint& wanted) {
            const RunCheckpoints::Order order{CheckpointReason::kAsked, wanted.request,
                                              wanted.pinned};
            if (checkpoints_.hasFolder()) return keep(order);
            checkpoints_.refuse(order,
                                Error{"checkpoint", "the run has no folder for checkpoints",
                                      "a run that was started with --checkpoints DIR or --keep"},
                                steadyNow());
          },
          [&](const command::PinCheckpoint& wanted) { checkpoints_.pin(wanted); },
          [&](const command::SetNote& wanted) { setNote(wanted); },
          [&](const command::Save& wanted) { save(wanted.request, wanted.spec); },
          [&](const command::SetSpeed& speed) { rate_limiter_.setSpeed(speed.steps_per_second); }},
      command);
}

void Runner::refuse(const Command& command) {
  if (std::holds_alternative<command::Stop>(command)) supervision_.forget();
  if (const std::uint64_t request = requestOf(command); request != 0) {
    events_.put(event::Rejected{
        request, Error{whereOf(command), "the run is " + std::string(runStateText(state_)),
                       "during a run"}});
  }
}

void Runner::start(const command::Start& start) {
  NextRun next{start, {}, {}};
  Status status = Ok{};
  if (start.config.resume_from.empty()) {
    status = validate(start.config, run_factory_.catalog);
  } else if (auto resumed = resume(start.config)) {
    next.resumption = std::move(resumed).value();
    next.start.config = next.resumption->config;
  } else {
    status = resumed.error();
  }
  if (!status) {
    events_.put(event::Rejected{start.request, status.error()});
    return;
  }
  auto prepared = prepare(next.start.config, next.resumption ? &*next.resumption : nullptr);
  status = prepared ? Status(Ok{}) : Status(prepared.error());
  if (status && next.start.config.training.epochs) {  // the number of steps is known only now
    status = validate(prepared->plan.config, run_factory_.catalog);
  }
  if (status) {
    const std::int64_t from_step = next.resumption ? next.resumption->checkpoint.step : 0;
    auto claimed = claimFolder(next.start.config, from_step);
    if (claimed) {
      next.folder_lock = std::move(claimed).value();
    } else {
      status = claimed.error();
    }
  }
  if (!status) {
    if (fresh_.waits()) fresh_.dismiss();
    events_.put(event::Rejected{start.request, status.error()});
    return;
  }
  next.prepared = std::move(prepared).value();
  next_ = std::make_unique<NextRun>(std::move(next));
  if (state_ == RunState::kRunning || state_ == RunState::kPaused) {
    keepAt(CheckpointReason::kStop);
    reportWeights();
    endRun(RunState::kFinished, "");
  }
}

bool Runner::nextIsConfined() const {
  return next_ && wantsConfinement(next_->start.config.user_task);
}

// A confined thread stays confined: it can neither open another run's files nor be trusted with
// them.
Result<PreparedRun> Runner::prepare(const RunConfig& config, Resumption* resumption) {
  std::optional<Result<PreparedRun>> prepared;
  const auto work = [&] {
    prepared = run_factory_.prepare(config);
    if (!*prepared || resumption == nullptr) return;
    const Status built = buildResumed(prepared->value(), *resumption);
    if (!built) prepared = built.error();
  };
  const SupervisedWork supervised(&supervision_, Supervision::Work::kPreparing);
  if (thisThreadIsConfined() || wantsConfinement(config.user_task)) {
    fresh_.run(work);
  } else {
    work();
  }
  return *std::move(prepared);
}

void Runner::begin(const NextRun& next) {
  const command::Start& start = next.start;
  const PreparedRun& prepared = next.prepared;
  refuseReports("another run begins");  // those of a run that has finished
  trainer_.reset();
  plan_ = prepared.plan;
  outputs_ = prepared.outputs;
  improvement_ = EarlyStopWatch(plan_.config.training.stop.value_or(EarlyStop{}));
  pause_at_ = begun_ = evaluated_ = 0;
  owes_evaluation_ = false;
  stopped_early_ = false;
  scheduled_.clear();
  log_.restart();
  notes_.clear();
  raw_loss_.reset();
  track_losses_.clear();
  clock_.restart();
  rate_limiter_.setSpeed(plan_.config.speed);
  building_ = true;
  checkpoints_.holdFolder(next.folder_lock);
  const Status chosen = chooseFolder();
  chooseJournal();
  const std::int64_t from_step = next.resumption ? next.resumption->checkpoint.step : 0;
  events_.put(event::Started{start.request, plan_.config, plan_.facts, from_step});
  if (next.resumption) tellEarlier(*next.resumption);
  if (!chosen) events_.put(event::Rejected{0, chosen.error()});
  trained_ = false;
  step_limit_ = stepLimitOf(plan_.config.user_task).count();
  {
    const SupervisedWork supervised(&supervision_, Supervision::Work::kPreparing);
    trainer_ = prepared.build();
  }
  trainer_->supervise(&supervision_);
  building_ = false;
  checkpoints_.begin(plan_.config, step(), steadyNow());
  kept_rate_ = trainer_->learningRate();
  if (next.resumption) goOnFrom(*next.resumption);
  for (const ScheduledEdit& edit :
       next.resumption ? next.resumption->present.edits : plan_.config.edits) {
    schedule(edit);
  }
  enter(start.config.start_paused ? RunState::kPaused : RunState::kRunning, "");
}

void Runner::takeEdit(Edit edit) {
  const auto [request, at_step, where] = std::visit(
      [](const auto& wanted) {
        return std::tuple(wanted.request, wanted.at_step, whereOf(wanted));
      },
      edit);
  checkpoints_.edited();
  if (!at_step) {
    edits_.push_back(std::move(edit));
    return;
  }
  const std::int64_t next = step() + 1;
  if (*at_step < next || *at_step > plan_.config.steps) {
    events_.put(event::Rejected{
        request,
        Error{where + " at step " + std::to_string(*at_step), "is outside the rest of the run",
              "steps " + std::to_string(next) + " to " + std::to_string(plan_.config.steps)}});
  } else if (const Status status = checkLater(edit, *at_step); !status) {
    events_.put(event::Rejected{request, status.error()});
  } else {
    scheduled_[*at_step].push_back(std::move(edit));
  }
}

// Of the edits scheduled before, only the actions matter, since they determine the tracks.
Status Runner::checkLater(const Edit& edit, std::int64_t step) const {
  ScheduledEdits course(trainer_->tracks(), trainer_->trackCalls(), trainer_->stepsDone() + 1,
                        run_factory_.catalog, trainer_->feedBacks() > 0);
  for (auto at = scheduled_.begin(); at != scheduled_.end() && at->first <= step; ++at) {
    for (const Edit& earlier : at->second) {
      const auto* tracks = std::get_if<command::EditTracks>(&earlier);
      if (tracks) static_cast<void>(course.apply({.step = at->first, .action = tracks->action}));
    }
  }
  return std::visit(Overloaded{[&](const command::SetParams& wanted) {
                                 return course.apply({step, wanted.track, wanted.values, {}});
                               },
                               [&](const command::EditTracks& wanted) {
                                 return course.apply({.step = step, .action = wanted.action});
                               }},
                    edit);
}

// Scheduled edits come first, so that the user's live edits win. Consecutive value changes are
// applied together.
void Runner::applyEdits() {
  std::vector<Edit> due;
  while (!scheduled_.empty() && scheduled_.begin()->first <= step() + 1) {
    auto& edits = scheduled_.begin()->second;
    due.insert(due.end(), edits.begin(), edits.end());
    scheduled_.erase(scheduled_.begin());
  }
  due.insert(due.end(), edits_.begin(), edits_.end());
  edits_.clear();
  due_ = due;
  std::erase_if(due_, [](const Edit& edit) {
    return std::visit([](const auto& wanted) { return wanted.request != 0; }, edit);
  });
  keepBefore(due);
  due_.clear();
  std::vector<command::SetParams> values;
  const auto apply_values = [&] {
    if (values.empty()) return;
    for (Event& answer : trainer_->apply(values)) tell(std::move(answer));
    values.clear();
  };
  for (const Edit& edit : due) {
    if (const auto* set = std::get_if<command::SetParams>(&edit)) {
      values.push_back(*set);
      continue;
    }
    apply_values();
    const auto& tracks = std::get<command::EditTracks>(edit);
    const TrackSpec* ruled = ruleSetBy(tracks.action);
    if (const Status known = ruled ? checkTrack(*ruled, run_factory_.catalog) : Ok{}; !known) {
      const auto& [where, why, allowed] = known.error();
      const std::string verb(trackActionVerb(tracks.action));
      events_.put(event::Rejected{tracks.request, Error{verb + ": " + where, why, allowed}});
    } else {
      tell(trainer_->apply(tracks));
    }
  }
  apply_values();
  if (!due.empty()) checkpoints_.edited();
}

void Runner::enter(RunState state, const std::string& why) {
  const SteadyTime time = steadyNow();
  if (state == RunState::kRunning) {
    clock_.go(time);
    idle_.restart(time);
    meter_.restart(time, step(), trainer_->busy());
  } else {
    clock_.hold(time);
    if (state_ == RunState::kRunning) reportProgress(time);
  }
  state_ = state;
  events_.put(event::StateChanged{state, step(), why});
}

void Runner::endRun(RunState state, const std::string& why) {
  building_ = false;
  const std::int64_t steps = step();
  begun_ = 0;
  // Those of the configuration stay: a run that was stopped may be extended.
  const auto refuse_edit = [&](const Edit& edit) {
    const auto [request, where] = std::visit(
        [](const auto& wanted) { return std::pair(wanted.request, whereOf(wanted)); }, edit);
    if (request == 0) return false;
    events_.put(event::Rejected{
        request, Error{where, "the run ended after step " + std::to_string(steps), ""}});
    return true;
  };
  for (auto& [at_step, edits] : scheduled_) std::erase_if(edits, refuse_edit);
  for (const Edit& edit : std::exchange(edits_, {})) refuse_edit(edit);
  if (state_ == RunState::kRunning && trainer_) reportProgress(steadyNow());
  clock_.hold(steadyNow());
  checkpoints_.wait();
  checkpoints_.releaseFolder();
  finishReports(state);
  if (state != RunState::kFinished) trainer_.reset();  // a finished run can still be inspected
  outputs_.reset();
  state_ = state;
  events_.put(event::StateChanged{state, steps, why});
}

}  // namespace emascope
