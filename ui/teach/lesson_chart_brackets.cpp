// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/lesson_chart_brackets.h"

#include "ui/plot/ticks.h"
#include "ui/run/said.h"
#include "ui/teach/teach_look.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <QFontMetricsF>
#include <QPainter>

namespace emascope::ui {
namespace {

using Texts = std::vector<std::pair<QString, QColor>>;

/// The rows of a bracket's texts.
Texts textsOf(const ChartBracket& bracket) {
  // The texts come first: lupdate takes a "std::" before tr() for their context.
  const QString text = bracket.means.empty() ? tr("steps %1 to %2") : tr("mean of steps %1 to %2");
  const QString more = tr("and %1 more");
  constexpr std::size_t kMostMeans = 6;  // that are written at a bracket
  const std::size_t means = bracket.means.size();
  Texts texts = {{text.arg(stepText(bracket.from), stepText(bracket.to)), theme().text}};
  const std::size_t written = means <= kMostMeans ? means : kMostMeans - 1;
  for (std::size_t i = 0; i < written; ++i) {
    const ChartMean& mean = bracket.means[i];
    texts.emplace_back(mean.line.name + QStringLiteral("  ") + mean.number, mean.line.text);
  }
  if (written < means) {
    texts.emplace_back(more.arg(means - written), theme().text);
  }
  return texts;
}

}  // namespace

std::vector<BracketBlock> bracketBlocks(const std::vector<ChartBracket>& brackets,
                                        const Canvas& canvas, const QFont& font, double scale,
                                        double width) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  const QFontMetricsF metrics(font);
  std::vector<BracketBlock> blocks;
  double top = area.top() + 4 * scale;
  for (const ChartBracket& bracket : brackets) {
    BracketBlock block{.left = canvas.x(bracket.from), .right = canvas.x(bracket.to), .top = top};
    const std::vector<std::pair<QString, QColor>> texts = textsOf(bracket);
    const double most = width - area.left() - 6 * scale;
    double widest = 0.0;
    for (const auto& [text, color] : texts) {
      widest = std::max(widest, metrics.horizontalAdvance(text));
    }
    // Beside an early window, whose lines begin where the texts would be; else at the right.
    const bool beside = block.right + 10 * scale + widest <= width;
    double row = top + (beside ? 3 : 9) * scale;
    for (const auto& [text, color] : texts) {
      const double wide = std::min(metrics.horizontalAdvance(text), most);
      const double at = beside ? block.right + 8 * scale : width - wide - 2 * scale;
      block.rows.push_back({text, color, QRectF(at, row, wide, metrics.height())});
      row += metrics.height();
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
  const QFontMetricsF metrics(font);
  const double ascent = metrics.ascent();
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const auto& [left, right, top, rows] = blocks[i];
    painter.setPen(QPen(theme().text, 1.6 * scale));
    painter.drawLine(QPointF(left, top), QPointF(right, top));
    painter.drawLine(QPointF(left, top), QPointF(left, top + 6 * scale));
    painter.drawLine(QPointF(right, top), QPointF(right, top + 6 * scale));
    for (const BracketBlock::Row& row : rows) {
      const QString text = metrics.elidedText(row.text, Qt::ElideMiddle, row.place.width() + 1);
      drawOutlined(painter, {row.place.left(), row.place.top() + ascent}, text, font, row.color);
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
