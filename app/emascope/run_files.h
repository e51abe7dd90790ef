// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes the files of --csv, --json and --save for runs in the window. Each run gets its own files,
// with -2 in the name for the second run and so on, so that no run overwrites another.
#pragma once

#include "app/emascope/options.h"
#include "core/protocol/record/run_writer.h"
#include "core/protocol/spec/run_config.h"

#include <map>
#include <optional>
#include <string>

#include <QObject>

namespace emascope::ui {

class RunController;

class RunFiles final : public QObject {
  Q_OBJECT
 public:
  explicit RunFiles(RunController& controller);

  /// Refuses files that cannot be written, and a file used twice. An empty path means no file.
  [[nodiscard]] Status open(const WindowOptions& options, const RunConfig& config);
  /// To be called when the program ends. Writes what is still unwritten; returns the exit code.
  [[nodiscard]] int finish();

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

  RunController& controller_;
  std::optional<RunWriter> writer_;
  std::map<std::string, std::string> saves_;  ///< paths as requested, by SaveSpec::of
  int save_number_ = 1;                       ///< of the current run
  bool on_ = false;                           ///< a run has started and is not yet in the files
};

/// Refuses conflicts among all files of a run, including the engine's if it runs on this machine.
[[nodiscard]] Status checkFiles(const WindowOptions& options, const RunConfig& config);

/// Reports folders that disappear, if they are on this machine.
void watchSaves(RunWriter& writer, const WindowOptions& options, const RunConfig& config);

[[nodiscard]] inline std::optional<std::string> pathOf(const std::string& typed) {
  return typed.empty() ? std::nullopt : std::optional(typed);
}

}  // namespace emascope::ui
