// SPDX-License-Identifier: Apache-2.0
//
// The trainer thread: handles commands as nextState() allows, takes steps and reports events. One
// run at a time; after a failed run it is ready for the next.
#pragma once

#include "core/base/mailbox.h"
#include "core/session/checkpoint.h"
#include "core/session/event_log.h"
#include "core/session/event_queue.h"
#include "core/session/fresh_thread.h"
#include "core/session/idle_budget.h"
#include "core/session/progress_meter.h"
#include "core/session/rate_limiter.h"
#include "core/session/resumption.h"
#include "core/session/run_checkpoints.h"
#include "core/session/run_factory.h"
#include "core/session/run_journal.h"
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
        fresh_(fresh),
        log_(run_factory.log_limit),
        checkpoints_(events) {}

  /// Returns soon after a stop is requested, or when the next run is to continue in `fresh` with
  /// another call of serve(). Does not throw.
  void serve(const std::stop_token& stop);

  /// Whether the accepted, not yet started run has a confined thread. @pre serve() has returned
  [[nodiscard]] bool nextIsConfined() const;

  /// [any-thread] Time limit of a step or an evaluation; zero: none.
  [[nodiscard]] std::chrono::seconds stepLimit() const {
    return std::chrono::seconds(step_limit_.load());
  }
  /// [any-thread] Takes over from the trainer thread after its work was given up: writes the
  /// requested weights, as of the last completed step, and ends the run. The run has failed if the
  /// work exceeded `limit`; zero means that the user wants to quit.
  void endWithoutThread(std::chrono::seconds limit);

 private:
  void turn(const std::stop_token& stop);
  [[nodiscard]] std::vector<Command> nextCommands(const std::stop_token& stop);
  void obey(const Command& command);
  /// Rejects the command, or ends the current run and leaves the new one to begin().
  void start(const command::Start& start);
  /// Prepares the run on this thread, or on a fresh one, which then waits.
  [[nodiscard]] Result<PreparedRun> prepare(const RunConfig& config, Resumption* resumption);
  struct NextRun {
    command::Start start = {};
    PreparedRun prepared = {};
    std::optional<Resumption> resumption = {};  ///< if it goes on from a checkpoint
    RunCheckpoints::FolderLock folder_lock = {};
  };
  void begin(const NextRun& next);
  /// Reads the checkpoint that the request names, and validates the run as it is there.
  [[nodiscard]] Result<Resumption> resume(const RunConfig& request) const;
  /// Sends the events of the run up to its checkpoint again.
  void tellEarlier(const Resumption& resumption);
  /// Restores what the runner itself keeps of a run: events, notes, time, early stopping, losses.
  void goOnFrom(const Resumption& resumption);
  /// Sends an event and adds it to the log that checkpoints keep.
  void tell(Event event);
  /// Finds the journal that the run will have if it is kept with its checkpoints.
  void chooseJournal();
  /// Drops old evaluations of a long run that are in its journal.
  void shortenLog();
  /// Adds, changes or removes a note on the chart.
  void setNote(const command::SetNote& wanted);
  void noteLosses(const EvalPoint& point);
  void schedule(const ScheduledEdit& edit);
  /// Changes to a run between two steps.
  using Edit = std::variant<command::SetParams, command::EditTracks>;
  void takeEdit(Edit edit);
  [[nodiscard]] static ScheduledEdit scheduledEdit(const Edit& edit, std::int64_t step);
  /// Whether `edit` would be accepted at `step`, given the edits scheduled before.
  [[nodiscard]] Status checkLater(const Edit& edit, std::int64_t step) const;
  void applyEdits();
  void advance();
  /// Ends a run that has taken its last step.
  void finish(const std::string& why);
  /// Finishes where the watched loss has not improved for long.
  void endEarly();
  /// None if the step was interrupted or ran out of memory.
  [[nodiscard]] std::optional<Trainer::Step> takeStep();
  /// Pauses a watched run in which there is no memory for `work`; otherwise rethrows the current
  /// exception.
  void pauseWithoutMemory(const std::string& work);
  /// Returns true if early stopping ends the run.
  [[nodiscard]] bool evaluate();
  [[nodiscard]] bool noLongerImproves(const EvalPoint& point);
  /// At the end, as the configuration asks for.
  void synthesize(const SynthesisSpec& spec);
  void scan(std::uint64_t request, const ScanSpec& spec);
  /// Starts a report of the trainer's.
  template <typename Wanted>
  void report(const Wanted& wanted) {
    if (const Status begun = trainer_->beginReport(wanted); !begun) {
      events_.put(event::Rejected{wanted.request, begun.error()});
    }
  }
  /// Works on the pending reports for a limited time between two steps.
  void advanceReports();
  /// Works on those that can wait, if the run has time for them.
  void advancePatientReports();
  /// Whether a piece of them may be done now. `free`: time until the next step.
  [[nodiscard]] bool hasTimeForPatient(SteadySpan free, SteadyTime now);
  /// Answers pending reports when the run ends in `state`.
  void finishReports(RunState state);
  /// Answers pending reports by refusals.
  void refuseReports(const std::string& why);
  /// Adds steps to the end; a finished run goes on.
  void extend(const command::Extend& wanted);
  /// Refuses a file that the run reads or writes at its end, or that another program is writing.
  [[nodiscard]] Result<HeldOutput> holdOutput(const SaveSpec& spec) const;
  void save(std::uint64_t request, const SaveSpec& spec);
  void saveWithoutThread();
  /// `what` with the step in which it happened, or after which, and the step of the weights.
  [[nodiscard]] std::string inItsPlace(const std::string& what) const;
  /// "; the weights are those after step 9"; empty for 0.
  [[nodiscard]] static std::string weightsAfter(std::int64_t step);
  /// Writes the outputs that the configuration requests at the end. If one fails, the others are
  /// still written.
  void reportWeights();
  /// Writes the requested weights; a file that cannot be written goes to a fallback place.
  void saveWeights();
  void saveAtEnd(const SaveSpec& spec);
  /// Reports for each of them that it is not written.
  void refuseSaves(const std::string& why);
  /// Reports an exception of `work` as event::Rejected, with `where`.
  void attempt(const std::string& where, const std::function<void()>& work);
  /// The end of a run that failed: its weights are as they were after the last whole step.
  void fail(const event::Failed& failed);
  void handleDivergence(const Trainer::Step& step);
  /// The run as it is now, between two steps. Reads the data's hash at the first call. @pre
  /// trainer_
  [[nodiscard]] Checkpoint checkpoint();
  /// Copies the run and has it written; a copy for which memory is short is refused.
  void keep(const RunCheckpoints::Order& order);
  /// The same on this occasion, if one is wanted then.
  void keepAt(CheckpointReason occasion);
  /// The same before an edit of `due` that may spoil the run.
  void keepBefore(const std::vector<Edit>& due);
  /// Locks the folder for checkpoints. Refuses one that has those of another run, or into which
  /// another one writes: of another process, or the run that is on.
  [[nodiscard]] Result<RunCheckpoints::FolderLock> claimFolder(const RunConfig& config,
                                                               std::int64_t from_step) const;
  /// Locks the folder of the run that is on, or is to go on. Refuses one into which another run has
  /// written later steps since.
  [[nodiscard]] Status lockFolder();
  /// Chooses the folder of a run that leaves it to the engine: empty if it has none, or after an
  /// error, which is returned.
  [[nodiscard]] Status chooseFolder();
  void reportProgress(SteadyTime now);
  void enter(RunState state, const std::string& why);
  void endRun(RunState state, const std::string& why);
  void refuse(const Command& command);
  [[nodiscard]] std::int64_t step() const { return trainer_ ? trainer_->stepsDone() : 0; }
  /// A run has been announced and has not ended.
  [[nodiscard]] bool isOn() const {
    return building_ || state_ == RunState::kRunning || state_ == RunState::kPaused;
  }

  const RunFactory& run_factory_;
  Mailbox<Command>& commands_;
  EventQueue& events_;
  Supervision& supervision_;
  FreshThread& fresh_;
  std::atomic<std::int64_t> step_limit_ = 0;  ///< seconds

  std::unique_ptr<NextRun> next_;  ///< accepted, not yet started
  std::deque<Command> inbox_;      ///< taken from `commands_`, not yet handled
  RunState state_ = RunState::kIdle;
  bool building_ = false;  ///< a run was announced but has no trainer yet
  RunPlan plan_;
  std::shared_ptr<const std::vector<HeldOutput>> outputs_;  ///< of `plan_`
  std::unique_ptr<Trainer> trainer_;
  bool trained_ = false;                                 ///< at least one step was completed
  std::vector<Edit> edits_;                              ///< in force from the next step on
  std::map<std::int64_t, std::vector<Edit>> scheduled_;  ///< by at_step
  std::vector<Edit> due_;  ///< of the configuration, about to come into force
  RunEventLog log_;
  JournaledEvaluations journaled_;  ///< of the run
  std::vector<ChartNote> notes_;    ///< on the chart of the run
  std::optional<double> raw_loss_;  ///< of the last evaluation, like the tracks'
  std::map<std::string, double> track_losses_;
  std::int64_t pause_at_ = 0;     ///< an Advance ends after this step; 0 = none
  std::int64_t begun_ = 0;        ///< the step that was begun last, unless it was left; 0: no run
  std::int64_t evaluated_ = 0;    ///< the step of the last evaluation; 0: none
  bool owes_evaluation_ = false;  ///< of the present step: the run was ended in the middle of it
  RateLimiter rate_limiter_;
  IdleBudget idle_;
  RunClock clock_;
  ProgressMeter meter_;
  RunCheckpoints checkpoints_;
  double kept_rate_ = 0.0;  ///< learning rate, without its schedule, at the last checkpoint
  EarlyStopWatch improvement_;
  bool stopped_early_ = false;  ///< the run ended by `improvement_`
};

}  // namespace emascope
