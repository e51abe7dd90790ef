// SPDX-License-Identifier: GPL-3.0-or-later
//
// A curve of the chart with the same width in logical pixels on every screen. Unmerged points are
// drawn by one graph with one pen. For merged column strokes a wide pen takes ten times as long, so
// they are drawn as several one-pixel lines one above the other, which look the same.
#pragma once

#include "ui/plot/columns.h"

#include <functional>
#include <vector>

#include <QColor>

class QCPGraph;

namespace emascope::ui {

class ChartLine {
 public:
  using MakeGraph = std::function<QCPGraph*()>;

  ChartLine() = default;
  /// `width` in logical pixels. The plot owns the graphs; graphs made first are at the bottom.
  ChartLine(double width, const MakeGraph& make);

  void remove();  ///< removes the graphs from the plot
  void setColor(const QColor& color);
  /// `points` in axis coordinates. `ratio`: device pixels per logical pixel.
  void set(const std::vector<PlotPoint>& points, bool merged, double ratio);

 private:
  double width_ = 1.0;
  std::vector<QCPGraph*> graphs_;  // the last one is on top, and draws unmerged points alone
};

}  // namespace emascope::ui
