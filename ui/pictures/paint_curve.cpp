// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the picture "curve".
#include "ui/pictures/kinds.h"
#include "ui/pictures/picture_arrays.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include <QPainterPath>

namespace emascope::ui {

/// The true curve, dashed, behind the fitted one. The true curve sets the scale, so a poor fit may
/// leave the picture.
void paintCurve(const PictureCanvas& canvas) {
  const auto x = numbers(canvas.picture, "x");
  Extent across;
  across.cover(x);
  if (!(across.least < across.most)) across.widen();
  Extent up;
  up.cover(numbers(canvas.picture, "clean"));
  up.widen();
  up.widen();
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  const QRectF& area = canvas.area;
  const auto path = [&](std::span<const float> y) {
    QPainterPath line;
    bool drawing = false;
    for (const std::size_t k : order) {
      const bool there = std::isfinite(x[k]) && std::isfinite(y[k]);
      if (there) {
        const double high = std::clamp(up.at(y[k]), -1.0, 2.0);
        const QPointF place(area.left() + area.width() * across.at(x[k]),
                            area.bottom() - area.height() * high);
        drawing ? line.lineTo(place) : line.moveTo(place);
      }
      drawing = there;
    }
    return line;
  };
  canvas.painter.setBrush(Qt::NoBrush);
  canvas.painter.setPen(QPen(theme().text, canvas.px(1.0), Qt::DashLine));
  canvas.painter.drawPath(path(numbers(canvas.picture, "clean")));
  canvas.painter.setPen(QPen(canvas.color, canvas.px(1.8)));
  canvas.painter.drawPath(path(numbers(canvas.picture, "fitted")));
}

}  // namespace emascope::ui
