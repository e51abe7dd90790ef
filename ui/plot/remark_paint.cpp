// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/remark_paint.h"

#include "ui/plot/chart_text.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <utility>

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

/// A level line from left to right, but not through the boxes.
void drawAround(QPainter& painter, const QRectF& area, double y, const std::vector<QRectF>& boxes) {
  std::vector<std::pair<double, double>> gaps;
  for (const QRectF& box : boxes) {
    if (y < box.top() || y > box.bottom()) continue;
    gaps.emplace_back(box.left() - kTextPad / 2, box.right() + kTextPad / 2);
  }
  std::sort(gaps.begin(), gaps.end());
  double from = area.left();
  for (const auto& [left, right] : gaps) {
    if (left > from) painter.drawLine(QPointF(from, y), QPointF(std::min(left, area.right()), y));
    from = std::max(from, right);
  }
  if (from < area.right()) painter.drawLine(QPointF(from, y), QPointF(area.right(), y));
}

/// Where the name of a line at `y` hides nothing: above or below its right end, or left of what is
/// there; above its left end if there is no such place.
QRectF nameBox(const QRectF& area, double y, double width, const std::vector<QRectF>& taken) {
  const double height = kTextRow - 2.0;
  const double above = y - kTextRow + 1.0;
  const double below = y + 2.0;
  std::vector<double> rights = {area.right() - kTextPad};
  for (const QRectF& box : taken) rights.push_back(box.left() - kTextPad);
  std::sort(rights.rbegin(), rights.rend());
  for (const double right : rights) {
    for (const double top : {above, below}) {
      const QRectF box(right - width, top, width, height);
      const bool clear = std::none_of(taken.begin(), taken.end(),
                                      [&box](const QRectF& each) { return each.intersects(box); });
      if (clear && right <= area.right() && area.contains(box)) return box;
    }
  }
  return {area.left() + kTextPad, std::max(above, area.top()), width, height};
}

}  // namespace

void paintLines(QPainter& painter, const Canvas& canvas, const std::vector<PlacedLine>& lines,
                std::vector<QRectF> taken) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  const Range& range = canvas.ranges[static_cast<std::size_t>(Strip::kLoss)];
  QPen dashes(theme().secondary, scaled(1.0));
  dashes.setDashPattern({6, 3});
  const double most = std::min<double>(kMostWidth, area.width() / 2.0);
  const auto write = [&](const QRectF& box, const QString& text) {
    drawOutlined(painter, box, text, captionFont(), theme().secondary);
  };
  const auto atEdge = [&](double top, const QString& line) {
    const QString text = elided(line, captionFont(), most);
    const double width = textWidth(text, captionFont());
    write(QRectF(area.left() + kTextPad, top, width, kTextRow - 2.0), text);
  };
  double above = 0.0;
  double below = 0.0;
  const std::vector<QRectF> boxes = taken;
  for (const PlacedLine& line : lines) {
    if (line.value > range.upper) {
      atEdge(area.top() + 2.0 + above, line.text + QStringLiteral(" ▲"));
      above += kTextRow;
    } else if (line.value < range.lower) {
      below += kTextRow;
      atEdge(area.bottom() - below, line.text + QStringLiteral(" ▼"));
    } else {
      // QCustomPlot draws the lower end of a value axis on the last row of the strip.
      const double y = std::round(canvas.y(Strip::kLoss, line.value) - 1.0);
      painter.setPen(dashes);
      drawAround(painter, area, y, boxes);
      const QString text = elided(line.text, captionFont(), most);
      const QRectF box = nameBox(area, y, textWidth(text, captionFont()), taken);
      painter.fillRect(box.adjusted(-2.0, 0.0, 2.0, 0.0), theme().card);
      write(box, text);
      taken.push_back(box);
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
