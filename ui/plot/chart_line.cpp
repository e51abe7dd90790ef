// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/chart_line.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <qcustomplot.h>

namespace emascope::ui {
namespace {

/// Width that avoids a cosmetic pen: QCustomPlot draws width 1 as one device pixel at any scale.
constexpr double kNotCosmetic = 1.01;

/// Part of the width that no further line is drawn for.
constexpr double kUnseen = 0.2;

/// A dashed curve has at most this length, in heights of the plot.
constexpr double kLongestDashed = 8.0;

/// Vertical length of the line in units of `height`.
double lengthOf(const std::vector<PlotPoint>& points, double height) {
  double length = 0.0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const double up = points[i].y - points[i - 1].y;
    if (std::isfinite(up)) length += std::abs(up);
  }
  return length / height;
}

}  // namespace

ChartLine::ChartLine(LineStyle style, const MakeGraph& make) : style_(std::move(style)) {
  for (int line = 0; line < static_cast<int>(std::ceil(style_.width - kUnseen)); ++line) {
    graphs_.push_back(make());
  }
}

void ChartLine::remove() {
  for (QCPGraph* graph : graphs_) graph->parentPlot()->removeGraph(graph);
  graphs_.clear();
}

void ChartLine::setColor(const QColor& color) {
  for (QCPGraph* graph : graphs_) {
    QPen pen = graph->pen();
    pen.setColor(color);
    pen.setJoinStyle(Qt::RoundJoin);
    graph->setPen(pen);
  }
}

void ChartLine::setPens(bool merged, bool dashed, double ratio) {
  const bool scaled = ratio > 1.0;
  // A line of one device pixel is crisper without antialiasing.
  const bool smooth = !merged && (style_.width > 1.0 || scaled);
  for (QCPGraph* graph : graphs_) {
    const bool top = graph == graphs_.back();
    const double width = (top && !merged ? style_.width : 1.0) * (scaled ? kNotCosmetic : 1.0);
    QPen pen = graph->pen();
    pen.setWidthF(width);
    pen.setStyle(Qt::SolidLine);
    if (dashed) {
      QList<qreal> pattern;
      for (const double dash : style_.dashes) pattern.append(dash / width);
      pen.setDashPattern(pattern);
      pen.setCapStyle(Qt::FlatCap);
    }
    graph->setPen(pen);
    // Without antialiasing, QCustomPlot rounds a line to whole logical pixels.
    graph->setAntialiased((top && smooth) || (merged && scaled));
  }
}

bool ChartLine::set(const std::vector<PlotPoint>& points, bool merged, double ratio) {
  if (graphs_.empty()) return true;
  const QCPAxis* axis = graphs_.back()->valueAxis();
  const bool short_enough =
      style_.dashes.empty() || lengthOf(points, std::abs(axis->range().size())) <= kLongestDashed;
  setPens(merged, !style_.dashes.empty() && short_enough, ratio);
  const double pixel = axis->range().size() / std::max(axis->axisRect()->height(), 1);
  const std::size_t lines = merged ? graphs_.size() : 1;
  for (std::size_t i = 0; i < graphs_.size(); ++i) {
    const std::size_t above = graphs_.size() - 1 - i;
    QVector<QCPGraphData> data;
    if (above < lines) {
      data.reserve(static_cast<qsizetype>(points.size()));
      // The highest line ends where a line of the whole width would.
      const double lift = std::min(static_cast<double>(above), style_.width - 1.0) * pixel;
      for (const PlotPoint& point : points) data.append(QCPGraphData(point.x, point.y + lift));
    }
    graphs_[i]->data()->set(data, true);
  }
  return short_enough;
}

}  // namespace emascope::ui
