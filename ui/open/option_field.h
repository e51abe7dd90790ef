// SPDX-License-Identifier: GPL-3.0-or-later
//
// One option of the user's own data or model as a row: title, editor, and below it the engine's
// error. Options that name a file accept a dropped one.
#pragma once

#include "core/protocol/spec/user_task_options.h"

#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace emascope::ui {

class OptionField final : public QWidget {
  Q_OBJECT
 public:
  OptionField(const UserTaskOption& option, QWidget* parent);

  [[nodiscard]] const char* id() const { return option_.id; }
  /// The value as in UserTaskOptions; empty = not set.
  [[nodiscard]] QString text() const;
  void setText(const QString& text);
  void setError(const QString& why);
  /// Shows the default while the field is empty.
  void setPlaceholder(const QString& text);
  /// Hides the file buttons, because the engine's files are on another machine.
  void hidePickers();

 Q_SIGNALS:
  void changed();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void makeFlag(const QString& title);
  void makeEditor();
  void addPicker(QBoxLayout* row, bool folder);

  UserTaskOption option_;
  QLabel* label_ = nullptr;
  QWidget* editor_ = nullptr;  ///< one of the four below
  QCheckBox* flag_ = nullptr;
  QLineEdit* line_ = nullptr;
  QPlainTextEdit* lines_ = nullptr;
  QComboBox* choice_ = nullptr;
  QLabel* error_;
};

/// "image size" for "image-size".
[[nodiscard]] QString optionTitle(const char* id);

}  // namespace emascope::ui
