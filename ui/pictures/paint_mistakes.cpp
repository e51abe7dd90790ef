// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the picture "mistakes".
#include "ui/pictures/kinds.h"
#include "ui/pictures/picture_arrays.h"
#include "ui/pictures/plain_image.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>

namespace emascope::ui {
namespace {

constexpr int kHeadText = 11;
constexpr int kLabelText = 9;
constexpr int kLargeText = 11;
constexpr double kWidePicture = 300.0;  // pixels of width
constexpr double kLeastSide = 30.0;     // pixels; rather fewer images than smaller ones
constexpr double kMostShare = 0.28;     // of the smaller side of the picture, for a single image
constexpr double kGap = 4.0;

/// Images in rows below each other, each with a line of words.
struct Grid {
  int across = 1;
  int down = 1;
  double side = 0.0;  // of an image
};

/// The one with the largest images that shows all `count`, or, if those would be smaller than
/// `least`, as many as fit. A cell is at least `words` wide and `line` higher than its image.
Grid gridFor(const QSizeF& room, int count, double least, double words, double line, double gap) {
  Grid best;
  for (int across = 1; across <= count; ++across) {
    const double width = room.width() / across;
    const int down = (count + across - 1) / across;
    const double side = std::min(width - gap, room.height() / down - line);
    if (side > best.side && width >= words) best = {across, down, side};
  }
  if (best.side >= least) return best;
  const double width = std::max(least + gap, words);
  best.across = std::max(1, static_cast<int>(room.width() / width));
  best.down = std::max(1, static_cast<int>(room.height() / (least + line)));
  best.side = std::min(room.width() / best.across - gap, room.height() / best.down - line);
  return best;
}

double orZero(float value) { return std::isfinite(value) ? value : 0.0; }

/// "7 as 2": the right class and the predicted one.
QString captionOf(const TaskPicture& picture, std::size_t index) {
  const auto name = [&](const char* array) {
    return QString::number(std::llround(orZero(numbers(picture, array)[index])));
  };
  return QCoreApplication::translate("pictures", "%1 as %2").arg(name("right"), name("said"));
}

}  // namespace

/// The number of misread samples, and as many of them as fit, each with its label and the
/// prediction.
void paintMistakes(const PictureCanvas& canvas) {
  QPainter& painter = canvas.painter;
  const QRectF area =
      canvas.area.adjusted(canvas.px(5), canvas.px(2), -canvas.px(5), -canvas.px(3));
  const auto total = static_cast<qint64>(std::llround(orZero(numbers(canvas.picture, "count")[0])));
  painter.setFont(canvas.font(kHeadText, QFont::DemiBold));
  painter.setPen(theme().text);
  const double head = painter.fontMetrics().height() + canvas.px(3);
  painter.drawText(
      QRectF(area.left(), area.top(), area.width(), head), Qt::AlignLeft | Qt::AlignVCenter,
      total == 0 ? QCoreApplication::translate("pictures", "none misread")
                 : QCoreApplication::translate("pictures", "%1 misread").arg(grouped(total)));
  const auto images = numbers(canvas.picture, "images");
  const auto count = static_cast<int>(sizeOf(canvas.picture, "images", 0));
  const std::size_t axes = axesOf(canvas.picture, "images");  // 4 in color
  const auto rows = static_cast<int>(sizeOf(canvas.picture, "images", axes - 2));
  const auto columns = static_cast<int>(sizeOf(canvas.picture, "images", axes - 1));
  if (count == 0 || rows == 0 || columns == 0) return;
  painter.setFont(canvas.font(area.width() < canvas.px(kWidePicture) ? kLabelText : kLargeText));
  const QFontMetricsF metrics(painter.font());
  const QSizeF room(area.width(), area.height() - head);
  const double line = metrics.height();
  const Grid grid =
      gridFor(room, count, canvas.px(kLeastSide),
              metrics.horizontalAdvance(captionOf(canvas.picture, 0)) + canvas.px(kGap), line,
              canvas.px(kGap));
  const double most =
      std::max(canvas.px(kLeastSide), kMostShare * std::min(area.width(), area.height()));
  const double side = std::min(grid.side, most);
  if (side < 1.0) return;
  const QSizeF cell(room.width() / grid.across, room.height() / grid.down);
  const std::size_t size = images.size() / static_cast<std::size_t>(count);
  for (int k = 0; k < std::min(count, grid.across * grid.down); ++k) {
    const int row = k / grid.across;
    const QPointF corner(area.left() + (k - row * grid.across) * cell.width(),
                         area.top() + head + row * cell.height());
    const QRectF picture(corner.x() + (cell.width() - side) / 2,
                         corner.y() + std::max(0.0, cell.height() - side - line) / 2, side, side);
    const auto at = static_cast<std::size_t>(k);
    painter.drawImage(picture, plainImage(images.subspan(at * size, size), rows, columns));
    painter.drawText(QRectF(corner.x(), picture.bottom(), cell.width(), line), Qt::AlignCenter,
                     captionOf(canvas.picture, at));
  }
}

}  // namespace emascope::ui
