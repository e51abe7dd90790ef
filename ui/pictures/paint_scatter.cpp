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
  QPainter& painter = canvas.painter;
  painter.setFont(canvas.font(11));
  const double gap = canvas.px(4.0);
  const double words = painter.fontMetrics().height() + gap / 2;
  const QRectF area = canvas.area.adjusted(gap, gap, -gap, -words);
  painter.setPen(QPen(theme().secondary, canvas.px(1.0), Qt::DashLine));
  painter.drawLine(area.bottomLeft(), area.topRight());
  painter.drawText(QRectF(area.left(), area.bottom(), area.width(), words), Qt::AlignCenter,
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
    painter.drawEllipse(place, canvas.px(2.2), canvas.px(2.2));
  }
}

}  // namespace emascope::ui
