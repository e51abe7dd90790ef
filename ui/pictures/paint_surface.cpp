// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the picture "surface".
#include "ui/pictures/kinds.h"
#include "ui/pictures/paint_picture.h"
#include "ui/pictures/picture_arrays.h"
#include "ui/pictures/surface_image.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QImage>

namespace emascope::ui {
namespace {

// More would hide the surface.
constexpr std::size_t kMostPoints = 200;
constexpr std::size_t kMostPointsInLarge = 400;
constexpr double kLarge = 300.0;   // pixels
constexpr int kMostPixels = 2000;  // beyond it, the image is enlarged
constexpr double kWidthToRadius = 85.0;
constexpr double kLeastRadius = 1.5;
constexpr double kMostRadius = 2.2;

/// The part of `area` that is drawn at all.
QRectF visiblePart(const PictureCanvas& canvas) {
  const QPainter& painter = canvas.painter;
  return painter.hasClipping() ? canvas.area & painter.clipBoundingRect() : canvas.area;
}

void paintProbability(const PictureCanvas& canvas) {
  const QRectF& area = canvas.area;
  const QRectF visible = visiblePart(canvas);
  if (visible.isEmpty()) return;
  const double ratio = canvas.painter.device()->devicePixelRatioF();
  const auto pixels = [ratio](double length) {
    return std::clamp(static_cast<int>(std::ceil(ratio * length)), 1, kMostPixels);
  };
  const QRectF part((visible.left() - area.left()) / area.width(),
                    (visible.top() - area.top()) / area.height(), visible.width() / area.width(),
                    visible.height() / area.height());
  const QImage image =
      surfaceImage(canvas.picture, part, {pixels(visible.width()), pixels(visible.height())});
  if (image.isNull()) return;
  canvas.painter.setRenderHint(QPainter::SmoothPixmapTransform);
  canvas.painter.drawImage(visible, image);
}

}  // namespace

std::size_t pointsShown(const TaskPicture& picture, double width, const PictureSizes& sizes) {
  if (picture.kind != "surface") return 0;
  return std::min(width < kLarge * sizes.scale ? kMostPoints : kMostPointsInLarge,
                  numbers(picture, "classes").size());
}

void paintSurface(const PictureCanvas& canvas) {
  paintProbability(canvas);
  const QRectF& area = canvas.area;
  const auto reach = numbers(canvas.picture, "reach");
  const auto points = numbers(canvas.picture, "points");
  const auto classes = numbers(canvas.picture, "classes");
  const double radius =
      std::clamp(area.width() / kWidthToRadius, canvas.px(kLeastRadius), canvas.px(kMostRadius));
  const QRectF near =
      visiblePart(canvas).adjusted(-2 * radius, -2 * radius, 2 * radius, 2 * radius);
  canvas.painter.setPen(QPen(theme().card, canvas.px(0.5)));
  for (std::size_t k = 0; k < pointsShown(canvas.picture, area.width(), canvas.sizes); ++k) {
    const QPointF place(
        area.left() + area.width() * (points[2 * k] - reach[0]) / (reach[1] - reach[0]),
        area.bottom() - area.height() * (points[2 * k + 1] - reach[2]) / (reach[3] - reach[2]));
    if (!std::isfinite(place.x()) || !std::isfinite(place.y())) continue;
    if (!near.contains(place)) continue;
    const QColor& color = theme().classes[classes[k] < 0.5F ? 0 : 1];
    canvas.painter.setBrush(theme().dark ? color.lighter(140) : color.darker(165));
    canvas.painter.drawEllipse(place, radius, radius);
  }
}

}  // namespace emascope::ui
