// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/decay_preview.h"

#include "core/rules/units.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>

#include <QPainter>
#include <QPainterPath>

namespace emascope::ui {

DecayPreview::DecayPreview(QWidget* parent) : QWidget(parent) {
  setMinimumHeight(40);
  setMaximumHeight(56);
  setAccessibleName(tr("Decay over the run"));
}

void DecayPreview::show(Points in_force, Points pending, double step, double last,
                        const QColor& color) {
  in_force_ = std::move(in_force);
  pending_ = std::move(pending);
  step_ = step;
  color_ = color;
  last_ = std::max(last, 1.0);
  update();
}

void DecayPreview::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  if (in_force_.empty()) return;
  double top = 1.0;
  for (const Points* points : {&in_force_, &pending_}) {
    for (const auto& [at, decay] : *points)
      top = std::max(top, decayScale(std::min(decay, 1 - 1e-7)));
  }
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double inset = 3.0;
  const double w = width() - 2 * inset;
  const double h = height() - 2 * inset;
  const auto path = [&](const Points& points) {
    QPainterPath line;
    for (const auto& [at, decay] : points) {
      const QPointF p(inset + w * std::min(at / last_, 1.0),
                      inset + h * (1.0 - decayScale(std::min(decay, 1 - 1e-7)) / top));
      line.elementCount() == 0 ? line.moveTo(p) : line.lineTo(p);
    }
    return line;
  };
  painter.setPen(QPen(theme().grid, scaled(1.0)));
  painter.drawLine(QPointF(inset, height() - inset), QPointF(inset + w, height() - inset));
  const double x = inset + w * std::min(step_ / last_, 1.0);
  painter.setPen(QPen(theme().secondary, scaled(1.0), Qt::DotLine));
  painter.drawLine(QPointF(x, inset), QPointF(x, height() - inset));
  painter.setPen(QPen(color_, scaled(1.6)));
  painter.drawPath(path(in_force_));
  if (pending_.empty()) return;
  painter.setPen(QPen(theme().secondary, scaled(1.4), Qt::DashLine));
  painter.drawPath(path(pending_));
}

}  // namespace emascope::ui
