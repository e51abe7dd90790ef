// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/number_field.h"

#include "ui/controls/focus_home.h"
#include "ui/controls/look.h"

#include <QFocusEvent>
#include <QKeyEvent>

namespace emascope::ui {

NumberField::NumberField(QWidget* parent) : QLineEdit(parent) {
  connect(this, &QLineEdit::textEdited, this, [this] {
    setTyped(true);
    setBad(false);
    Q_EMIT edited();
  });
}

void NumberField::showText(const QString& text) {
  const bool to_be_mended = bad_ && this->text() != shown_;
  shown_ = text;
  if (!typed_ && !to_be_mended && text != this->text()) setText(text);
}

void NumberField::refuse() {
  setBad(true);
  setText(shown_);
}

void NumberField::setBad(bool bad) {
  bad_ = bad;
  setLook(this, "bad", bad);
}

void NumberField::setTyped(bool typed) {
  typed_ = typed;
  setLook(this, "typed", typed);
}

void NumberField::forget() {
  setTyped(false);
  setBad(false);
}

void NumberField::finish() {
  if (!typed_) return;
  setTyped(false);
  QString plain = text();
  for (const QChar gap : {QChar(u' '), QChar(0x00A0), QChar(0x2009), QChar(0x202F)}) {
    plain.remove(gap);
  }
  Q_EMIT entered(plain.replace(QChar(0x2212), QLatin1Char('-')));
}

void NumberField::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    finish();
    if (bad_) {
      selectAll();
    } else {
      giveFocusBack(this);
    }
    return;
  }
  if (event->key() != Qt::Key_Escape) return QLineEdit::keyPressEvent(event);
  if (!typed_ && !bad_) return giveFocusBack(this);
  forget();
  setText(shown_);
  selectAll();
  Q_EMIT takenBack();
}

void NumberField::focusOutEvent(QFocusEvent* event) {
  QLineEdit::focusOutEvent(event);
  const Qt::FocusReason reason = event->reason();
  if (reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason) return;
  // A text that is left unsent stays, and sends nothing.
  if (bad_ && !typed_ && text() != shown_) setText(shown_);  // the user did not correct it
}

}  // namespace emascope::ui
