// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/status_dot.h"

#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace emascope::ui {

StatusDot::StatusDot(QWidget* parent) : QWidget(parent) { setFixedSize(10, 10); }

void StatusDot::setState(KnobState state) {
  if (state == state_) return;
  state_ = state;
  update();
}

void StatusDot::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  if (state_ == KnobState::kEdited || state_ == KnobState::kTyped) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(interfaceScale(), interfaceScale());
  const QRectF place(2, 2, 6, 6);
  if (state_ == KnobState::kRefused) {
    painter.setPen(QPen(theme().worse, 1.8, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(place.topLeft(), place.bottomRight());
    painter.drawLine(place.topRight(), place.bottomLeft());
    return;
  }
  const bool in_force = state_ == KnobState::kApplied;
  painter.setPen(QPen(in_force ? theme().secondary : theme().accent, 1.5));
  if (in_force) painter.setBrush(theme().secondary);
  painter.drawEllipse(place);
}

}  // namespace emascope::ui
