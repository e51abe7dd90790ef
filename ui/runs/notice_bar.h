// SPDX-License-Identifier: GPL-3.0-or-later
//
// The row above the table of kept runs: what was done and its undo, what was refused, or a field
// for tags and notes. Non-modal; Enter accepts what is typed (of a note with lines Ctrl+Enter), Esc
// closes it. Notices that arrive while a field is open are shown when it is closed, so that no
// input is lost.
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

  /// Plain text; an empty `button` for none. Replaces the present text.
  void say(const QString& text, const QString& button = {}, std::function<void()> act = {});
  /// The same until forgetPassing(): that something was done, which is over with the next action.
  void sayPassing(const QString& text);
  void forgetPassing();
  /// Shows what was refused, until forgetRefusal() or the next text. An offered undo stays beside
  /// it.
  void refuse(const QString& text);
  /// Asks before something that cannot be undone; only the button does it, act() does not.
  void confirm(const QString& text, const QString& button, std::function<void()> confirmed);
  /// Hides what was refused; anything else stays.
  void forgetRefusal();
  /// A field for one line of at most `most` characters. What was typed into another field before
  /// is accepted.
  void ask(const QString& text, const QString& value, int most,
           std::function<void(const QString&)> answered);
  /// A field for a text of any number of lines.
  void askLines(const QString& text, const QString& value,
                std::function<void(const QString&)> answered);
  /// Gives the focus to the field that is open; false if none is.
  bool focusField();
  void putAway();
  [[nodiscard]] QString text() const;
  /// Undoes what is offered to be undone; false if nothing is.
  bool act();

 Q_SIGNALS:
  void wentAway();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  struct Said {
    QString text = {};
    QString refusal = {};  ///< behind the text
    QString button = {};
    std::function<void()> act = {};
    bool confirms = false;  ///< only the button does `act`
    bool passing = false;   ///< see sayPassing()
  };
  void tell(Said said);
  void goQuietly();
  void showSaid();
  void showField(QWidget* field, const QString& text, const QString& button);
  void showWords(const QString& text, const QString& button);
  void press();
  void answer(const QString& typed);
  void acceptTyped();
  [[nodiscard]] bool asks() const { return static_cast<bool>(answered_); }
  [[nodiscard]] QString typed() const;

  QLabel* text_;
  QLineEdit* field_;
  QPlainTextEdit* lines_;
  QPushButton* button_;
  Said said_;      // waits while a field is open
  QString asked_;  // what the field had at first
  std::function<void(const QString&)> answered_;
};

}  // namespace emascope::ui
