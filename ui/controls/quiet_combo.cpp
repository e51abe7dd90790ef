// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/quiet_combo.h"

#include "ui/controls/focus_home.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QListView>
#include <QStyleOptionComboBox>
#include <QStylePainter>
#include <QTextDocument>
#include <QToolTip>
#include <QWheelEvent>

namespace emascope::ui {

QuietCombo::QuietCombo(QWidget* parent) : QComboBox(parent) {
  setFocusPolicy(Qt::StrongFocus);  // no focus by the wheel
  setView(new QListView(this));     // a view that the style sheet can style
}

void QuietCombo::wheelEvent(QWheelEvent* event) { event->ignore(); }

void QuietCombo::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_F4:
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
      return showPopup();
    case Qt::Key_Escape:
      return giveFocusBack(this);
    default:
      event->ignore();
  }
}

QString QuietCombo::shownText() const {
  QStyleOptionComboBox option;
  initStyleOption(&option);
  const QRect room =
      style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
  constexpr int kAir = 4;  // margin of the style left and right of the text
  const QString text = currentIndex() < 0 ? placeholderText() : currentText();
  return fontMetrics().elidedText(text, Qt::ElideRight, room.width() - kAir);
}

void QuietCombo::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QStylePainter painter(this);
  QStyleOptionComboBox option;
  initStyleOption(&option);
  option.currentText = shownText();
  painter.drawComplexControl(QStyle::CC_ComboBox, option);
  painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

bool QuietCombo::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && shownText() != currentText()) {
    // As plain text: names in the list may come from files.
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
                       Qt::convertFromPlainText(currentText(), Qt::WhiteSpaceNormal), this);
    return true;
  }
  return QComboBox::event(event);
}

void QuietCombo::hidePopup() {
  QComboBox::hidePopup();
  // After the list has closed, unless a click outside has moved the focus elsewhere.
  QMetaObject::invokeMethod(
      this,
      [this] {
        const QWidget* focused = window()->focusWidget();
        if (!focused || focused == this || isAncestorOf(focused)) giveFocusBack(this);
      },
      Qt::QueuedConnection);
}

}  // namespace emascope::ui
