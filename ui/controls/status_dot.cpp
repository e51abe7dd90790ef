// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/status_dot.h"

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
  if (state_ == KnobState::kEdited) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF place(2, 2, 6, 6);
  if (state_ == KnobState::kRefused) {
    painter.setPen(QPen(theme().worse, 1.8, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(place.topLeft(), place.bottomRight());
    painter.drawLine(place.topRight(), place.bottomLeft());
    return;
  }
  if (state_ == KnobState::kTyped) {
    const QPointF middle = place.center();
    const QPointF corners[] = {middle + QPointF(0, -4), middle + QPointF(4, 0),
                               middle + QPointF(0, 4), middle + QPointF(-4, 0)};
    painter.setPen(QPen(theme().text, 1.2));
    painter.drawPolygon(corners, 4);
    return;
  }
  painter.setPen(QPen(theme().accent, 1.5));
  if (state_ == KnobState::kApplied) painter.setBrush(theme().accent);
  painter.drawEllipse(place);
}

}  // namespace emascope::ui
