// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/focus_home.h"

#include <QVariant>
#include <QWidget>

namespace emascope::ui {
namespace {

constexpr const char* kProperty = "focus_home";

}  // namespace

void setFocusHome(QWidget* window, QWidget* home) {
  window->setProperty(kProperty, QVariant::fromValue(home));
}

void giveFocusBack(const QWidget* from) {
  if (auto* home = from->window()->property(kProperty).value<QWidget*>()) {
    home->setFocus(Qt::OtherFocusReason);
  }
}

}  // namespace emascope::ui
