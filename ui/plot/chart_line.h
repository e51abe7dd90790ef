// SPDX-License-Identifier: GPL-3.0-or-later
//
// A curve of the chart, as wide in logical pixels on every screen. One from point to point is one
// pen. One that is made of column strokes would take a broad pen ten times as long, so it is drawn
// as lines of one pixel, one above the other: that looks the same.
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
  /// `width` in logical pixels. The graphs are the plot's; those made first lie lowest.
  ChartLine(double width, const MakeGraph& make);

  void remove();  ///< the graphs, from their plot
  void setColor(const QColor& color);
  /// `y` as on the axis. `ratio`: device pixels of a logical one.
  void set(const std::vector<PlotPoint>& points, bool merged, double ratio);

 private:
  double width_ = 1.0;
  std::vector<QCPGraph*> graphs_;  // the last one on top, and the one that draws alone
};

}  // namespace emascope::ui
