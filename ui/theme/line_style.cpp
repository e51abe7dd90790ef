// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/line_style.h"

#include "ui/theme/interface_scale.h"

#include <array>
#include <utility>

#include <QColor>
#include <QPainter>
#include <QPen>
#include <QPolygonF>

namespace emascope::ui {
namespace {

constexpr double kRawWidth = 1.1;
constexpr double kMainWidth = 2.4;
constexpr double kLastRunWidth = 1.4;
constexpr double kTrackWidth = 1.5;
constexpr double kHalf = 2.5;  // of a symbol's size
constexpr std::size_t kStyles = 8;

/// By number from 1 on. Dashes are slow to draw on a noisy curve, and the tracks added first are
/// often the short, noisy ones.
const std::array<std::vector<double>, kStyles>& dashTable() {
  static const std::array<std::vector<double>, kStyles> table = {
      {{}, {}, {}, {1.5, 3.5}, {9.0, 4.0}, {8.0, 3.0, 1.5, 3.0}, {4.0, 2.0}, {1.5, 3.5}}};
  return table;
}

}  // namespace

LineStyle rawLineStyle() { return {.width = scaled(kRawWidth)}; }

LineStyle lastRunLineStyle() { return {.width = scaled(kLastRunWidth)}; }

LineStyle trackLineStyle(std::size_t number) {
  if (number == 0) return {.width = scaled(kMainWidth)};
  const std::size_t style = number - 1;
  std::vector<double> dashes = dashTable()[style % kStyles];
  for (double& dash : dashes) dash = scaled(dash);
  return {.width = scaled(kTrackWidth),
          .dashes = std::move(dashes),
          .symbol = static_cast<Symbol>(style / kStyles % kSymbolsOfTracks)};
}

LineStyle solidInstead(LineStyle style) {
  if (style.dashes.empty()) return style;
  style.dashes.clear();
  if (style.symbol == Symbol::kNone) style.symbol = Symbol::kCircle;
  return style;
}

void paintSymbol(QPainter& painter, const QPointF& at, Symbol symbol, const QColor& color) {
  const double half = scaled(kHalf);
  const auto corner = [&at, half](double x, double y) { return at + QPointF(half * x, half * y); };
  painter.setPen(symbol == Symbol::kPlus || symbol == Symbol::kCross ? QPen(color, scaled(1.5))
                                                                     : QPen(Qt::NoPen));
  painter.setBrush(color);
  switch (symbol) {
    case Symbol::kNone:
      return;
    case Symbol::kCircle:
      return painter.drawEllipse(at, half, half);
    case Symbol::kSquare:
      return painter.drawRect(QRectF(corner(-1, -1), corner(1, 1)));
    case Symbol::kDiamond:
      painter.drawPolygon(
          QPolygonF({corner(0, -1.3), corner(1.3, 0), corner(0, 1.3), corner(-1.3, 0)}));
      return;
    case Symbol::kUp:
      painter.drawPolygon(QPolygonF({corner(0, -1.2), corner(1.2, 1), corner(-1.2, 1)}));
      return;
    case Symbol::kDown:
      painter.drawPolygon(QPolygonF({corner(0, 1.2), corner(1.2, -1), corner(-1.2, -1)}));
      return;
    case Symbol::kLeft:
      painter.drawPolygon(QPolygonF({corner(-1.2, 0), corner(1, 1.2), corner(1, -1.2)}));
      return;
    case Symbol::kPlus:
      painter.drawLine(corner(-1.2, 0), corner(1.2, 0));
      return painter.drawLine(corner(0, -1.2), corner(0, 1.2));
    case Symbol::kCross:
      painter.drawLine(corner(-1, -1), corner(1, 1));
      return painter.drawLine(corner(-1, 1), corner(1, -1));
  }
}

void paintSample(QPainter& painter, const QRectF& area, const LineStyle& style,
                 const QColor& color) {
  QPen pen(color, style.width);
  pen.setCapStyle(Qt::FlatCap);
  QList<qreal> pattern;
  for (const double dash : style.dashes) pattern.append(dash / style.width);
  if (!pattern.isEmpty()) pen.setDashPattern(pattern);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(pen);
  painter.drawLine(QPointF(area.left(), area.center().y()),
                   QPointF(area.right(), area.center().y()));
  paintSymbol(painter, area.center(), style.symbol, color);
}

}  // namespace emascope::ui
