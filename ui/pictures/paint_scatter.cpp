// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the picture "scatter".
#include "ui/pictures/kinds.h"
#include "ui/pictures/picture_arrays.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

namespace emascope::ui {
namespace {

constexpr float kAlpha = 0.55F;

}  // namespace

/// One dot per sample, target across and prediction up, on one scale; the dashed line is where both
/// are equal.
void paintScatter(const PictureCanvas& canvas) {
  Extent extent;
  for (const TaskPicture* picture : {&canvas.picture, &canvas.beside}) {
    extent.cover(numbers(*picture, "target"));
    extent.cover(numbers(*picture, "prediction"));
  }
  extent.widen();
  const QRectF area = canvas.area.adjusted(4, 4, -4, -20);
  QPainter& painter = canvas.painter;
  painter.setPen(QPen(theme().secondary, 1.0, Qt::DashLine));
  painter.drawLine(area.bottomLeft(), area.topRight());
  painter.setFont(textFont(11));
  painter.drawText(QRectF(area.left(), area.bottom(), area.width(), 18), Qt::AlignCenter,
                   QCoreApplication::translate("pictures", "target across, prediction up"));
  const auto target = numbers(canvas.picture, "target");
  const auto prediction = numbers(canvas.picture, "prediction");
  QColor dots = canvas.color;
  dots.setAlphaF(kAlpha);
  painter.setPen(Qt::NoPen);
  painter.setBrush(dots);
  for (std::size_t k = 0; k < target.size(); ++k) {
    if (!std::isfinite(target[k]) || !std::isfinite(prediction[k])) continue;
    const QPointF place(area.left() + area.width() * extent.at(target[k]),
                        area.bottom() - area.height() * extent.at(prediction[k]));
    painter.drawEllipse(place, 2.2, 2.2);
  }
}

}  // namespace emascope::ui
