// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/paint_thumbnail.h"

#include "ui/pictures/paint_picture.h"
#include "ui/pictures/picture_arrays.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QImage>
#include <QPainter>

namespace emascope::ui {
namespace {

constexpr int kAcross = 3;  // misread images in a row, and rows of them

/// The ink in the color of the text, on nothing.
QImage inkOf(std::span<const float> values, int rows, int columns) {
  QImage image(columns, rows, QImage::Format_ARGB32_Premultiplied);
  std::size_t i = 0;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      QColor ink = theme().text;
      ink.setAlphaF(std::clamp(values[i++], 0.0F, 1.0F));
      image.setPixelColor(column, row, ink);
    }
  }
  return image;
}

void paintMisread(QPainter& painter, const QRectF& area, const TaskPicture& picture) {
  const auto count = static_cast<int>(sizeOf(picture, "images", 0));
  const auto rows = static_cast<int>(sizeOf(picture, "images", 1));
  const auto columns = static_cast<int>(sizeOf(picture, "images", 2));
  const auto images = numbers(picture, "images");
  const auto size = static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  if (size == 0) return;
  painter.save();
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  const double cell = std::min(area.width(), area.height()) / kAcross;
  const QPointF corner = area.center() - QPointF(cell, cell) * (0.5 * kAcross);
  for (int k = 0; k < std::min(count, kAcross * kAcross); ++k) {
    const int row = k / kAcross;
    const QRectF place(corner.x() + (k - row * kAcross) * cell, corner.y() + row * cell, cell,
                       cell);
    painter.drawImage(
        place.adjusted(3, 3, -3, -3),
        inkOf(images.subspan(static_cast<std::size_t>(k) * size, size), rows, columns));
  }
  painter.restore();
}

}  // namespace

void paintThumbnail(QPainter& painter, const QRectF& area, const Recording& recording) {
  const bool in_ink = axesOf(recording.picture, "images") == 3;
  if (recording.picture.kind == "mistakes" && in_ink) {
    return paintMisread(painter, area, recording.picture);
  }
  TaskPicture picture = recording.picture;
  if (picture.kind == "text") picture.texts[0].clear();  // the prompt alone would fill a card
  paintPicture(painter, area, picture, recording.beside, theme().ema);
}

}  // namespace emascope::ui
