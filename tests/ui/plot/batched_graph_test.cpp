// SPDX-License-Identifier: GPL-3.0-or-later
//
// A graph that is handed over at once has the pixels of one that is not.
#include "ui/plot/batched_graph.h"

#include <cmath>

#include <qcustomplot.h>

#include <QTest>

namespace emascope::ui {
namespace {

/// A noisy curve with gaps, beyond the axes in places.
void fill(QCPGraph& graph, int seed) {
  QVector<QCPGraphData> data;
  std::uint32_t state = 12345U + static_cast<std::uint32_t>(seed);
  for (int i = 0; i < 400; ++i) {
    state = state * 1664525U + 1013904223U;
    const double noise = static_cast<double>(state >> 8U) / (1U << 24U);
    const bool gap = i < 2 || i % 57 == 0 || i % 57 == 2;  // single points between gaps, too
    const int column = i / 4 * 4;
    data.append(QCPGraphData(column, gap ? std::nan("") : 1.4 * noise - 0.2));
  }
  graph.data()->set(data, true);
}

QImage drawn(bool batched, const QPen& pen, bool antialiased, bool filled) {
  QCustomPlot plot;
  plot.resize(500, 300);
  plot.setPlottingHint(QCP::phFastPolylines);
  plot.xAxis->setRange(0, 400);
  plot.yAxis->setRange(0, 1);
  for (int seed = 0; seed < 3; ++seed) {
    QCPGraph* graph =
        batched ? addBatchedGraph(plot.xAxis, plot.yAxis) : plot.addGraph(plot.xAxis, plot.yAxis);
    graph->setAdaptiveSampling(false);
    graph->setPen(pen);
    graph->setAntialiased(antialiased);
    if (filled) graph->setBrush(QColor(0, 100, 0, 90));
    fill(*graph, seed);
  }
  plot.show();
  plot.replot();
  return plot.grab().toImage();
}

}  // namespace

class BatchedGraphTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void thePixelsAreTheSame_data() {
    QTest::addColumn<QPen>("pen");
    QTest::addColumn<bool>("antialiased");
    QTest::addColumn<bool>("filled");
    const QColor ink(10, 90, 160);
    QColor pale = ink;
    pale.setAlphaF(0.3F);
    QPen wide(ink, 2.4);
    wide.setJoinStyle(Qt::RoundJoin);
    QPen flat(ink, 1.5);
    flat.setCapStyle(Qt::FlatCap);
    QPen dashed(ink, 1.5);
    dashed.setDashPattern({6, 3});
    QTest::newRow("translucent strokes") << QPen(pale, 1.0) << false << false;
    QTest::newRow("translucent, antialiased") << QPen(pale, 1.01) << true << false;
    QTest::newRow("a filled outline") << QPen(ink, 1.0) << false << true;
    QTest::newRow("a wide curve") << wide << true << false;
    QTest::newRow("flat ends") << flat << true << false;
    QTest::newRow("wide, not antialiased") << QPen(ink, 2.0) << false << false;
    QTest::newRow("dashes") << dashed << true << false;
    QTest::newRow("no line") << QPen(Qt::NoPen) << true << true;
  }
  void thePixelsAreTheSame() {
    QFETCH(QPen, pen);
    QFETCH(bool, antialiased);
    QFETCH(bool, filled);
    const QImage one_by_one = drawn(false, pen, antialiased, filled);
    QCOMPARE(drawn(true, pen, antialiased, filled), one_by_one);
    // It is a picture of something.
    QImage blank(one_by_one.size(), one_by_one.format());
    blank.fill(one_by_one.pixel(0, 0));
    QVERIFY(one_by_one != blank);
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::BatchedGraphTest)
#include "batched_graph_test.moc"
