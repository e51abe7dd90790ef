// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/open/path_picker.h"

#include <QFileDialog>
#include <QFileInfo>

namespace emascope::ui {

PathPicker::PathPicker(Kind kind, const QString& what, QWidget* parent)
    : QPushButton(kind == Kind::kFile ? tr("File…") : tr("Folder…"), parent),
      kind_(kind),
      what_(what) {
  setAutoDefault(false);
  setAccessibleName(kind == Kind::kFile ? tr("%1: choose a file").arg(what)
                                        : tr("%1: choose a folder").arg(what));
  setToolTip(tr("Opens a dialog with the files of this machine"));
  connect(this, &QPushButton::clicked, this, &PathPicker::ask);
}

void PathPicker::ask() {
  if (open_) {
    open_->raise();
    return open_->activateWindow();
  }
  auto* dialog = new QFileDialog(window(), what_);
  open_ = dialog;
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(kind_ == Kind::kFile ? QFileDialog::ExistingFile : QFileDialog::Directory);
  if (kind_ == Kind::kFolder) dialog->setOption(QFileDialog::ShowDirsOnly);
  if (!near_.isEmpty()) dialog->setDirectory(QFileInfo(near_).absolutePath());
  connect(dialog, &QFileDialog::fileSelected, this, &PathPicker::picked);
  dialog->show();
}

}  // namespace emascope::ui
