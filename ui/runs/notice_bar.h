// SPDX-License-Identifier: GPL-3.0-or-later
//
// The row above the table of kept runs: what was done and its undo, what was refused, or a field
// for tags and notes. Non-modal; Enter accepts what is typed (of a note with lines Ctrl+Enter), Esc
// puts it away.
#pragma once

#include <functional>

#include <QFrame>
#include <QString>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace emascope::ui {

class NoticeBar final : public QFrame {
  Q_OBJECT
 public:
  explicit NoticeBar(QWidget* parent);

  /// Plain text; an empty `button` for none. Replaces what is shown.
  void say(const QString& text, const QString& button = {}, std::function<void()> act = {});
  /// Says what was refused, until forgetRefusal() or something else is shown.
  void refuse(const QString& text);
  /// Asks before something that cannot be undone; only the button does it, act() does not.
  void confirm(const QString& text, const QString& button, std::function<void()> confirmed);
  /// Hides what was refused; anything else stays.
  void forgetRefusal();
  /// A field for one line of at most `most` characters.
  void ask(const QString& text, const QString& value, int most,
           std::function<void(const QString&)> answered);
  /// A field for a text of any number of lines.
  void askLines(const QString& text, const QString& value,
                std::function<void(const QString&)> answered);
  void putAway();
  [[nodiscard]] QString text() const;
  /// Does what the button does, but of confirm(); false if there is none.
  bool act();

 Q_SIGNALS:
  void wentAway();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void show(const QString& text, const QString& button);
  void answer(const QString& typed);

  QLabel* text_;
  QLineEdit* field_;
  QPlainTextEdit* lines_;
  QPushButton* button_;
  bool refusal_ = false;
  std::function<void()> act_;
  std::function<void(const QString&)> answered_;
  std::function<void()> confirmed_;
};

}  // namespace emascope::ui
