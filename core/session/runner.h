// SPDX-License-Identifier: Apache-2.0
//
// The trainer thread: obeys commands as nextState() allows, takes steps, tells what happened. One
// run at a time; a failed one leaves it ready for the next.
#pragma once

#include "core/base/mailbox.h"
#include "core/session/event_queue.h"
#include "core/session/fresh_thread.h"
#include "core/session/progress_meter.h"
#include "core/session/rate_limiter.h"
#include "core/session/run_factory.h"
#include "core/train/early_stop.h"
#include "core/train/supervision.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

namespace emascope {

/// [trainer-thread] only.
class Runner {
 public:
  Runner(const RunFactory& run_factory, Mailbox<Command>& commands, EventQueue& events,
         Supervision& supervision, FreshThread& fresh)
      : run_factory_(run_factory),
        commands_(commands),
        events_(events),
        supervision_(supervision),
        fresh_(fresh) {}

  /// Returns soon after a stop is requested, or when the next run is to go on in `fresh`, by
  /// another call of this. Throws nothing.
  void serve(const std::stop_token& stop);

  /// The run that was accepted and has not begun has a thread that is confined. @pre serve() has
  /// returned
  [[nodiscard]] bool nextIsConfined() const;

  /// [any-thread] What a step or an evaluation may take; zero: any time.
  [[nodiscard]] std::chrono::seconds stepLimit() const {
    return std::chrono::seconds(step_limit_.load());
  }
  /// [any-thread] Instead of the trainer thread, whose work has been given up: writes the weights
  /// of the last whole step where that is asked for, and ends the run; a failure if it took longer
  /// than `limit`, which is zero if somebody wants to leave.
  void endWithoutThread(std::chrono::seconds limit);

 private:
  void turn(const std::stop_token& stop);
  [[nodiscard]] std::vector<Command> nextCommands(const std::stop_token& stop);
  void obey(const Command& command);
  /// Refuses, or leaves the run for begin(), after ending one that is going on.
  void start(const command::Start& start);
  /// On this thread, or on a fresh one which then waits.
  [[nodiscard]] Result<PreparedRun> prepare(const command::Start& start);
  void begin(const command::Start& start, const PreparedRun& prepared);
  /// What changes a run between two steps.
  using Edit = std::variant<command::SetParams, command::EditTracks>;
  void takeEdit(Edit edit);
  /// What would be refused at `step` if the run went on as it is scheduled to.
  [[nodiscard]] Status checkLater(const Edit& edit, std::int64_t step) const;
  void applyEdits();
  void advance();
  /// None if it was left: by a wish, or for want of memory.
  [[nodiscard]] std::optional<Trainer::Step> takeStep();
  /// Memory is short: the run is paused if somebody watches. Else throws what is being handled.
  void pauseWithoutMemory();
  /// True if the run has stopped getting better, and is to end.
  [[nodiscard]] bool evaluate();
  [[nodiscard]] bool noLongerImproves(const EvalPoint& point);
  void synthesize(std::uint64_t request, const SynthesisSpec& spec);
  void scan(std::uint64_t request, const ScanSpec& spec);
  void view(const command::View& wanted);
  /// Spends a part of the time between two steps on the views asked for.
  void advanceViews();
  /// Answers what is still asked for as the run ends in `state`.
  void finishViews(RunState state);
  void save(std::uint64_t request, const SaveSpec& spec);
  void saveWithoutThread();
  /// What the configuration asks for at the end. Nothing of it keeps the rest from being done.
  void reportWeights();
  /// The saves among it; to another place what cannot be written to its own.
  void saveWeights();
  void saveAtEnd(const SaveSpec& spec);
  /// What `work` throws is told as a refusal of `where`.
  void attempt(const std::string& where, const std::function<void()>& work);
  /// The end of a run that failed: its weights are as they were after the last whole step.
  void fail(const event::Failed& failed);
  void handleDivergence(const Trainer::Step& step);
  void reportProgress(SteadyTime now);
  void enter(RunState state, const std::string& why);
  void endRun(RunState state, const std::string& why);
  void refuse(const Command& command);
  [[nodiscard]] std::int64_t step() const { return trainer_ ? trainer_->stepsDone() : 0; }

  const RunFactory& run_factory_;
  Mailbox<Command>& commands_;
  EventQueue& events_;
  Supervision& supervision_;
  FreshThread& fresh_;
  std::atomic<std::int64_t> step_limit_ = 0;  ///< seconds

  struct NextRun {
    command::Start start = {};
    PreparedRun prepared = {};
  };
  std::optional<NextRun> next_;  ///< accepted, not yet begun
  std::deque<Command> inbox_;    ///< taken from `commands_`, not yet obeyed
  RunState state_ = RunState::kIdle;
  bool building_ = false;  ///< a run that has been announced has no trainer yet
  RunPlan plan_;
  std::shared_ptr<const std::vector<HeldOutput>> outputs_;  ///< of `plan_`
  std::unique_ptr<Trainer> trainer_;
  bool trained_ = false;                                 ///< it has taken a step
  std::vector<Edit> edits_;                              ///< in force from the next step on
  std::map<std::int64_t, std::vector<Edit>> scheduled_;  ///< by at_step
  std::int64_t pause_at_ = 0;  ///< an Advance ends after this step; 0 = none
  std::int64_t begun_ = 0;     ///< the step that was begun last; a failure is told of it
  RateLimiter rate_limiter_;
  RunClock clock_;
  ProgressMeter meter_;
  EarlyStopWatch improvement_;
};

}  // namespace emascope
