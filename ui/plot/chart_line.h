// SPDX-License-Identifier: GPL-3.0-or-later
//
// A curve of the chart with the same width and dashes in logical pixels on every screen. A curve
// whose points are merged into pixel columns is a line through the medians over a translucent band
// of the extremes, so that it does not hide the others. The band consists of one-pixel strokes,
// because filling a jagged shape is slow. Broad dashes are slow on a noisy curve; such a curve is
// drawn solid.
#pragma once

#include "ui/plot/columns.h"
#include "ui/theme/line_style.h"

#include <vector>

#include <QColor>

class QCPGraph;

namespace emascope::ui {

class ChartLine {
 public:
  ChartLine() = default;
  /// The plot owns the graphs; graphs made first are at the bottom.
  ChartLine(LineStyle style, QCPGraph* band, QCPGraph* line);

  void remove();  ///< removes the graphs from the plot
  void setColor(const QColor& color);
  /// `line` in axis coordinates; `band`: the extremes of pixel columns, empty if the points are not
  /// merged. `ratio`: device pixels per logical pixel. False if the line is too long for its
  /// dashes, and therefore solid.
  bool set(const std::vector<PlotPoint>& line, const std::vector<PlotPoint>& band, double ratio);

 private:
  void setPens(bool dashed, bool merged, double ratio);

  LineStyle style_ = {};
  QCPGraph* band_ = nullptr;
  QCPGraph* line_ = nullptr;
};

}  // namespace emascope::ui
