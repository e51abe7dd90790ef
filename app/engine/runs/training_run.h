// SPDX-License-Identifier: Apache-2.0
//
// One run of `train`, from its start to its end or to a signal: writes rows to the files as they
// come, messages and progress to standard error, and a table to standard output at the end.
#pragma once

#include "app/common/interruption.h"
#include "app/common/progress_line.h"
#include "app/engine/runs/run_exports.h"
#include "core/library/keeper_thread.h"
#include "core/protocol/record/evaluation_watch.h"
#include "core/protocol/record/run_record.h"
#include "core/protocol/record/run_writer.h"
#include "core/session/checkpoint_places.h"
#include "core/session/engine.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace emascope {

/// What keeps the runs, and where.
struct RunKeeping {
  std::unique_ptr<KeeperThread> keeper = {};  ///< null: nowhere
  std::string library = {};                   ///< folder of the library
  CheckpointPlaces checkpoints = {};
};

class TrainingRun {
 public:
  /// `table`: whether a table is printed at the end. `kept` must outlive this.
  TrainingRun(RunWriter writer, RunExports exports, bool table, Interruption& interruption,
              const RunKeeping& kept);
  TrainingRun(const TrainingRun&) = delete;
  TrainingRun& operator=(const TrainingRun&) = delete;

  /// Returns the exit code.
  [[nodiscard]] int run(const RunConfig& config);

  /// The run so far; empty before it has begun.
  [[nodiscard]] const RunRecord& record() const { return record_; }
  /// The signal that asked for an early end; 0 if none did.
  [[nodiscard]] int signal() const { return signal_; }
  /// True if a thread that does not end was abandoned: the process must end by _exit().
  [[nodiscard]] bool leavesThread() const { return leaves_thread_; }

 private:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] bool begun() const { return !record_.facts.engine.empty(); }
  [[nodiscard]] bool ended() const;
  /// A signal asks to end the run, if necessary without the current step.
  void leave(WatchedSession& session);
  void say(const std::string& sentence);
  void take(const Event& event);
  /// Whether the event is one of the steps before the checkpoint that the run goes on from.
  [[nodiscard]] bool isEarlier(const Event& event) const;
  /// Says it, but not all of very many: a run may skip or change any number of steps; the files
  /// list them all.
  void tell(const Event& event, const std::string& line);
  /// Writes new rows to the files, and messages about the files to the user.
  void write();
  /// Keeps a long run from growing in memory, if all that is still to be written can do without its
  /// old evaluations.
  void thin();
  /// Passes the evaluations of the present run, which is kept, to `take`.
  [[nodiscard]] Status readKept(const std::function<Status(const RunRecord&)>& take) const;
  /// What the run is called in the library; empty if it is not kept.
  [[nodiscard]] std::string nameOfKept() const;
  void tellNews();
  [[nodiscard]] int finish();

  RunWriter writer_;
  RunExports exports_;
  bool table_;
  Interruption& interruption_;
  KeeperThread* keeper_;
  std::string library_;
  CheckpointPlaces places_;
  std::optional<Clock::time_point> leaving_since_;
  bool leaves_thread_ = false;
  int signal_ = 0;
  ProgressLine progress_ = ProgressLine::onStderr();
  RunRecord record_;
  EvaluationWatch watch_;
  std::optional<Error> refused_;
  int told_ = 0;
  bool thinned_ = false;  ///< which was said
  std::string origin_;    ///< what the run goes on from; empty if it starts at step 0
};

}  // namespace emascope
