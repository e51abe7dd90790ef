// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/batched_graph.h"

#include "ui/plot/ink.h"

#include <cmath>

#include <qcustomplot.h>

namespace emascope::ui {
namespace {

/// Fewer points are drawn as fast by QPainter.
constexpr qsizetype kLong = 200;

class BatchedGraph final : public QCPGraph {
 public:
  BatchedGraph(QCPAxis* keys, QCPAxis* values, Ink& ink) : QCPGraph(keys, values), ink_(ink) {}

 protected:
  void drawLinePlot(QCPPainter* painter, const QVector<QPointF>& points) const override {
    if (painter->pen().style() == Qt::NoPen || painter->pen().color().alpha() == 0) return;
    applyDefaultAntialiasingHint(painter);
    if (goesToInk(*painter, points)) {
      useInk(*painter);
      return ink_.draw(points, painter->pen(), painter->antialiasing());
    }
    ink_.flush(*painter);  // what was drawn before is below
    if (!isBatched(*painter)) return QCPGraph::drawLinePlot(painter, points);
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

  void drawFill(QCPPainter* painter, QVector<QPointF>* points) const override {
    if (painter->brush().style() == Qt::NoBrush || painter->brush().color().alpha() == 0) return;
    const bool to_ink = points->size() >= kLong && isOnScreen(*painter) && !mChannelFillGraph &&
                        !painter->antialiasing() && painter->brush().style() == Qt::SolidPattern &&
                        Ink::goesRight(*points);
    if (!to_ink) {
      ink_.flush(*painter);
      return QCPGraph::drawFill(painter, points);
    }
    useInk(*painter);
    ink_.fill(*points, mValueAxis->coordToPixel(0.0), painter->brush().color());
  }

 private:
  /// Where QCPLayer clips this graph.
  void useInk(const QCPPainter& painter) const {
    ink_.setArea(clipRect().translated(0, -1), painter.device()->devicePixelRatioF());
  }
  [[nodiscard]] static bool isOnScreen(const QCPPainter& painter) {
    return !painter.modes().testFlag(QCPPainter::pmVectorized) &&
           !painter.modes().testFlag(QCPPainter::pmNoCaching);
  }
  [[nodiscard]] static bool goesToInk(const QCPPainter& painter, const QVector<QPointF>& points) {
    return points.size() >= kLong && isOnScreen(painter) &&
           Ink::draws(points, painter.pen(), painter.antialiasing(),
                      painter.device()->devicePixelRatioF());
  }
  [[nodiscard]] bool isBatched(const QCPPainter& painter) const {
    return painter.pen().style() == Qt::SolidLine &&
           parentPlot()->plottingHints().testFlag(QCP::phFastPolylines) && isOnScreen(painter);
  }

  Ink& ink_;
};

}  // namespace

QCPGraph* addBatchedGraph(QCPAxis* keys, QCPAxis* values, Ink& ink) {
  return new BatchedGraph(keys, values, ink);
}

}  // namespace emascope::ui
