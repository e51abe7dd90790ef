// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the picture "mistakes".
#include "ui/pictures/kinds.h"
#include "ui/pictures/picture_arrays.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QImage>

namespace emascope::ui {
namespace {

constexpr double kHead = 18.0;
constexpr double kLabel = 13.0;
constexpr double kCell = 34.0;  // minimum width, fits "7 as 2"

QImage imageOf(std::span<const float> values, int rows, int columns) {
  QImage image(columns, rows, QImage::Format_Grayscale8);
  std::size_t i = 0;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const float value = values[i++];
      const float ink = std::isfinite(value) ? std::clamp(value, 0.0F, 1.0F) : 0.0F;
      const int gray = static_cast<int>(std::lround(255.0F * ink));
      image.scanLine(row)[column] = static_cast<uchar>(gray);
    }
  }
  return image;
}

QString said(float value) { return QString::number(std::lround(value)); }

}  // namespace

/// The number of misread samples, and as many of them as fit, each with its label and the
/// prediction.
void paintMistakes(const PictureCanvas& canvas) {
  QPainter& painter = canvas.painter;
  const QRectF area = canvas.area.adjusted(5, 2, -5, -3);
  const auto total = static_cast<qint64>(std::lround(numbers(canvas.picture, "count")[0]));
  painter.setFont(textFont(11, QFont::DemiBold));
  painter.setPen(theme().text);
  painter.drawText(
      QRectF(area.left(), area.top(), area.width(), kHead), Qt::AlignLeft | Qt::AlignVCenter,
      total == 0 ? QCoreApplication::translate("pictures", "none misread")
                 : QCoreApplication::translate("pictures", "%1 misread").arg(grouped(total)));
  const auto images = numbers(canvas.picture, "images");
  const auto count = static_cast<int>(sizeOf(canvas.picture, "images", 0));
  const auto rows = static_cast<int>(sizeOf(canvas.picture, "images", 1));
  const auto columns = static_cast<int>(sizeOf(canvas.picture, "images", 2));
  if (count == 0 || rows == 0 || columns == 0) return;
  const int across = std::max(1, static_cast<int>(area.width() / kCell));
  const double width = area.width() / across;
  const int down = std::max(1, static_cast<int>((area.height() - kHead) / (width + kLabel - 6.0)));
  const double height = (area.height() - kHead) / down;
  const double side = std::min(width - 4.0, height - kLabel);
  painter.setFont(textFont(9));
  const auto size = static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  for (int k = 0; k < std::min(count, across * down); ++k) {
    const int row = k / across;
    const QRectF cell(area.left() + (k - row * across) * width, area.top() + kHead + row * height,
                      width, height);
    const QRectF picture(cell.center().x() - side / 2, cell.top(), side, side);
    painter.drawImage(
        picture, imageOf(images.subspan(static_cast<std::size_t>(k) * size, size), rows, columns));
    const auto at = static_cast<std::size_t>(k);
    painter.drawText(QRectF(cell.left(), picture.bottom(), width, kLabel), Qt::AlignCenter,
                     QCoreApplication::translate("pictures", "%1 as %2")
                         .arg(said(numbers(canvas.picture, "right")[at]),
                              said(numbers(canvas.picture, "said")[at])));
  }
}

}  // namespace emascope::ui
