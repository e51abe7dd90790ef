// SPDX-License-Identifier: GPL-3.0-or-later
//
// A button that opens a non-modal dialog to choose a file or a folder.
#pragma once

#include <QPointer>
#include <QPushButton>

class QFileDialog;

namespace emascope::ui {

class PathPicker final : public QPushButton {
  Q_OBJECT
 public:
  enum class Kind { kFile, kFolder };
  /// `what`: title of the field, for the dialog and for screen readers.
  PathPicker(Kind kind, const QString& what, QWidget* parent);

  /// Folder or file at which the dialog opens.
  void setNear(const QString& path) { near_ = path; }

 Q_SIGNALS:
  void picked(const QString& path);

 private:
  void ask();

  Kind kind_;
  QString what_;
  QString near_;
  QPointer<QFileDialog> open_;
};

}  // namespace emascope::ui
