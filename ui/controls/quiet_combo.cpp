// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/quiet_combo.h"

#include "ui/controls/focus_home.h"

#include <QKeyEvent>
#include <QListView>
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
