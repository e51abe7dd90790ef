// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/remark_paint.h"

#include "ui/plot/chart_text.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

namespace emascope::ui {
namespace {

constexpr ScaledLength kMostWidth = {240.0};  // of a text, pixels

QString elided(const QString& text, const QFont& font, double most) {
  return QFontMetricsF(font).elidedText(text, Qt::ElideRight, most);
}

/// The item whose place is nearest to `at`.
template <typename Items, typename Place>
std::optional<std::size_t> nearest(const Items& items, double at, double tolerance, Place place) {
  std::optional<std::size_t> found;
  double least = tolerance;
  for (const auto& item : items) {
    const double distance = std::abs(place(item) - at);
    if (!(distance <= least)) continue;
    least = distance;
    found = item.index;
  }
  return found;
}

}  // namespace

void paintLines(QPainter& painter, const Canvas& canvas, const std::vector<PlacedLine>& lines) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  const Range& range = canvas.ranges[static_cast<std::size_t>(Strip::kLoss)];
  QPen dashes(theme().secondary, scaled(1.0));
  dashes.setDashPattern({6, 3});
  const double most = std::min<double>(kMostWidth, area.width() / 2.0);
  double above = 0.0;
  double below = 0.0;
  for (const PlacedLine& line : lines) {
    const double left = area.left() + kTextPad;
    const auto write = [&](double top, const QString& text) {
      const QString fitting = elided(text, captionFont(), most);
      drawOutlined(painter, QRectF(left, top, textWidth(fitting, captionFont()), kTextRow - 2.0),
                   fitting, captionFont(), theme().secondary);
    };
    if (line.value > range.upper) {
      write(area.top() + 2.0 + above, line.text + QStringLiteral(" ▲"));
      above += kTextRow;
    } else if (line.value < range.lower) {
      below += kTextRow;
      write(area.bottom() - below, line.text + QStringLiteral(" ▼"));
    } else {
      // QCustomPlot draws the lower end of a value axis on the last row of the strip.
      const double y = std::round(canvas.y(Strip::kLoss, line.value) - 1.0);
      painter.setPen(dashes);
      painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
      write(std::max(y - kTextRow + 1.0, area.top()), line.text);
    }
  }
}

void paintStepNotes(QPainter& painter, const Canvas& canvas, const std::vector<PlacedNote>& notes,
                    TextRows& rows, int row_count) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  QPen dashes(theme().secondary, scaled(1.0));
  dashes.setDashPattern({2, 3});
  for (const PlacedNote& note : notes) {
    if (note.place < canvas.span.lower || note.place > canvas.span.upper) continue;
    const double x = std::round(canvas.x(note.place));
    painter.setPen(dashes);
    for (const QRectF& strip : canvas.strips) {
      if (!strip.isEmpty()) painter.drawLine(QPointF(x, strip.top()), QPointF(x, strip.bottom()));
    }
    const QFont font = labelFont();
    const QString text = elided(note.text, font, std::min<double>(kMostWidth, area.width() / 2.0));
    const double width = textWidth(text, font);
    double left = x + kTextPad;
    if (left + width > area.right()) left = std::max(x - kTextPad - width, area.left() + 2.0);
    const int row = rows.place(left - kTextPad, left + width + kTextPad, row_count);
    if (row < 0) continue;
    drawOutlined(painter,
                 QRectF(left, area.top() + scaled(6.0) + row * kTextRow, width, kTextRow - 1.0),
                 text, font, theme().text);
  }
}

std::optional<std::size_t> lineAt(const Canvas& canvas, const std::vector<PlacedLine>& lines,
                                  double y, double tolerance) {
  return nearest(lines, y, tolerance,
                 [&](const PlacedLine& line) { return canvas.y(Strip::kLoss, line.value); });
}

std::optional<std::size_t> noteAt(const Canvas& canvas, const std::vector<PlacedNote>& notes,
                                  double x, double tolerance) {
  return nearest(notes, x, tolerance, [&](const PlacedNote& note) { return canvas.x(note.place); });
}

}  // namespace emascope::ui
