// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the picture "bars".
#include "ui/pictures/kinds.h"
#include "ui/pictures/picture_arrays.h"
#include "ui/theme/theme.h"

namespace emascope::ui {

/// One bar per value, from zero, and a mark at the true value.
void paintBars(const PictureCanvas& canvas) {
  const auto shown = numbers(canvas.picture, "shown");
  const auto clean = numbers(canvas.picture, "clean");
  if (shown.empty()) return;
  Extent up;
  for (const TaskPicture* picture : {&canvas.picture, &canvas.beside}) {
    up.cover(numbers(*picture, "shown"));
    up.cover(numbers(*picture, "clean"));
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
  const double axis = canvas.px(1.0);
  canvas.painter.fillRect(QRectF(area.left(), high(0.0) - axis / 2, area.width(), axis),
                          theme().secondary);
  canvas.painter.setPen(QPen(theme().text, canvas.px(2.0), Qt::SolidLine, Qt::FlatCap));
  for (std::size_t k = 0; k < clean.size(); ++k) {
    if (!std::isfinite(clean[k])) continue;
    const double left = area.left() + (static_cast<double>(k) + 0.08) * step;
    canvas.painter.drawLine(QPointF(left, high(clean[k])),
                            QPointF(left + 0.84 * step, high(clean[k])));
  }
}

}  // namespace emascope::ui
