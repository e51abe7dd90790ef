// SPDX-License-Identifier: GPL-3.0-or-later
//
// One option of the user's own data, model or run as a row: title, editor, and below it the
// engine's error and an offer. Options that name a file accept a dropped one.
#pragma once

#include "core/protocol/spec/user_task_options.h"

#include <QStringList>
#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;

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
  /// Of a field of one line.
  void selectAll();
  /// The names to choose from, if the field is a list; any text may still be typed. Names that do
  /// not fit into one line are left out.
  void setChoices(const QStringList& names);
  [[nodiscard]] const QStringList& choices() const { return choices_; }
  /// A button below the field, "24–54 found; use 32?", that enters `value`; empty words: none.
  void setOffer(const QString& words, const QString& value);
  /// Shows the default while the field is empty.
  void setPlaceholder(const QString& text);
  /// Hides the file buttons, because the engine's files are on another machine.
  void hidePickers();

 Q_SIGNALS:
  void changed();

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void makeFlag(const QString& title);
  void makeEditor();
  void addPicker(QBoxLayout* row, bool folder);
  void fitError();
  void describe(const QString& words);

  UserTaskOption option_;
  QGridLayout* grid_;  ///< title and editor; error and offer below the editor
  QLabel* label_ = nullptr;
  QWidget* editor_ = nullptr;  ///< one of the four below
  QCheckBox* flag_ = nullptr;
  QLineEdit* line_ = nullptr;
  QPlainTextEdit* lines_ = nullptr;
  QComboBox* choice_ = nullptr;
  QPushButton* offer_ = nullptr;
  QString offered_;
  QStringList choices_;
  QLabel* error_;
  QScrollArea* error_box_;
};

}  // namespace emascope::ui
