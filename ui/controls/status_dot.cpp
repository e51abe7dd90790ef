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
  const QColor colour = state_ == KnobState::kRefused ? theme().worse : theme().better;
  painter.setPen(QPen(colour, 1.5));
  painter.setBrush(state_ == KnobState::kSent ? QBrush(Qt::NoBrush) : QBrush(colour));
  painter.drawEllipse(QRectF(2, 2, 6, 6));
}

}  // namespace emascope::ui
