// SPDX-License-Identifier: GPL-3.0-or-later
//
// A curve of the chart with the same width and dashes in logical pixels on every screen. Unmerged
// points are drawn by one graph with one pen. For merged column strokes a wide pen takes ten times
// as long, so they are drawn as several one-pixel lines one above the other, which look the same.
// Broad dashes take just as long on a noisy curve; such a curve is drawn solid.
#pragma once

#include "ui/plot/columns.h"
#include "ui/theme/line_style.h"

#include <functional>
#include <vector>

#include <QColor>

class QCPGraph;

namespace emascope::ui {

class ChartLine {
 public:
  using MakeGraph = std::function<QCPGraph*()>;

  ChartLine() = default;
  /// The plot owns the graphs; graphs made first are at the bottom.
  ChartLine(LineStyle style, const MakeGraph& make);

  void remove();  ///< removes the graphs from the plot
  void setColor(const QColor& color);
  /// `points` in axis coordinates. `ratio`: device pixels per logical pixel. False if the curve is
  /// too long for its dashes, and therefore solid.
  bool set(const std::vector<PlotPoint>& points, bool merged, double ratio);

 private:
  void setPens(bool merged, bool dashed, double ratio);

  LineStyle style_ = {};
  std::vector<QCPGraph*> graphs_;  // the last one is on top, and draws unmerged points alone
};

}  // namespace emascope::ui
