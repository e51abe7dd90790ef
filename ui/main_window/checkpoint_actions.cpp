// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/checkpoint_actions.h"

#include "core/library/run_folder.h"
#include "core/library/stored_run.h"
#include "ui/controls/message_bar.h"
#include "ui/controls/open_file_dialog.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/continue_dialog.h"
#include "ui/main_window/status_line.h"
#include "ui/main_window/stored_pictures.h"
#include "ui/run/go_on.h"
#include "ui/run/restart_config.h"
#include "ui/run/words.h"

#include <algorithm>

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QInputDialog>

namespace emascope::ui {
namespace {

constexpr QLatin1String kCheckpointTopic("checkpoint");  // of messages

/// The folder of the kept run that this checkpoint, or folder of checkpoints, belongs to.
QString runOfCheckpoints(const QString& path) {
  const QFileInfo info(path);
  const QDir checkpoints(info.isDir() ? info.absoluteFilePath() : info.absolutePath());
  const bool named = checkpoints.dirName().toStdString() == kCheckpointFolder;
  const QString run = QFileInfo(checkpoints.absolutePath()).absolutePath();
  return named && isRunFolder(run.toStdString()) ? run : QString();
}

/// The step of the checkpoint `path`, or of the newest in that folder; 0 if there is none.
std::int64_t stepToContinue(const StoredRun& run, const QString& path) {
  if (path.endsWith(QLatin1String(".emascope"))) return stepOfCheckpoint(path.toStdString());
  return run.checkpoints.empty() ? 0 : stepOfCheckpoint(run.checkpoints.back());
}

}  // namespace

CheckpointActions::CheckpointActions(RunController& controller, Actions& actions,
                                     MessageBar& messages, StatusLine& status, QWidget* window)
    : QObject(window),
      controller_(controller),
      messages_(messages),
      status_(status),
      window_(window) {
  connect(actions.save_checkpoint, &QAction::triggered, this, &CheckpointActions::save);
  connect(actions.continue_run, &QAction::triggered, this, &CheckpointActions::askForFile);
  connect(&actions, &Actions::goBackWanted, this, [this](qint64 step, bool settings_of_now) {
    goBack(step,
           settings_of_now ? RunController::Settings::kOfNow : RunController::Settings::kOfThen);
  });
  connect(&actions, &Actions::pinWanted, this, &CheckpointActions::pin);
  connect(&controller_, &RunController::checkpointWritten, this, &CheckpointActions::written);
  connect(&controller_, &RunController::rejected, this, &CheckpointActions::refused);
  connect(&controller_, &RunController::runStarted, this,
          [this](quint64 request) { asked_.erase(request); });
}

bool CheckpointActions::isCheckpoint(const QString& path) {
  return path.endsWith(QLatin1String(".emascope")) || !checkpointsOfRun(path).isEmpty();
}

void CheckpointActions::ask(std::uint64_t request) {
  if (request != 0) asked_.insert(request);
}

void CheckpointActions::save() { ask(controller_.checkpoint()); }

void CheckpointActions::pin(qint64 step, bool pinned) {
  ask(controller_.pinCheckpoint(step, pinned));
}

void CheckpointActions::goBack(qint64 step, RunController::Settings settings) {
  const auto& all = controller_.record().checkpoints;
  const auto found = std::ranges::find(all, std::int64_t{step}, &event::CheckpointWritten::step);
  if (found != all.end()) ask(controller_.goBack(*found, settings));
}

void CheckpointActions::continueRun(const QString& path) {
  const QString of_run = elsewhere_ ? QString() : checkpointsOfRun(path);
  const QString from = of_run.isEmpty() ? path : of_run;
  const QString run = elsewhere_ ? QString() : runOfCheckpoints(from);
  if (run.isEmpty() || !read_) return continueBy(continuation(from.toStdString(), 0));
  read_(run, [this, from](const StoredRun* stored) {
    const std::int64_t step = stored == nullptr ? 0 : stepToContinue(*stored, from);
    const std::int64_t more = step == 0 ? 0 : stepsAfterTheEnd(stored->record.config, step);
    continueBy(continuation(from.toStdString(), more == 0 ? 0 : step + more));
  });
}

void CheckpointActions::continueBy(RunConfig config) {
  config.speed = controller_.speed();
  ask(controller_.start(config));
}

void CheckpointActions::askForFile() {
  const QString title = tr("Continue a run");
  if (raiseOpen(window_, title)) return;
  if (elsewhere_) {
    auto* dialog = new QInputDialog(window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(tr("Checkpoint, or folder of checkpoints, on the engine's machine"));
    connect(dialog, &QInputDialog::textValueSelected, this, &CheckpointActions::continueRun);
    dialog->show();
    return;
  }
  auto* dialog = new ContinueDialog(title, runs_, window_);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::fileSelected, this, &CheckpointActions::continueRun);
  dialog->show();
}

void CheckpointActions::written(const event::CheckpointWritten& checkpoint) {
  if (asked_.erase(checkpoint.request) == 0) return;
  messages_.settle(kCheckpointTopic);
  status_.say(tr("Checkpoint after step %1: %2")
                  .arg(grouped(checkpoint.step), QString::fromStdString(checkpoint.path)));
}

void CheckpointActions::refused(std::uint64_t request, const QString& reason) {
  if (asked_.erase(request) > 0) {
    messages_.tell(kCheckpointTopic, {.text = tr("Refused"), .details = reason});
  }
}

}  // namespace emascope::ui
