// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/batched_graph.h"

#include <cmath>

#include <qcustomplot.h>

namespace emascope::ui {
namespace {

bool isGap(const QPointF& point) { return std::isnan(point.x()) || std::isnan(point.y()); }

class BatchedGraph final : public QCPGraph {
 public:
  using QCPGraph::QCPGraph;

 protected:
  void drawLinePlot(QCPPainter* painter, const QVector<QPointF>& points) const override {
    if (!isBatched(*painter)) return QCPGraph::drawLinePlot(painter, points);
    applyDefaultAntialiasingHint(painter);
    if (QPen pen = painter->pen(); qFuzzyCompare(pen.widthF(), 1.0)) {
      pen.setWidth(0);  // as QCustomPlot does
      painter->setPen(pen);
    }
    QVector<QLineF> lines;
    lines.reserve(points.size());
    for (qsizetype i = 1; i < points.size(); ++i) {
      if (isGap(points[i - 1]) || isGap(points[i])) continue;
      lines.append(QLineF(points[i - 1], points[i]));
    }
    if (painter->antialiasing()) return painter->drawLines(lines);
    // QCustomPlot rounds what is not antialiased.
    QVector<QLine> rounded;
    rounded.reserve(lines.size());
    for (const QLineF& line : lines) rounded.append(line.toLine());
    painter->drawLines(rounded);
  }

 private:
  [[nodiscard]] bool isBatched(const QCPPainter& painter) const {
    return painter.pen().style() == Qt::SolidLine && painter.pen().color().alpha() != 0 &&
           parentPlot()->plottingHints().testFlag(QCP::phFastPolylines) &&
           !painter.modes().testFlag(QCPPainter::pmVectorized) &&
           !painter.modes().testFlag(QCPPainter::pmNoCaching);
  }
};

}  // namespace

QCPGraph* addBatchedGraph(QCPAxis* keys, QCPAxis* values) { return new BatchedGraph(keys, values); }

}  // namespace emascope::ui
