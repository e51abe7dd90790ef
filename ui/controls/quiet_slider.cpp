// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/quiet_slider.h"

#include <QMouseEvent>
#include <QStyle>
#include <QStyleOptionSlider>
#include <QWheelEvent>

namespace emascope::ui {

QuietSlider::QuietSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
  setFocusPolicy(Qt::StrongFocus);
}

void QuietSlider::wheelEvent(QWheelEvent* event) {
  if (hasFocus()) {
    QSlider::wheelEvent(event);
  } else {
    event->ignore();
  }
}

void QuietSlider::mousePressEvent(QMouseEvent* event) {
  QStyleOptionSlider option;
  initStyleOption(&option);
  const QRect handle =
      style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this);
  if (event->button() == Qt::LeftButton && !handle.contains(event->pos())) {
    const int span = width() - handle.width();
    const int at = event->pos().x() - handle.width() / 2;
    setSliderDown(true);  // a press beside the handle also starts a drag
    setSliderPosition(QStyle::sliderValueFromPosition(minimum(), maximum(), at, span));
  }
  QSlider::mousePressEvent(event);
}

}  // namespace emascope::ui
