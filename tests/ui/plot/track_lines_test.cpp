// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lines of the tracks in the chart: dashes, symbols, hidden curves, and the metric in place of
// the loss.
#include "tests/ui/plot/plot_record.h"
#include "tests/ui/plot/shown_plot.h"
#include "tests/ui/support/test_program.h"
#include "ui/theme/theme.h"

#include <set>
#include <string>

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

namespace emascope::ui {
namespace {

/// Smooth curves of `tracks` tracks.
RunRecord manyTracks(std::size_t tracks, std::size_t evaluations) {
  event::Started started = fakeStarted(fakeCatalog());
  while (started.config.tracks.size() < tracks) {
    TrackSpec track = started.config.tracks[1];
    track.label = "t" + std::to_string(started.config.tracks.size());
    started.config.tracks.push_back(track);
  }
  RunRecord record;
  record.apply(Event(started));
  addEvaluations(record, evaluations);
  for (EvalPoint& point : record.points) {
    for (std::size_t track = 0; track < tracks; ++track) {
      point.tracks[track].val.loss = 0.1 + 0.01 * static_cast<double>(track);
      point.tracks[track].val.metric = 0.5 + 0.005 * static_cast<double>(track);
    }
  }
  return record;
}

/// The graphs of the upper strip that have points, in the color of the line with that number.
std::vector<QCPGraph*> graphsOf(LossPlot& plot, const QColor& color) {
  std::vector<QCPGraph*> found;
  for (QCPGraph* graph : chartOf(plot).axisRect(0)->graphs()) {
    if (!graph->data()->isEmpty() && graph->pen().color() == color) found.push_back(graph);
  }
  return found;
}

/// Rows of the picture with `color` where the flat curves are, left of their names.
int rowsOf(const QImage& image, const QColor& color) {
  int rows = 0;
  for (int y = image.height() / 6; y < image.height() * 64 / 100; ++y) {
    int pixels = 0;
    for (int x = 150; x < 500; ++x) pixels += image.pixelColor(x, y).rgb() == color.rgb() ? 1 : 0;
    if (pixels >= 3) ++rows;
  }
  return rows;
}

/// Goes up and down by most of the plot at every tenth evaluation.
void makeLong(RunRecord& record, std::size_t track) {
  for (std::size_t i = 0; i < record.points.size(); ++i) {
    record.points[i].tracks[track].val.loss = i / 10 % 2 == 0 ? 0.05 : 0.6;
  }
}

/// Pixels of the color in the strip of the losses, left of the names.
int inkOf(const QImage& image, const QColor& color) {
  int pixels = 0;
  for (int y = image.height() / 8; y < image.height() * 64 / 100; ++y) {
    for (int x = 150; x < image.width() / 2; ++x) {
      pixels += image.pixelColor(x, y).rgb() == color.rgb() ? 1 : 0;
    }
  }
  return pixels;
}

/// The picture of a record in which a track is long and the only one shown.
QImage longAlone(std::size_t track) {
  RunRecord record = manyTracks(13, 180);
  makeLong(record, track);
  std::set<std::string> others = {"raw"};
  for (const TrackSpec& each : record.tracks) others.insert(each.label);
  others.erase(record.tracks[track].label);
  LossPlot plot;
  show(plot, record);
  plot.setHidden(others);
  settle();
  return plot.picture({1000, 600}, 2.0);
}

}  // namespace

class TrackLinesTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void dashesAreInLogicalPixels() {
    const RunRecord record = manyTracks(9, 60);
    LossPlot plot;
    show(plot, record);
    const auto graphs = graphsOf(plot, theme().trackColor(5));
    QCOMPARE(graphs.size(), std::size_t{1});
    const QPen pen = graphs[0]->pen();
    QCOMPARE(pen.style(), Qt::CustomDashLine);
    QCOMPARE(pen.dashPattern().at(0) * pen.widthF(), 9.0);
    QCOMPARE(pen.dashPattern().at(1) * pen.widthF(), 4.0);
  }

  void aNoisyDashedCurveIsSolidWithSymbols() {
    RunRecord record = manyTracks(9, 180);
    makeLong(record, 5);
    LossPlot plot;
    QSignalSpy told(&plot, &LossPlot::solidLinesChanged);
    show(plot, record);
    const auto graphs = graphsOf(plot, theme().trackColor(5));
    QCOMPARE(graphs.size(), std::size_t{1});
    QCOMPARE(graphs[0]->pen().style(), Qt::SolidLine);
    QCOMPARE(told.count(), 1);
    QVERIFY(told[0][0].value<std::set<std::string>>() == std::set<std::string>{"t5"});
    plot.setHidden({"t5"});  // keeps its look in the legend
    settle();
    QCOMPARE(told.count(), 1);
    // The same curve without symbols has less ink: about seven circles of 5 px are on this half.
    const int solid = inkOf(longAlone(3), theme().trackColor(3));
    const int with_circles = inkOf(longAlone(5), theme().trackColor(5));
    QVERIFY2(with_circles - solid > 60,
             qPrintable(QStringLiteral("%1 %2").arg(with_circles).arg(solid)));
  }

  void longCurvesOfOneColorDiffer() {
    const QImage fourth = longAlone(4);
    const QImage twelfth = longAlone(12);
    QCOMPARE(theme().trackColor(4), theme().trackColor(12));
    int different = 0;
    for (int y = fourth.height() / 8; y < fourth.height() * 64 / 100; ++y) {
      for (int x = 150; x < fourth.width() / 2; ++x) {
        different += fourth.pixel(x, y) != twelfth.pixel(x, y) ? 1 : 0;
      }
    }
    QVERIFY2(different > 60, qPrintable(QString::number(different)));
  }

  void theWayFromLeftToRightIsNotCounted() {
    // 30 plots wide and one high: dashes are cheap, and read, however wide the plot is.
    const RunRecord record = manyTracks(9, 60);
    LossPlot plot;
    show(plot, record);
    plot.resize(3000, 250);
    settle();
    QCOMPARE(graphsOf(plot, theme().trackColor(5))[0]->pen().style(), Qt::CustomDashLine);
  }

  void theNinthTrackHasSymbols() {
    // The first and the ninth have one color.
    const RunRecord record = manyTracks(10, 60);
    LossPlot plot;
    show(plot, record);
    plot.setHidden({"fast"});
    settle();
    const int ninth = rowsOf(plot.picture({1000, 600}, 2.0), theme().trackColor(9));
    plot.setHidden({"t9"});
    settle();
    const int first = rowsOf(plot.picture({1000, 600}, 2.0), theme().trackColor(1));
    QVERIFY2(ninth >= 7 && first >= 1 && first <= 4,
             qPrintable(QStringLiteral("%1 %2").arg(ninth).arg(first)));
  }

  void aHiddenCurveIsNowhereInTheChart() {
    const RunRecord record = recordOf(100);
    LossPlot plot;
    show(plot, record);
    QVERIFY(!graphsOf(plot, theme().trackColor(2)).empty());
    const double upper = chartOf(plot).axisRect(0)->axis(QCPAxis::atLeft)->range().upper;
    plot.setHidden({"slow"});
    settle();
    QVERIFY(graphsOf(plot, theme().trackColor(2)).empty());
    // The others get its room.
    QVERIFY(chartOf(plot).axisRect(0)->axis(QCPAxis::atLeft)->range().upper <= upper);
    QTest::keyClick(&plot, Qt::Key_Left);
    QVERIFY2(!plot.cursorText().contains(QStringLiteral("slow")), qPrintable(plot.cursorText()));
    QVERIFY(plot.summaryText().contains(QStringLiteral("slow")));  // not of the chart
  }

  void aRemovedTrackLeavesTheChartAndARenamedOneStays() {
    RunRecord record = recordOf(50);
    act(record, 1251, track_action::Remove{"slow"});
    act(record, 1251, track_action::Rename{"fast", "quick"});
    addEvaluations(record, 50);
    LossPlot plot;
    show(plot, record);
    QVERIFY(graphsOf(plot, theme().trackColor(2)).empty());
    QCOMPARE(graphsOf(plot, theme().trackColor(1)).size(), std::size_t{2});  // before and after
  }

  void theMetricTakesTheLosssPlace() {
    const RunRecord record = manyTracks(3, 60);
    LossPlot plot;
    show(plot, record);
    QVERIFY(plot.logY());
    plot.setShowsMetric(true);
    settle();
    QCOMPARE(plot.title(), QStringLiteral("Validation accuracy"));
    QVERIFY(!plot.logY());  // an axis of its own
    const QCPRange range = chartOf(plot).axisRect(0)->axis(QCPAxis::atLeft)->range();
    QVERIFY2(range.contains(0.5) && range.contains(0.95),
             qPrintable(QStringLiteral("%1 to %2").arg(range.lower).arg(range.upper)));
    QTest::keyClick(&plot, Qt::Key_Left);
    QVERIFY2(plot.cursorText().contains(QStringLiteral("raw 0.95")), qPrintable(plot.cursorText()));
    plot.setShowsMetric(false);
    settle();
    QVERIFY(plot.logY());
    QCOMPARE(plot.title(), QStringLiteral("Validation loss"));
  }

  void theMetricIsFitInAZoomedView() {
    const RunRecord record = manyTracks(3, 60);
    LossPlot plot;
    show(plot, record);
    plot.fitAll();
    settle();
    plot.setShowsMetric(true);
    settle();
    QVERIFY(!plot.following());
    QVERIFY(chartOf(plot).axisRect(0)->axis(QCPAxis::atLeft)->range().contains(0.95));
  }

  void sixtyFourTracksAreDrawn() {
    const RunRecord record = manyTracks(64, 400);
    LossPlot plot;
    show(plot, record);
    plot.setShowsMetric(true);
    settle();
    for (std::size_t number = 1; number <= 8; ++number) {
      QCOMPARE(graphsOf(plot, theme().trackColor(number)).size(), number == 8 ? 7U : 8U);
    }
  }
};

EMASCOPE_UI_TEST(TrackLinesTest);

}  // namespace emascope::ui

#include "track_lines_test.moc"
