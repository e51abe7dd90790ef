// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/continue_dialog.h"

#include "core/library/run_folder.h"

#include <QDir>
#include <QFileInfo>
#include <QLineEdit>

namespace emascope::ui {

ContinueDialog::ContinueDialog(const QString& title, const QString& folder, QWidget* parent)
    : QFileDialog(parent, title, {}, tr("Checkpoints (*.emascope)")) {
  setObjectName(QStringLiteral("continue_dialog"));
  // That of the desktop chooses either files or folders.
  setOption(QFileDialog::DontUseNativeDialog);
  setFileMode(QFileDialog::ExistingFile);
  setLabelText(QFileDialog::FileName, tr("Run folder or checkpoint:"));
  if (QFileInfo(folder).isDir()) setDirectory(folder);
  connect(this, &QFileDialog::currentChanged, this, [this](const QString& path) {
    auto* name = findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    if (name != nullptr && !checkpointsOfRun(path).isEmpty()) name->setText(path);
  });
}

void ContinueDialog::accept() {
  const QString path = selectedFiles().value(0);
  if (checkpointsOfRun(path).isEmpty()) return QFileDialog::accept();
  Q_EMIT fileSelected(path);
  QDialog::accept();
}

QString checkpointsOfRun(const QString& path) {
  if (path.isEmpty() || !isRunFolder(path.toStdString())) return {};
  const QString checkpoints =
      path + QLatin1Char('/') +
      QLatin1String(kCheckpointFolder.data(), static_cast<qsizetype>(kCheckpointFolder.size()));
  const bool some =
      !QDir(checkpoints).entryList({QStringLiteral("*.emascope")}, QDir::Files).isEmpty();
  return some ? checkpoints : QString();
}

}  // namespace emascope::ui
