// SPDX-License-Identifier: GPL-3.0-or-later
//
// A curve of the chart with the same width and dashes in logical pixels on every screen. A curve
// whose points are merged into pixel columns is a line through the medians over a translucent band
// of the extremes, so that it does not hide the others. The band consists of one-pixel strokes,
// because filling a jagged shape is slow. Broad dashes are slow on a noisy curve, and do not read
// there; a curve that goes up and down by more than eight heights of the plot is drawn solid. Its
// way from left to right does not count: every curve has the same, and in a wide, low plot it alone
// would be so long.
#pragma once

#include "ui/plot/columns.h"
#include "ui/theme/line_style.h"

#include <vector>

#include <QColor>

class QCPGraph;

namespace emascope::ui {

/// Whether a line of this width in logical pixels is to be antialiased: one of a single device
/// pixel is crisper without; a wider one, which is not antialiased, QCustomPlot rounds to whole
/// logical pixels. `ratio`: device pixels per logical pixel.
[[nodiscard]] bool antialiased(double width, double ratio);
/// The width to give to QCustomPlot for it, which draws 1 as one device pixel at any ratio.
[[nodiscard]] double penWidth(double width, double ratio);

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
