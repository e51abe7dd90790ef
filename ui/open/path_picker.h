// SPDX-License-Identifier: GPL-3.0-or-later
//
// A button that lets a person choose a file or a folder in a dialog that stops nothing.
#pragma once

#include <QPushButton>

namespace emascope::ui {

class PathPicker final : public QPushButton {
  Q_OBJECT
 public:
  enum class Kind { kFile, kFolder };
  /// `what`: the field's title, for the dialog's and for screen readers.
  PathPicker(Kind kind, const QString& what, QWidget* parent);

  /// Where the dialog begins.
  void setNear(const QString& path) { near_ = path; }

 Q_SIGNALS:
  void picked(const QString& path);

 private:
  void ask();

  Kind kind_;
  QString what_;
  QString near_;
};

}  // namespace emascope::ui
