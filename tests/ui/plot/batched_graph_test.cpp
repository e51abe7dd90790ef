// SPDX-License-Identifier: GPL-3.0-or-later
//
// A graph that is handed over at once has the pixels of one that is not; a long one goes to Ink.
#include "ui/plot/batched_graph.h"

#include "tests/ui/support/test_program.h"
#include "ui/plot/ink.h"

#include <cmath>

#include <qcustomplot.h>

#include <QTest>

namespace emascope::ui {
namespace {

constexpr int kShort = 190;  // points, too few for Ink

/// Flushes an ink after the graphs.
class Flush final : public QCPLayerable {
 public:
  Flush(QCustomPlot* plot, Ink& ink) : QCPLayerable(plot, QStringLiteral("main")), ink_(ink) {}

 protected:
  void applyDefaultAntialiasingHint(QCPPainter* /*painter*/) const override {}
  void draw(QCPPainter* painter) override {
    pending_ = !ink_.isEmpty();
    ink_.flush(*painter);
  }

 public:
  [[nodiscard]] bool pending() const { return pending_; }  ///< before the last flush

 private:
  Ink& ink_;
  bool pending_ = false;
};

/// A noisy curve with gaps, beyond the axes in places.
void fill(QCPGraph& graph, int seed) {
  QVector<QCPGraphData> data;
  std::uint32_t state = 12345U + static_cast<std::uint32_t>(seed);
  for (int i = 0; i < kShort; ++i) {
    state = state * 1664525U + 1013904223U;
    const double noise = static_cast<double>(state >> 8U) / (1U << 24U);
    const bool gap = i < 2 || i % 57 == 0 || i % 57 == 2;  // single points between gaps, too
    const int column = i / 4 * 4;
    data.append(QCPGraphData(column, gap ? std::nan("") : 1.4 * noise - 0.2));
  }
  graph.data()->set(data, true);
}

QImage drawn(bool batched, const QPen& pen, bool antialiased, bool filled) {
  Ink ink;
  QCustomPlot plot;
  plot.resize(500, 300);
  plot.setPlottingHint(QCP::phFastPolylines);
  plot.xAxis->setRange(0, kShort);
  plot.yAxis->setRange(0, 1);
  for (int seed = 0; seed < 3; ++seed) {
    QCPGraph* graph = batched ? addBatchedGraph(plot.xAxis, plot.yAxis, ink)
                              : plot.addGraph(plot.xAxis, plot.yAxis);
    graph->setAdaptiveSampling(false);
    graph->setPen(pen);
    graph->setAntialiased(antialiased);
    if (filled) graph->setBrush(QColor(0, 100, 0, 90));
    fill(*graph, seed);
  }
  new Flush(&plot, ink);
  plot.show();
  plot.replot();
  return plot.grab().toImage();
}

/// A level line of `count` points across the plot.
QCPGraph* level(QCustomPlot& plot, Ink& ink, int count, const QColor& color) {
  QCPGraph* graph = addBatchedGraph(plot.xAxis, plot.yAxis, ink);
  graph->setAdaptiveSampling(false);
  graph->setPen(QPen(color, 8.0));
  graph->setAntialiased(true);
  QVector<QCPGraphData> data;
  for (int i = 0; i <= count; ++i) data.append(QCPGraphData(100.0 * i / count, 0.5));
  graph->data()->set(data, true);
  return graph;
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

  // Long ones go to Ink, short ones do not; the last one drawn is on top all the same.
  void theOrderIsThatOfTheGraphs_data() {
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    QTest::newRow("long, long") << 1000 << 1000;
    QTest::newRow("long, short") << 1000 << 10;
    QTest::newRow("short, long") << 10 << 1000;
    QTest::newRow("short, short") << 10 << 10;
  }
  void theOrderIsThatOfTheGraphs() {
    QFETCH(int, first);
    QFETCH(int, second);
    Ink ink;
    QCustomPlot plot;
    plot.resize(500, 300);
    plot.setPlottingHint(QCP::phFastPolylines);
    plot.xAxis->setRange(0, 100);
    plot.yAxis->setRange(0, 1);
    level(plot, ink, first, Qt::red);
    const QCPGraph* top = level(plot, ink, second, Qt::blue);
    new Flush(&plot, ink);
    plot.show();
    plot.replot();
    const QPoint middle(qRound(plot.xAxis->coordToPixel(50)),
                        qRound(plot.yAxis->coordToPixel(0.5)));
    QCOMPARE(plot.grab().toImage().pixelColor(middle), top->pen().color());
  }

  // Painting the ink once for each curve would take several times as long.
  void whatDrawsNothingPaintsNoInk() {
    Ink ink;
    QCustomPlot plot;
    plot.resize(500, 300);
    plot.xAxis->setRange(0, 100);
    plot.yAxis->setRange(0, 1);
    level(plot, ink, 1000, Qt::red);
    level(plot, ink, 1000, Qt::blue)->setPen(Qt::NoPen);
    auto* flush = new Flush(&plot, ink);
    plot.replot();
    QVERIFY(flush->pending());
  }
};

EMASCOPE_UI_TEST(BatchedGraphTest);

}  // namespace emascope::ui

#include "batched_graph_test.moc"
