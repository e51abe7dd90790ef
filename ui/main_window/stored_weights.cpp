// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/stored_weights.h"

#include "ui/controls/open_file_dialog.h"
#include "ui/panels/panel_commands.h"
#include "ui/run/run_controller.h"

#include <QFileDialog>
#include <QFileInfo>

namespace emascope::ui {

StoredWeights::StoredWeights(const StoredRun& run, const PanelContext& context,
                             const QStringList& engine, QWidget* parent)
    : QPushButton(tr("Save best…"), parent),
      folder_(QString::fromStdString(run.folder)),
      context_(context),
      tool_(engine) {
  setObjectName(QStringLiteral("stored_save_best"));
  setProperty("small", true);
  setFocusPolicy(Qt::TabFocus);
  setToolTip(
      tr("Saves the weights of the average with the lowest validation loss in a checkpoint "
         "of this run"));
  setVisible(arePossible(run, engine));
  connect(this, &QPushButton::clicked, this, &StoredWeights::ask);
  connect(&tool_, &EngineTool::answered, this, &StoredWeights::answered);
}

bool StoredWeights::arePossible(const StoredRun& run, const QStringList& engine) {
  return !run.checkpoints.empty() && !EngineTool::isElsewhere(engine) &&
         !EngineTool::command(engine, {}).isEmpty();
}

void StoredWeights::ask() {
  const QString title = tr("Save the weights of the best average");
  if (raiseOpen(window(), title, this)) return;
  auto* dialog = new QFileDialog(window(), title);
  setSubject(dialog, this);
  dialog->setObjectName(QStringLiteral("save_weights"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setNameFilter(tr("Weights (*.safetensors)"));
  dialog->setDefaultSuffix(QStringLiteral("safetensors"));
  dialog->selectFile(QFileInfo(folder_).fileName() + QStringLiteral("-best.safetensors"));
  connect(dialog, &QFileDialog::fileSelected, this, &StoredWeights::saveTo);
  dialog->show();
}

void StoredWeights::saveTo(const QString& path) {
  const Status status =
      context_.controller->checkOutput("save best average", path.toStdString(), true);
  if (!status) {
    return answered(-1, {}, QString::fromStdString(status.error().message()));
  }
  setEnabled(false);  // until it is written
  tool_.ask({QStringLiteral("export"), folder_, QStringLiteral("--format"),
             QStringLiteral("weights"), QStringLiteral("--output"), path});
}

void StoredWeights::answered(int code, const QString& text, const QString& words) {
  setEnabled(true);
  if (code == 0) {
    Q_EMIT context_.commands->done(tr("Saved: %1").arg(text.trimmed()));
  } else {
    Q_EMIT context_.commands->failed(tr("Nothing was saved"), words);
  }
}

}  // namespace emascope::ui
