// SPDX-License-Identifier: GPL-3.0-or-later
//
// --csv, --json and --save beside a window. Each run that is started has files of its own, the
// second ones called -2, and so on: none takes an earlier run's from the person.
#pragma once

#include "app/emascope/options.h"
#include "core/protocol/run_config.h"
#include "core/protocol/run_writer.h"

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

  /// Refuses files that cannot be written, and two uses of one file; empty paths are none.
  [[nodiscard]] Status open(const WindowOptions& options, const RunConfig& config);
  /// The program ends: writes what the run's end has not; the exit code.
  [[nodiscard]] int finish();

 Q_SIGNALS:
  /// For the person at the window: a file cannot be written, can be again, or has another name.
  void news(const QString& text, bool trouble);

 private:
  void beginRun();
  void append();
  void endRun();
  void tellNews();
  /// Weights of a further run go to files of their own.
  void nameSaves(RunConfig& config);

  RunController& controller_;
  std::optional<RunWriter> writer_;
  std::map<std::string, std::string> saves_;  ///< as asked for, by SaveSpec::of
  int save_number_ = 1;                       ///< of the run that is on
  bool on_ = false;                           ///< a run has begun, and is not in the files yet
};

/// Compares all files of a run, those of the engine too where it is a program of this machine.
[[nodiscard]] Status checkFiles(const WindowOptions& options, const RunConfig& config);

/// Tells of folders that disappear, if they are of this machine.
void watchSaves(RunWriter& writer, const WindowOptions& options, const RunConfig& config);

[[nodiscard]] inline std::optional<std::string> pathOf(const std::string& typed) {
  return typed.empty() ? std::nullopt : std::optional(typed);
}

}  // namespace emascope::ui
