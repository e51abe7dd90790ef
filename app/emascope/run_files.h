// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes the files of --csv, --json and --save for runs in the window. Each run gets its own files,
// with -2 in the name for the second run and so on, so that no run overwrites another, or a file
// that any of the runs reads.
#pragma once

#include "app/emascope/options.h"
#include "core/base/output_file.h"
#include "core/base/output_plan.h"
#include "core/protocol/record/run_writer.h"
#include "core/protocol/spec/run_config.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <QObject>

namespace emascope::ui {

class RunController;

class RunFiles final : public QObject {
  Q_OBJECT
 public:
  explicit RunFiles(RunController& controller);

  /// Refuses files that cannot be written, and a file used twice. An empty path means no file.
  [[nodiscard]] Status open(const WindowOptions& options, const RunConfig& config);
  /// To be called when the program ends. Writes what is still unwritten. Returns the exit code:
  /// kExitFailure if a file of a run is not in its place, or a part of a run was refused.
  [[nodiscard]] int finish();
  /// Where to write the exports when the program ends: to the paths of --export, but to numbered
  /// ones, with a message, in place of files that a run has read.
  [[nodiscard]] std::vector<std::string> exportPaths() const;

 Q_SIGNALS:
  /// A message for the user: a file cannot be written, can be written again, or has another name.
  void news(const QString& text, bool trouble);

 private:
  void beginRun();
  void append();
  void endRun();
  void tellNews();
  /// Gives the weights of a further run their own file names.
  void nameSaves(RunConfig& config);
  void noteInputs(const RunConfig& config);
  /// All files but those that the writer names: what the runs read, the weights of the run
  /// `config`, and --export.
  [[nodiscard]] OutputPlan others(const RunConfig& config) const;
  /// Refuses a file that the user wants to write in addition, if a run reads it or writes it.
  /// `by_engine`: it is the engine's machine that has the file.
  [[nodiscard]] Status checkFurther(const std::string& by, const std::string& path,
                                    bool by_engine) const;

  RunController& controller_;
  WindowOptions options_;
  std::optional<RunWriter> writer_;
  std::vector<HeldOutput> held_exports_;
  OutputPlan read_;                           ///< by the runs so far, if the engine is here
  std::set<UserTaskOptions> noted_;           ///< whose files are in `read_`
  bool refused_ = false;                      ///< a part of a run was
  std::map<std::string, std::string> saves_;  ///< paths as requested, by SaveSpec::of
  int save_number_ = 1;                       ///< of the current run
  bool on_ = false;                           ///< a run has started and is not yet in the files
};

/// Refuses conflicts among all files of a run, including the engine's if it runs on this machine.
[[nodiscard]] Status checkFiles(const WindowOptions& options, const RunConfig& config);

/// Reserves the files of --export; refuses those that cannot be written.
[[nodiscard]] Result<std::vector<HeldOutput>> holdExports(const WindowOptions& options);

/// Reports if the folder of weights or of an export disappears, if it is on this machine.
void watchOutputs(RunWriter& writer, const WindowOptions& options, const RunConfig& config);

[[nodiscard]] inline std::optional<std::string> pathOf(const std::string& typed) {
  return typed.empty() ? std::nullopt : std::optional(typed);
}

}  // namespace emascope::ui
