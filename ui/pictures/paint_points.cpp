// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the pictures "point" and "samples".
#include "ui/pictures/kinds.h"
#include "ui/pictures/picture_arrays.h"
#include "ui/theme/theme.h"

namespace emascope::ui {
namespace {

double distance(const TaskPicture& picture) {
  const auto position = numbers(picture, "position");
  const auto bottom = numbers(picture, "bottom");
  return std::hypot(position[0] - bottom[0], position[1] - bottom[1]);
}

void cross(QPainter& painter, const QPointF& at, double arm) {
  painter.drawLine(at - QPointF(arm, 0), at + QPointF(arm, 0));
  painter.drawLine(at - QPointF(0, arm), at + QPointF(0, arm));
}

}  // namespace

/// The bottom at the center and the position at its true distance, scaled to the farther of the two
/// pictures; with a ring at each third.
void paintPoint(const PictureCanvas& canvas) {
  const auto position = numbers(canvas.picture, "position");
  const auto bottom = numbers(canvas.picture, "bottom");
  const QRectF& area = canvas.area;
  const QPointF middle = area.center();
  const double room = 0.5 * std::min(area.width(), area.height()) - canvas.px(8.0);
  double farthest = 0.0;
  for (const TaskPicture* picture : {&canvas.picture, &canvas.beside}) {
    if (const double far = distance(*picture); std::isfinite(far))
      farthest = std::max(farthest, far);
  }
  canvas.painter.setBrush(Qt::NoBrush);
  canvas.painter.setPen(QPen(theme().border, canvas.px(1.0)));
  for (const int ring : {1, 2, 3})
    canvas.painter.drawEllipse(middle, room * ring / 3, room * ring / 3);
  canvas.painter.setPen(QPen(theme().text, canvas.px(1.2)));
  cross(canvas.painter, middle, canvas.px(5.0));
  if (!std::isfinite(distance(canvas.picture))) return;
  const double scale = farthest > 0.0 ? room / farthest : 0.0;
  const QPointF place =
      middle + scale * QPointF(position[0] - bottom[0], -(position[1] - bottom[1]));
  canvas.painter.setPen(QPen(canvas.color, canvas.px(1.2)));
  canvas.painter.drawLine(middle, place);
  canvas.painter.setBrush(canvas.color);
  canvas.painter.setPen(QPen(theme().card, canvas.px(1.0)));
  canvas.painter.drawEllipse(place, canvas.px(4.5), canvas.px(4.5));
}

/// All samples, in a range 1.5 times that of the centers; samples farther out are drawn on the
/// edge.
void paintSamples(const PictureCanvas& canvas) {
  const auto samples = numbers(canvas.picture, "samples");
  const auto centers = numbers(canvas.picture, "centers");
  double reach = 0.0;
  for (const float part : centers) {
    if (std::isfinite(part)) reach = std::max(reach, std::abs(static_cast<double>(part)));
  }
  reach = reach > 0.0 ? 1.5 * reach : 1.0;
  const QRectF& area = canvas.area;
  const double room = 0.5 * std::min(area.width(), area.height()) - canvas.px(3.0);
  const auto place = [&](std::span<const float> of, std::size_t k) {
    const auto clamped = [reach](float part) {
      return std::clamp(static_cast<double>(part) / reach, -1.0, 1.0);
    };
    return area.center() + room * QPointF(clamped(of[2 * k]), -clamped(of[2 * k + 1]));
  };
  QColor dots = canvas.color;
  dots.setAlphaF(0.55F);
  canvas.painter.setPen(Qt::NoPen);
  canvas.painter.setBrush(dots);
  for (std::size_t k = 0; k < samples.size() / 2; ++k) {
    if (!std::isfinite(samples[2 * k]) || !std::isfinite(samples[2 * k + 1])) continue;
    canvas.painter.drawEllipse(place(samples, k), canvas.px(1.5), canvas.px(1.5));
  }
  canvas.painter.setPen(QPen(theme().text, canvas.px(1.2)));
  for (std::size_t k = 0; k < centers.size() / 2; ++k)
    cross(canvas.painter, place(centers, k), canvas.px(4.0));
}

}  // namespace emascope::ui
