// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/share_bar.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace emascope::ui {

ShareBar::ShareBar(QWidget* parent) : QWidget(parent) { setFixedSize(110, 8); }

void ShareBar::setShares(double train, double ema, double evaluation) {
  train_ = train;
  ema_ = ema;
  evaluation_ = evaluation;
  update();
}

void ShareBar::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QPainterPath clip;
  clip.addRoundedRect(rect(), height() / 2.0, height() / 2.0);
  painter.setClipPath(clip);
  painter.fillRect(rect(), theme().border);
  double x = 0.0;
  const auto part = [&](double share, const QColor& color) {
    painter.fillRect(QRectF(x, 0, share * width(), height()), color);
    x += share * width();
  };
  part(train_, theme().secondary);
  part(ema_, theme().ema);
  part(evaluation_, theme().raw);
}

}  // namespace emascope::ui
