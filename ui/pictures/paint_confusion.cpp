// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the picture "confusion".
#include "ui/pictures/kinds.h"
#include "ui/pictures/picture_arrays.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>

namespace emascope::ui {
namespace {

constexpr double kMostNameShare = 0.22;  // of the picture, for the names of classes
constexpr double kMostShade = 0.85;

struct Matrix {
  std::span<const float> counts;
  std::size_t classes;
  [[nodiscard]] float at(std::size_t truth, std::size_t said) const {
    return counts[truth * classes + said];
  }
  /// Of the samples of a class; 0 without any.
  [[nodiscard]] double share(std::size_t truth, std::size_t said) const {
    double all = 0.0;
    for (std::size_t k = 0; k < classes; ++k) all += at(truth, k);
    const double share = all > 0.0 ? at(truth, said) / all : 0.0;
    return std::isfinite(share) ? std::clamp(share, 0.0, 1.0) : 0.0;
  }
};

QString nameOf(const TaskPicture& picture, std::size_t index) {
  return index < picture.texts.size() ? shownLabel(picture.texts[index])
                                      : QString::number(static_cast<qint64>(index));
}

QColor shade(double share, bool right) {
  QColor color = theme().classes[right ? 0 : 1];
  // The square root lets a few mistakes among many right samples be seen.
  color.setAlphaF(static_cast<float>(kMostShade * (right ? share : std::sqrt(share))));
  return color;
}

void paintNames(const PictureCanvas& canvas, const QRectF& grid, double cell_width,
                double cell_height, std::size_t classes) {
  QPainter& painter = canvas.painter;
  painter.setPen(theme().secondary);
  const QFontMetricsF metrics(painter.font());
  for (std::size_t k = 0; k < classes; ++k) {
    const QString name = nameOf(canvas.picture, k);
    const auto at = static_cast<double>(k);
    const double left = grid.left() - canvas.area.left() - canvas.px(8);
    if (cell_height >= metrics.height() - 2) {
      painter.drawText(QRectF(canvas.area.left() + canvas.px(4), grid.top() + at * cell_height,
                              left, cell_height),
                       Qt::AlignRight | Qt::AlignVCenter,
                       metrics.elidedText(name, Qt::ElideRight, left));
    }
    if (cell_width >= 1.5 * metrics.height()) {
      painter.drawText(
          QRectF(grid.left() + at * cell_width, grid.bottom(), cell_width, metrics.height()),
          Qt::AlignCenter, metrics.elidedText(name, Qt::ElideRight, cell_width - canvas.px(4)));
    }
  }
}

}  // namespace

/// Rows are the right classes, columns the predicted ones. A cell is shaded by its share of its
/// row.
void paintConfusion(const PictureCanvas& canvas) {
  const auto classes = static_cast<std::size_t>(sizeOf(canvas.picture, "counts", 0));
  if (classes == 0) return;
  const Matrix matrix{numbers(canvas.picture, "counts"), classes};
  QPainter& painter = canvas.painter;
  painter.setFont(canvas.font(11));
  const QFontMetricsF metrics(painter.font());
  double wide = 0.0;
  for (std::size_t k = 0; k < classes; ++k) {
    wide = std::max(wide, metrics.horizontalAdvance(nameOf(canvas.picture, k)));
  }
  const double left = std::min(wide + canvas.px(12), kMostNameShare * canvas.area.width());
  const double words = metrics.height() + canvas.px(2);
  const QRectF grid =
      canvas.area.adjusted(left, words + canvas.px(4), -canvas.px(6), -words - canvas.px(2));
  if (grid.width() <= 0 || grid.height() <= 0) return;
  const double width = grid.width() / static_cast<double>(classes);
  const double height = grid.height() / static_cast<double>(classes);
  painter.setPen(theme().secondary);
  painter.drawText(
      QRectF(grid.left(), canvas.area.top() + canvas.px(2), grid.width(), words), Qt::AlignCenter,
      QCoreApplication::translate("pictures", "right class by row, predicted by column"));
  paintNames(canvas, grid, width, height, classes);
  const bool written = width >= 1.5 * metrics.height() && height >= metrics.height();
  for (std::size_t truth = 0; truth < classes; ++truth) {
    for (std::size_t said = 0; said < classes; ++said) {
      const QRectF cell(grid.left() + static_cast<double>(said) * width,
                        grid.top() + static_cast<double>(truth) * height, width, height);
      painter.fillRect(cell.adjusted(0.5, 0.5, -0.5, -0.5),
                       shade(matrix.share(truth, said), truth == said));
      const float count = matrix.at(truth, said);
      if (!written || !(count > 0.0F)) continue;
      painter.setPen(theme().text);
      painter.drawText(cell, Qt::AlignCenter, grouped(std::llround(count)));
    }
  }
}

}  // namespace emascope::ui
