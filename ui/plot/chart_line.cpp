// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/chart_line.h"

#include <algorithm>
#include <cmath>

#include <qcustomplot.h>

namespace emascope::ui {
namespace {

/// Width that avoids a cosmetic pen: QCustomPlot draws width 1 as one device pixel at any scale.
constexpr double kNotCosmetic = 1.01;

}  // namespace

ChartLine::ChartLine(double width, const MakeGraph& make) : width_(width) {
  for (long line = 0; line < std::lround(width); ++line) graphs_.push_back(make());
}

void ChartLine::remove() {
  for (QCPGraph* graph : graphs_) graph->parentPlot()->removeGraph(graph);
  graphs_.clear();
}

void ChartLine::setColor(const QColor& color) {
  for (QCPGraph* graph : graphs_) {
    QPen pen(color, graph == graphs_.back() ? width_ : 1.0);
    pen.setJoinStyle(Qt::RoundJoin);
    graph->setPen(pen);
    graph->setAntialiased(false);
  }
}

void ChartLine::set(const std::vector<PlotPoint>& points, bool merged, double ratio) {
  if (graphs_.empty()) return;
  const bool scaled = ratio > 1.0;
  QCPGraph* top = graphs_.back();
  // A line of one device pixel is crisper without antialiasing.
  const bool smooth = !merged && (width_ > 1.0 || scaled);
  for (QCPGraph* graph : graphs_) {
    QPen pen = graph->pen();
    pen.setWidthF((graph == top && !merged ? width_ : 1.0) * (scaled ? kNotCosmetic : 1.0));
    graph->setPen(pen);
    graph->setAntialiased(graph == top && smooth);
  }
  const QCPAxis* axis = top->valueAxis();
  const double pixel = axis->range().size() / std::max(axis->axisRect()->height(), 1);
  const std::size_t lines = merged ? graphs_.size() : 1;
  for (std::size_t i = 0; i < graphs_.size(); ++i) {
    const std::size_t above = graphs_.size() - 1 - i;
    QVector<QCPGraphData> data;
    if (above < lines) {
      data.reserve(static_cast<qsizetype>(points.size()));
      const double lift = static_cast<double>(above) * pixel;
      for (const PlotPoint& point : points) data.append(QCPGraphData(point.x, point.y + lift));
    }
    graphs_[i]->data()->set(data, true);
  }
}

}  // namespace emascope::ui
