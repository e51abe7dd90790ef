// SPDX-License-Identifier: GPL-3.0-or-later
//
// A field for one number. What is typed is a wish until Enter or leaving the field sends it, and
// looks like one; Esc takes it back. After Enter the focus goes home (focus_home.h), unless the
// text was bad.
#pragma once

#include <QLineEdit>

namespace emascope::ui {

class NumberField final : public QLineEdit {
  Q_OBJECT
 public:
  explicit NumberField(QWidget* parent = nullptr);

  /// What stands here while nobody types, and what Esc returns to. Leaves a text alone that is
  /// being typed, or is bad.
  void showText(const QString& text);
  /// Typed, and neither sent nor taken back.
  [[nodiscard]] bool typed() const { return typed_; }
  /// Until the next edit.
  void setBad(bool bad);
  /// Forgets what was typed, without a word: something else has set the value.
  void forget();

 Q_SIGNALS:
  void edited();                      ///< by the person, at every key
  void entered(const QString& text);  ///< without the spaces that group digits
  void takenBack();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  void finish();
  void setTyped(bool typed);

  QString shown_;
  bool typed_ = false;
  bool bad_ = false;
};

}  // namespace emascope::ui
