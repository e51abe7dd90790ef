// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/look.h"

#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace emascope::ui {

void setLook(QWidget* widget, const char* property, bool on) {
  if (widget->property(property).toBool() == on) return;
  widget->setProperty(property, on);
  widget->style()->unpolish(widget);
  widget->style()->polish(widget);
}

}  // namespace emascope::ui
