// SPDX-License-Identifier: Apache-2.0
//
// The trainer thread: obeys commands as nextState() allows, takes steps, tells what happened. One
// run at a time; a failed one leaves it ready for the next.
#pragma once

#include "core/base/mailbox.h"
#include "core/session/event_queue.h"
#include "core/session/pace.h"
#include "core/session/progress_meter.h"
#include "core/session/workshop.h"
#include "core/train/early_stop.h"

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
  Runner(const Workshop& workshop, Mailbox<Command>& commands, EventQueue& events)
      : workshop_(workshop), commands_(commands), events_(events) {}

  /// Returns soon after a stop is requested. Throws nothing.
  void serve(const std::stop_token& stop);

 private:
  void turn(const std::stop_token& stop);
  [[nodiscard]] std::vector<Command> nextCommands(const std::stop_token& stop);
  void obey(const Command& command);
  /// Refuses, or leaves the run for begin(), after ending one that is going on.
  void start(const command::Start& start);
  void begin(const command::Start& start, const PreparedRun& prepared);
  /// What changes a run between two steps.
  using Edit = std::variant<command::SetParams, command::EditTracks>;
  void takeEdit(Edit edit);
  /// What would be refused at `step` if the run went on as it is scheduled to.
  [[nodiscard]] Status checkLater(const Edit& edit, std::int64_t step) const;
  void applyEdits();
  void advance();
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

  const Workshop& workshop_;
  Mailbox<Command>& commands_;
  EventQueue& events_;

  struct NextRun {
    command::Start start = {};
    PreparedRun prepared = {};
  };
  std::optional<NextRun> next_;  ///< accepted, not yet begun
  std::deque<Command> inbox_;    ///< taken from `commands_`, not yet obeyed
  RunState state_ = RunState::kIdle;
  RunPlan plan_;
  std::shared_ptr<const std::vector<HeldOutput>> outputs_;  ///< of `plan_`
  std::unique_ptr<Trainer> trainer_;
  bool trained_ = false;  ///< it has taken a step
  std::vector<Edit> edits_;                              ///< in force from the next step on
  std::map<std::int64_t, std::vector<Edit>> scheduled_;  ///< by at_step
  std::int64_t pause_at_ = 0;  ///< an Advance ends after this step; 0 = none
  Pace pace_;
  RunClock clock_;
  ProgressMeter meter_;
  EarlyStopWatch improvement_;
};

}  // namespace emascope
