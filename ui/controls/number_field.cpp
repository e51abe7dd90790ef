// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/number_field.h"

#include "ui/controls/focus_home.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QStyle>

namespace emascope::ui {
namespace {

/// A dynamic property that the style sheet looks at.
void setLook(QWidget* widget, const char* property, bool on) {
  if (widget->property(property).toBool() == on) return;
  widget->setProperty(property, on);
  widget->style()->unpolish(widget);
  widget->style()->polish(widget);
}

}  // namespace

NumberField::NumberField(QWidget* parent) : QLineEdit(parent) {
  connect(this, &QLineEdit::textEdited, this, [this] {
    setTyped(true);
    setBad(false);
    Q_EMIT edited();
  });
}

void NumberField::showText(const QString& text) {
  shown_ = text;
  if (!typed_ && !bad_ && text != this->text()) setText(text);
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
  if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason) finish();
}

}  // namespace emascope::ui
