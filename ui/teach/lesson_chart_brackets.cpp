// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/lesson_chart_brackets.h"

#include "ui/plot/ticks.h"
#include "ui/teach/lesson_chart.h"
#include "ui/teach/teach_look.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <QFontMetricsF>
#include <QPainter>

namespace emascope::ui {

std::vector<BracketBlock> bracketBlocks(const std::vector<ChartBracket>& brackets,
                                        const Canvas& canvas, const QFont& font, double scale,
                                        double width) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  const QFontMetricsF metrics(font);
  std::vector<BracketBlock> blocks;
  double top = area.top() + 4 * scale;
  for (const ChartBracket& bracket : brackets) {
    BracketBlock block{.left = canvas.x(bracket.from), .right = canvas.x(bracket.to), .top = top};
    double row = top + 3 * scale;
    const auto write = [&](const QString& text, const QColor& color) {
      const double wide = metrics.horizontalAdvance(text);
      // Beside an early window, whose lines begin where the text would be.
      const double most = std::max(area.left() + 4 * scale, width - wide - 2 * scale);
      const bool beside = block.right + 8 * scale <= most;
      const double at = beside ? block.right + 8 * scale : most;
      block.rows.push_back({text, color, QRectF(at, row, wide, metrics.height())});
      row += metrics.height();
    };
    const QString text = bracket.means.empty() ? LessonChart::tr("steps %1 to %2")
                                               : LessonChart::tr("mean of steps %1 to %2");
    write(text.arg(stepText(bracket.from), stepText(bracket.to)), theme().text);
    for (const ChartMean& mean : bracket.means) {
      write(mean.line.name + QStringLiteral("  ") + mean.number, mean.line.text);
    }
    top = row + metrics.ascent();
    blocks.push_back(std::move(block));
  }
  return blocks;
}

void paintBrackets(QPainter& painter, const std::vector<BracketBlock>& blocks,
                   const std::vector<ChartBracket>& brackets, const Canvas& canvas,
                   const QFont& font, double scale) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  const double ascent = QFontMetricsF(font).ascent();
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const auto& [left, right, top, rows] = blocks[i];
    painter.setPen(QPen(theme().text, 1.6 * scale));
    painter.drawLine(QPointF(left, top), QPointF(right, top));
    painter.drawLine(QPointF(left, top), QPointF(left, top + 6 * scale));
    painter.drawLine(QPointF(right, top), QPointF(right, top + 6 * scale));
    for (const BracketBlock::Row& row : rows) {
      drawOutlined(painter, {row.place.left(), row.place.top() + ascent}, row.text, font,
                   row.color);
    }
    for (const ChartMean& mean : brackets[i].means) {
      const double y = canvas.y(Strip::kLoss, mean.mean);
      if (y < area.top() || y > area.bottom()) continue;
      painter.setPen(QPen(mean.line.text, 1.8 * scale, Qt::DashLine));
      painter.drawLine(QPointF(left, y), QPointF(right, y));
    }
  }
}

}  // namespace emascope::ui
