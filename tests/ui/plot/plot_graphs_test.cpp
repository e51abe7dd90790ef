// SPDX-License-Identifier: GPL-3.0-or-later
//
// What reaches QCustomPlot: the settings that keep a redraw fast, and axes that stay finite and
// still.
#include "tests/ui/plot/plot_record.h"
#include "tests/ui/plot/shown_plot.h"
#include "tests/ui/support/test_program.h"
#include "ui/plot/loss_plot.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <cmath>
#include <limits>

#include <qcustomplot.h>

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

namespace emascope::ui {
namespace {

std::vector<QCPRange> rangesOf(LossPlot& plot) {
  std::vector<QCPRange> ranges;
  for (QCPAxisRect* rect : chartOf(plot).axisRects()) {
    for (const auto side : {QCPAxis::atBottom, QCPAxis::atLeft})
      ranges.push_back(rect->axis(side)->range());
  }
  return ranges;
}

void wheel(LossPlot& plot, QPoint at, int notches, Qt::KeyboardModifiers modifiers = {}) {
  QWidget* chart = &chartOf(plot);
  QWheelEvent event(at, chart->mapToGlobal(QPointF(at)), {}, QPoint(0, 120 * notches), Qt::NoButton,
                    modifiers, Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(chart, &event);
  settle();
}

}  // namespace

class PlotGraphsTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  // A pen of two pixels costs 20 to 60 times as much without the hint.
  void everyGraphIsFastToDraw() {
    const RunRecord record = recordOf(200);
    LossPlot plot;
    show(plot, record);
    QCustomPlot& chart = chartOf(plot);
    QVERIFY(chart.plottingHints().testFlag(QCP::phFastPolylines));
    QVERIFY(chart.graphCount() >= 4);
    for (int i = 0; i < chart.graphCount(); ++i) {
      const QPen pen = chart.graph(i)->pen();
      QVERIFY2(pen.widthF() <= 1.0 || pen.style() == Qt::SolidLine, "a broad dashed line");
    }
  }
  void rawIsThinMainIsBoldAndTheOthersAreBetween() {
    const RunRecord record = recordOf(200);
    LossPlot plot;
    show(plot, record);
    int drawn = 0;
    for (QCPGraph* graph : chartOf(plot).axisRect(0)->graphs()) {
      if (graph->data()->isEmpty()) continue;
      ++drawn;
      const QColor color = graph->pen().color();
      const double width = color == theme().raw ? 1.1 : color == theme().ema ? 2.4 : 1.5;
      QCOMPARE(graph->pen().widthF(), width);
      QCOMPARE(graph->antialiased(), width > 1.0);
    }
    QCOMPARE(drawn, 4);
  }
  void aLongRunIsALineOverAPaleBand() {
    RunRecord record = recordOf(20000);
    for (std::size_t i = 0; i < record.points.size(); ++i) {
      record.points[i].tracks[0].val.loss = i % 2 == 0 ? 0.3 : 0.5;
      record.points[i].tracks[1].val.loss = 0.4;
    }
    LossPlot plot;
    show(plot, record);
    std::vector<QCPGraph*> of_main;
    for (QCPGraph* graph : chartOf(plot).axisRect(0)->graphs()) {
      const QColor color = graph->pen().color();
      if (!graph->data()->isEmpty() && color.rgb() == theme().ema.rgb()) of_main.push_back(graph);
    }
    QCOMPARE(of_main.size(), std::size_t{2});
    QVERIFY(of_main[0]->pen().color().alphaF() < 0.5F);  // the band, below
    QCOMPARE(of_main[1]->pen().color().alphaF(), 1.0F);
    QCOMPARE(of_main[1]->pen().widthF(), 2.4);
    // What the band covers is still seen.
    const QImage image = plot.picture({1000, 600}, 1.0);
    int fast = 0;
    for (int y = 0; y < image.height(); ++y) {
      for (int x = 150; x < 500; ++x) {
        const QColor seen = image.pixelColor(x, y);
        const QColor wanted = theme().trackColor(1);
        const int away = std::abs(seen.red() - wanted.red()) +
                         std::abs(seen.green() - wanted.green()) +
                         std::abs(seen.blue() - wanted.blue());
        fast += away < 150 ? 1 : 0;
      }
    }
    QVERIFY2(fast > 300, qPrintable(QString::number(fast)));
  }
  void aZoomedViewOutlivesThousandNewPoints() {
    RunRecord record = recordOf(50);
    LossPlot plot;
    show(plot, record);
    wheel(plot, {400, 200}, 3);
    QVERIFY(!plot.following());
    const auto before = rangesOf(plot);
    addEvaluations(record, 1000);
    plot.refresh();
    settle();
    // The decay's axis is not the user's to zoom; the others rest.
    const auto after = rangesOf(plot);
    for (std::size_t i = 0; i + 1 < before.size(); ++i) QCOMPARE(after[i], before[i]);
  }
  void theWheelKeepsTheStepUnderTheCursor() {
    const RunRecord record = recordOf(150);
    LossPlot plot;
    show(plot, record);
    QCPAxis* keys = chartOf(plot).axisRect(0)->axis(QCPAxis::atBottom);
    const double before = keys->pixelToCoord(400.0);
    const double size = keys->range().size();
    wheel(plot, {400, 200}, 2);
    QVERIFY(std::abs(keys->pixelToCoord(400.0) - before) < 1e-6 * size);
    QVERIFY(keys->range().size() < 0.8 * size);
  }
  void controlAndWheelZoomTheLossAlone() {
    const RunRecord record = recordOf(150);
    LossPlot plot;
    show(plot, record);
    const auto before = rangesOf(plot);
    wheel(plot, {400, 200}, 2, Qt::ControlModifier);
    const auto after = rangesOf(plot);
    QCOMPARE(after[0], before[0]);
    QVERIFY(after[1].size() < before[1].size());
  }
  void aZoomLeavesFollowingAndFReturns() {
    const RunRecord record = recordOf(100);
    LossPlot plot;
    show(plot, record);
    const auto followed = rangesOf(plot);
    QSignalSpy changed(&plot, &LossPlot::followingChanged);
    wheel(plot, {400, 200}, 2);
    QVERIFY(!plot.following());
    QVERIFY(rangesOf(plot)[0].size() < 0.8 * followed[0].size());
    QTest::keyClick(&plot, Qt::Key_F);
    settle();
    QVERIFY(plot.following());
    QCOMPARE(rangesOf(plot)[0], followed[0]);
    QCOMPARE(changed.count(), 2);
  }
  void aDragPansByItsDistance() {
    const RunRecord record = recordOf(150);
    LossPlot plot;
    show(plot, record);
    const auto before = rangesOf(plot);
    QCPAxis* keys = chartOf(plot).axisRect(0)->axis(QCPAxis::atBottom);
    const double grasped = keys->pixelToCoord(600.0);
    QTest::mousePress(&chartOf(plot), Qt::LeftButton, {}, {600, 200});
    QTest::mouseMove(&chartOf(plot), {500, 200});
    QTest::mouseRelease(&chartOf(plot), Qt::LeftButton, {}, {500, 200});
    settle();
    QVERIFY(!plot.following());
    // The step that was grasped is under the mouse again; the losses stay where they were.
    QVERIFY2(std::abs(keys->pixelToCoord(500.0) - grasped) < 1e-6 * before[0].size(),
             qPrintable(QString::number(keys->pixelToCoord(500.0) - grasped)));
    QVERIFY(std::abs(keys->range().size() - before[0].size()) < 1e-6 * before[0].size());
    QCOMPARE(rangesOf(plot)[1], before[1]);
  }
  void aBoxWithShiftIsZoomedTo() {
    const RunRecord record = recordOf(150);
    LossPlot plot;
    show(plot, record);
    QCPAxis* keys = chartOf(plot).axisRect(0)->axis(QCPAxis::atBottom);
    const QCPRange wanted(keys->pixelToCoord(300), keys->pixelToCoord(600));
    QTest::mousePress(&chartOf(plot), Qt::LeftButton, Qt::ShiftModifier, {300, 100});
    QTest::mouseMove(&chartOf(plot), {600, 300});
    QTest::mouseRelease(&chartOf(plot), Qt::LeftButton, Qt::ShiftModifier, {600, 300});
    settle();
    QVERIFY(std::abs(keys->range().lower - wanted.lower) < 1e-6 * wanted.size());
    QVERIFY(std::abs(keys->range().upper - wanted.upper) < 1e-6 * wanted.size());
  }
  void backspaceRestoresTheVeryRanges() {
    const RunRecord record = recordOf(150);
    LossPlot plot;
    show(plot, record);
    wheel(plot, {400, 200}, 2);
    const auto before = rangesOf(plot);
    plot.fitAll();
    settle();
    plot.previousView();
    settle();
    QCOMPARE(rangesOf(plot), before);
  }
  void aPictureLeavesTheViewAsItWas() {
    const RunRecord record = recordOf(150);
    LossPlot plot;
    show(plot, record);
    wheel(plot, {400, 200}, 2);
    const auto before = rangesOf(plot);
    QVERIFY(!plot.picture({640, 480}, 1.0).isNull());
    QCOMPARE(rangesOf(plot), before);
  }
  void anotherProblemIsFollowedAgain() {
    RunRecord record = recordOf(150);
    LossPlot plot;
    show(plot, record);
    wheel(plot, {400, 200}, 3);
    QVERIFY(!plot.following());
    QSignalSpy changed(&plot, &LossPlot::followingChanged);
    record = RunRecord();
    record.apply(Event(fakeStarted(fakeCatalog(), 1)));
    plot.refresh();
    settle();
    QVERIFY(plot.following());
    QCOMPARE(changed.count(), 1);
    QCOMPARE(rangesOf(plot)[0], QCPRange(0.0, 3000.0));
    plot.previousView();  // the views of the other problem are gone
    QVERIFY(plot.following());
  }
  void fittingLeavesRoomForTheNamesOfTheCurves() {
    const RunRecord record = recordOf(150);
    LossPlot plot;
    show(plot, record);
    plot.fitAll();
    settle();
    QCPAxis* keys = chartOf(plot).axisRect(0)->axis(QCPAxis::atBottom);
    const double last = static_cast<double>(record.points.back().step);
    QVERIFY(keys->range().upper > last);
    // "slow  0.6250" and some air.
    QVERIFY(keys->coordToPixel(keys->range().upper) - keys->coordToPixel(last) > 70.0);
  }
  void anotherTracksDifferenceHasAnAxisOfItsOwn() {
    const RunRecord record = recordOf(150);
    LossPlot plot;
    show(plot, record);
    plot.fitAll();
    settle();
    const QCPRange main = rangesOf(plot)[3];
    plot.setSelectedTrack(2);  // slow: far above raw
    settle();
    const QCPRange slow = rangesOf(plot)[3];
    QVERIFY(slow.lower < main.lower - 0.1);
    QVERIFY(!plot.following());
  }
  void aNewRunKeepsTheView() {
    RunRecord record = recordOf(150);
    LossPlot plot;
    show(plot, record);
    wheel(plot, {400, 200}, 3);
    const auto before = rangesOf(plot);
    record = recordOf(3);
    plot.refresh();
    settle();
    QCOMPARE(rangesOf(plot)[0], before[0]);
    QCOMPARE(rangesOf(plot)[1], before[1]);
  }
  void aRunOfAnotherProblemFollows() {
    RunRecord record = recordOf(150);
    LossPlot plot;
    show(plot, record);
    wheel(plot, {400, 200}, 3);
    QVERIFY(!plot.following());
    record = recordOf(3);
    record.config.preset = "digits";
    plot.refresh();
    settle();
    QVERIFY(plot.following());
  }
  void followingShowsZeroToThePlannedEnd() {
    const RunRecord record = recordOf(20);
    LossPlot plot;
    show(plot, record);
    QCOMPARE(rangesOf(plot)[0], QCPRange(0.0, 5000.0));
  }
  void awkwardLossesLeaveTheAxesFinite_data() {
    QTest::addColumn<double>("loss");
    QTest::newRow("nan") << std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("inf") << std::numeric_limits<double>::infinity();
    QTest::newRow("1e38") << 1e38;
    QTest::newRow("1e308") << 1e308;
    QTest::newRow("negative") << -3.0;
    QTest::newRow("zero") << 0.0;
    QTest::newRow("denormal") << 5e-324;
  }
  void awkwardLossesLeaveTheAxesFinite() {
    QFETCH(double, loss);
    RunRecord record = recordOf(200);
    record.points[50].raw.loss = loss;
    record.points[51].tracks[0].val.loss = loss;
    LossPlot plot;
    show(plot, record);
    for (const bool log : {true, false}) {
      plot.setLogY(log);
      settle();
      for (const QCPRange& range : rangesOf(plot)) {
        QVERIFY(std::isfinite(range.lower) && std::isfinite(range.upper) && range.size() > 0.0);
      }
      QVERIFY2(rangesOf(plot)[1].size() < 10.0, "the curve is flat");
    }
    plot.fitAll();
    settle();
    for (const QCPRange& range : rangesOf(plot)) QVERIFY(std::isfinite(range.size()));
  }
  void nothingIsRedrawnWhileHidden() {
    RunRecord record = recordOf(20);
    LossPlot plot;
    plot.resize(800, 500);
    plot.setRecord(&record);
    int redraws = 0;
    connect(&plot, &LossPlot::redrawn, this, [&redraws] { ++redraws; });
    for (int i = 0; i < 10; ++i) {
      addEvaluations(record, 1);
      plot.refresh();
      settle();
    }
    QCOMPARE(redraws, 0);
    plot.show();
    settle();
    QVERIFY(redraws >= 1);
    redraws = 0;
    for (int i = 0; i < 10; ++i) plot.refresh();
    settle();
    QCOMPARE(redraws, 1);
  }
  void hairlinesFollowTheZoomOfTheInterface() {
    const RunRecord record = recordOf(100);
    LossPlot plot;
    show(plot, record);
    const auto widths = [&plot] {
      QCustomPlot& chart = chartOf(plot);
      const QCPAxis* values = chart.axisRect(1)->axis(QCPAxis::atLeft);
      std::vector<double> all = {values->basePen().widthF(), values->grid()->pen().widthF(),
                                 values->grid()->zeroLinePen().widthF()};
      for (const QCPGraph* graph : chart.axisRect(1)->graphs())
        all.push_back(graph->pen().widthF());
      return all;
    };
    QCOMPARE(widths(), std::vector<double>(5, 1.0));
    setInterfaceScale(*qApp, 2.0);
    settle();
    const std::vector<double> twice = widths();
    setInterfaceScale(*qApp, 1.0);
    QCOMPARE(twice, std::vector<double>(5, 2.0));
  }
  void aThemeRecolorsTheCurves() {
    const RunRecord record = recordOf(100);
    LossPlot plot;
    show(plot, record);
    applyTheme(*qApp, ThemeChoice::kDark);
    settle();
    bool found = false;
    for (QCPGraph* graph : chartOf(plot).axisRect(0)->graphs()) {
      found = found || graph->pen().color() == theme().ema;
    }
    const QColor number = chartOf(plot).axisRect(0)->axis(QCPAxis::atLeft)->tickLabelColor();
    const QColor dark = theme().secondary;
    applyTheme(*qApp, ThemeChoice::kLight);
    QVERIFY(found);
    QCOMPARE(number, dark);
  }
};

EMASCOPE_UI_TEST(PlotGraphsTest);

}  // namespace emascope::ui

#include "plot_graphs_test.moc"
