// SPDX-License-Identifier: GPL-3.0-or-later
//
// A field for one number. A typed text is bold until Enter sends it; Esc restores the old one.
// Leaving the field keeps the text and sends nothing. After Enter the focus goes home
// (focus_home.h), unless the text was bad.
#pragma once

#include <QLineEdit>

namespace emascope::ui {

class NumberField final : public QLineEdit {
  Q_OBJECT
 public:
  explicit NumberField(QWidget* parent = nullptr);

  /// Sets the text to show when the user is not editing; Esc restores it. Does not overwrite a text
  /// that is being edited or corrected.
  void showText(const QString& text);
  /// The text was edited, and neither sent nor restored.
  [[nodiscard]] bool typed() const { return typed_; }
  /// Marks the text as bad until the next edit. It stays, to be corrected, while the field has the
  /// focus.
  void setBad(bool bad);
  /// Marks the text as bad and restores the value in force at once.
  void refuse();
  /// Discards the typed text without a signal, because the value was set elsewhere.
  void forget();

 Q_SIGNALS:
  void edited();                      ///< by the user, on each keystroke
  void entered(const QString& text);  ///< without digit-grouping spaces
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
