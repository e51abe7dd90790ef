// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the view "bars".
#include "ui/theme/theme.h"
#include "ui/views/kinds.h"
#include "ui/views/view_arrays.h"

namespace emascope::ui {

/// One bar per value, from zero, and a mark at the true value.
void paintBars(const ViewCanvas& canvas) {
  const auto shown = numbers(canvas.view, "shown");
  const auto clean = numbers(canvas.view, "clean");
  if (shown.empty()) return;
  Extent up;
  for (const TaskView* view : {&canvas.view, &canvas.beside}) {
    up.cover(numbers(*view, "shown"));
    up.cover(numbers(*view, "clean"));
  }
  constexpr float kZero = 0.0F;
  up.cover({&kZero, 1});
  up.widen();
  const QRectF& area = canvas.area;
  const double step = area.width() / static_cast<double>(shown.size());
  const auto high = [&](double value) { return area.bottom() - area.height() * up.at(value); };
  canvas.painter.setPen(Qt::NoPen);
  for (std::size_t k = 0; k < shown.size(); ++k) {
    if (!std::isfinite(shown[k])) continue;
    const double left = area.left() + (static_cast<double>(k) + 0.18) * step;
    canvas.painter.fillRect(
        QRectF(QPointF(left, high(0.0)), QPointF(left + 0.64 * step, high(shown[k]))).normalized(),
        canvas.color);
  }
  canvas.painter.fillRect(QRectF(area.left(), high(0.0) - 0.5, area.width(), 1.0),
                          theme().secondary);
  canvas.painter.setPen(QPen(theme().text, 2.0, Qt::SolidLine, Qt::FlatCap));
  for (std::size_t k = 0; k < clean.size(); ++k) {
    if (!std::isfinite(clean[k])) continue;
    const double left = area.left() + (static_cast<double>(k) + 0.08) * step;
    canvas.painter.drawLine(QPointF(left, high(clean[k])),
                            QPointF(left + 0.84 * step, high(clean[k])));
  }
}

}  // namespace emascope::ui
