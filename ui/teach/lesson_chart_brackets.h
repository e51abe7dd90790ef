// SPDX-License-Identifier: GPL-3.0-or-later
//
// The brackets at the top of a lesson's chart: over the steps that a question is about, with a
// text, and the means of the lines in them.
#pragma once

#include "ui/plot/chart.h"
#include "ui/teach/lesson_chart_content.h"

#include <vector>

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace emascope::ui {

/// A bracket with its texts, in pixels.
struct BracketBlock {
  struct Row {
    QString text = {};
    QColor color = {};
    QRectF place = {};
  };
  double left = 0.0, right = 0.0, top = 0.0;  ///< of the bracket
  std::vector<Row> rows = {};
};

/// One block a bracket, each below the texts of the one before. Texts end within `width` pixels,
/// that of the chart; `scale` is that of lengths.
[[nodiscard]] std::vector<BracketBlock> bracketBlocks(const std::vector<ChartBracket>& brackets,
                                                      const Canvas& canvas, const QFont& font,
                                                      double scale, double width);

/// @pre blocks.size() == brackets.size()
void paintBrackets(QPainter& painter, const std::vector<BracketBlock>& blocks,
                   const std::vector<ChartBracket>& brackets, const Canvas& canvas,
                   const QFont& font, double scale);

}  // namespace emascope::ui
