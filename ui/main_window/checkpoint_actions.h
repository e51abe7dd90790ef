// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window does with checkpoints: saves one, goes back to one, pins one, goes on with the
// run of a file. Says where a checkpoint is, and why something was refused.
#pragma once

#include "ui/run/run_controller.h"

#include <cstdint>
#include <functional>
#include <set>
#include <utility>

#include <QObject>
#include <QString>

class QWidget;

namespace emascope {
struct StoredRun;
}

namespace emascope::ui {

class Actions;
class MessageBar;
class StatusLine;

class CheckpointActions final : public QObject {
  Q_OBJECT
 public:
  CheckpointActions(RunController& controller, Actions& actions, MessageBar& messages,
                    StatusLine& status, QWidget* window);

  /// Whether this shows the refusal of a request.
  [[nodiscard]] bool asked(std::uint64_t request) const { return asked_.contains(request); }
  /// Goes on from the checkpoint of the present run after `step` steps.
  void goBack(qint64 step, RunController::Settings settings);
  /// Goes on from a checkpoint, or from the newest in a folder, on the engine's machine; there also
  /// the folder of a kept run if that is this machine. A kept run that has reached its last step
  /// gets further steps, as by "Go on".
  void continueRun(const QString& path);
  /// Goes on by a configuration of continuation(), at the present speed.
  void continueBy(RunConfig config);
  /// Whether the engine has files of its own, so that a path is typed and not chosen.
  void setEngineElsewhere(bool elsewhere) { elsewhere_ = elsewhere; }
  /// Where askForFile() begins: the folders of the kept runs.
  void setRunsFolder(const QString& folder) { runs_ = folder; }
  /// Reads a kept run from its folder and calls back later, with null if it cannot be read; without
  /// it, the steps of a run are not known.
  using Reader = std::function<void(const QString& folder, std::function<void(const StoredRun*)>)>;
  void setReader(Reader reader) { read_ = std::move(reader); }
  /// "run.emascope" is a checkpoint by its name; the folder of a kept run that has some counts.
  [[nodiscard]] static bool isCheckpoint(const QString& path);

 private:
  void save();
  void pin(qint64 step, bool pinned);
  void askForFile();
  void ask(std::uint64_t request);
  void written(const event::CheckpointWritten& checkpoint);
  void refused(std::uint64_t request, const QString& reason);

  RunController& controller_;
  MessageBar& messages_;
  StatusLine& status_;
  QWidget* window_;
  bool elsewhere_ = false;
  Reader read_;
  QString runs_;
  std::set<std::uint64_t> asked_;
};

}  // namespace emascope::ui
