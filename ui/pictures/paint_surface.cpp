// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the picture "surface".
#include "ui/pictures/kinds.h"
#include "ui/pictures/paint_picture.h"
#include "ui/pictures/picture_arrays.h"
#include "ui/theme/theme.h"

#include <QImage>

namespace emascope::ui {
namespace {

constexpr double kMostTint = 0.72;
// More would hide the surface.
constexpr std::size_t kMostPoints = 200;
constexpr std::size_t kMostPointsInLarge = 400;
constexpr double kLarge = 300.0;  // pixels

QColor mixed(const QColor& from, const QColor& to, double share) {
  const auto part = [share](int a, int b) {
    return static_cast<int>(std::lround(a + share * (b - a)));
  };
  return {part(from.red(), to.red()), part(from.green(), to.green()), part(from.blue(), to.blue())};
}

/// Fades to the color of the card toward probability 0.5; black for NaN.
QRgb colorOf(float probability) {
  if (!std::isfinite(probability)) return qRgb(0, 0, 0);
  const double sure = std::abs(2.0 * probability - 1.0);
  const QColor& side = theme().classes[probability < 0.5F ? 0 : 1];
  return mixed(theme().card, side, kMostTint * std::min(1.0, sure)).rgb();
}

}  // namespace

std::size_t pointsShown(const TaskPicture& picture, double width) {
  if (picture.kind != "surface") return 0;
  return std::min(width < kLarge ? kMostPoints : kMostPointsInLarge,
                  numbers(picture, "classes").size());
}

void paintSurface(const PictureCanvas& canvas) {
  const auto rows = static_cast<int>(sizeOf(canvas.picture, "probability", 0));
  const auto columns = static_cast<int>(sizeOf(canvas.picture, "probability", 1));
  const auto probability = numbers(canvas.picture, "probability");
  const QRectF& area = canvas.area;
  if (rows > 0 && columns > 0) {
    QImage cells(columns, rows, QImage::Format_RGB32);
    std::size_t i = 0;
    for (int row = rows - 1; row >= 0; --row) {
      for (int column = 0; column < columns; ++column) {
        cells.setPixel(column, row, colorOf(probability[i++]));
      }
    }
    canvas.painter.setRenderHint(QPainter::SmoothPixmapTransform);
    canvas.painter.drawImage(area, cells);
  }
  const auto reach = numbers(canvas.picture, "reach");
  const auto points = numbers(canvas.picture, "points");
  const auto classes = numbers(canvas.picture, "classes");
  const double radius = std::clamp(area.width() / 85.0, 1.5, 3.0);
  canvas.painter.setPen(QPen(theme().card, 0.5));
  for (std::size_t k = 0; k < pointsShown(canvas.picture, area.width()); ++k) {
    const QPointF place(
        area.left() + area.width() * (points[2 * k] - reach[0]) / (reach[1] - reach[0]),
        area.bottom() - area.height() * (points[2 * k + 1] - reach[2]) / (reach[3] - reach[2]));
    const QColor& color = theme().classes[classes[k] < 0.5F ? 0 : 1];
    canvas.painter.setBrush(theme().dark ? color.lighter(140) : color.darker(165));
    canvas.painter.drawEllipse(place, radius, radius);
  }
}

}  // namespace emascope::ui
