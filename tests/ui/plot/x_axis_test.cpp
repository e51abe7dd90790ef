// SPDX-License-Identifier: GPL-3.0-or-later
//
// The horizontal axis as steps, epochs or time: where things stand on it, its numbers, and that a
// zoomed view shows the same part of the run on each.
#include "ui/plot/x_axis.h"

#include "tests/ui/plot/plot_record.h"
#include "tests/ui/plot/shown_plot.h"
#include "tests/ui/support/test_program.h"
#include "ui/plot/ticks.h"
#include "ui/theme/theme.h"

#include <cmath>
#include <limits>

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

namespace emascope::ui {
namespace {

/// 100 steps a second up to step 2 500, then 1 000.
RunRecord twoSpeeds() {
  RunRecord record = recordOf(200);
  for (EvalPoint& point : record.points) {
    const auto step = static_cast<double>(point.step);
    point.seconds = step <= 2500 ? step / 100.0 : 25.0 + (step - 2500) / 1000.0;
  }
  return record;
}

/// 16 of 4,000 samples a step: 250 steps an epoch.
RunRecord withEpochs(RunRecord record) {
  record.config.training.batch = 16;
  record.facts.model.train_samples = 4000;
  return record;
}

XAxis axisOf(const RunRecord& record, XQuantity quantity) {
  XAxis axis;
  axis.restart(quantity, &record);
  for (const EvalPoint& point : record.points) axis.add(point);
  return axis;
}

QCPRange spanOf(LossPlot& plot) {
  return chartOf(plot).axisRect(0)->axis(QCPAxis::atBottom)->range();
}

QStringList numbersOf(LossPlot& plot) {
  QCPAxis* axis = chartOf(plot).axisRect(2)->axis(QCPAxis::atBottom);
  const QVector<QString> labels = axis->tickVectorLabels();
  return {labels.begin(), labels.end()};
}

}  // namespace

class XAxisTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void stepsStandWhereTheyAre() {
    const XAxis axis = axisOf(twoSpeeds(), XQuantity::kStep);
    QCOMPARE(axis.place(1234.0), 1234.0);
    QCOMPARE(axis.stepAt(1234.0), 1234.0);
    QCOMPARE(axis.text(2400.0), QStringLiteral("2\u202f400"));
  }
  void epochsAreStepsTimesBatchOverSamples() {
    RunRecord record = withEpochs(twoSpeeds());
    QCOMPARE(axisOf(record, XQuantity::kEpoch).place(500.0), 2.0);
    record.config.training.accumulate = 4;  // four passes a step
    const XAxis axis = axisOf(record, XQuantity::kEpoch);
    QCOMPARE(axis.place(500.0), 8.0);
    QCOMPARE(axis.stepAt(8.0), 500.0);
    QCOMPARE(axis.text(525.0), QStringLiteral("epoch 8.4"));
  }
  void unknownEpochsAreSteps() {
    RunRecord record = twoSpeeds();
    record.config.training.batch.reset();
    QCOMPARE(axisOf(record, XQuantity::kEpoch).quantity(), XQuantity::kStep);
    record.config.training.batch = 16;
    record.facts.model.train_samples = 0;
    QCOMPARE(axisOf(record, XQuantity::kEpoch).quantity(), XQuantity::kStep);
  }
  void timeIsThatOfTheEvaluationsAndBetweenThem() {
    const XAxis axis = axisOf(twoSpeeds(), XQuantity::kTime);
    QCOMPARE(axis.place(0.0), 0.0);
    QVERIFY(std::abs(axis.place(1010.0) - 10.1) < 1e-9);
    QVERIFY(std::abs(axis.place(3000.0) - 25.5) < 1e-9);
    QVERIFY(std::abs(axis.stepAt(25.5) - 3000.0) < 1e-6);
    QVERIFY(std::abs(axis.stepAt(10.1) - 1010.0) < 1e-6);
    // Beyond the last evaluation at the recent speed.
    QVERIFY(std::abs(axis.place(6000.0) - 28.5) < 1e-9);
    QVERIFY(std::abs(axis.stepAt(28.5) - 6000.0) < 1e-6);
  }
  void aClockThatIsWrongKeepsTheOrder() {
    RunRecord record = twoSpeeds();
    record.points[10].seconds = -5.0;
    record.points[20].seconds = std::numeric_limits<double>::quiet_NaN();
    record.points[30].seconds = std::numeric_limits<double>::infinity();
    const XAxis axis = axisOf(record, XQuantity::kTime);
    for (std::size_t i = 1; i < axis.places().size(); ++i) {
      QVERIFY(axis.places()[i] >= axis.places()[i - 1] && std::isfinite(axis.places()[i]));
    }
    QVERIFY(std::isfinite(axis.place(260.0)) && std::isfinite(axis.stepAt(2.6)));
    for (EvalPoint& point : record.points) point.seconds = 0.0;
    QVERIFY(axisOf(record, XQuantity::kTime).pace() > 0.0);
  }
  void timesAreWrittenForPeople() {
    QCOMPARE(timeText(0.0), QStringLiteral("0"));
    QCOMPARE(timeText(0.5), QStringLiteral("0.5 s"));
    QCOMPARE(timeText(30.0), QStringLiteral("30 s"));
    QCOMPARE(timeText(60.0), QStringLiteral("1 min"));
    QCOMPARE(timeText(90.0), QStringLiteral("1 min 30 s"));
    QCOMPARE(timeText(7500.0), QStringLiteral("2 h 5 min"));
  }
  void ticksOfTimeAreRoundInMinutesAndHours() {
    const auto texts = [](double end) {
      QStringList found;
      const auto ticks = xTicks(XQuantity::kTime, {0.0, end}, 900.0, 110.0);
      for (const double tick : ticks) found << xTickText(XQuantity::kTime, tick, ticks);
      return found;
    };
    QCOMPARE(texts(8.0).mid(0, 3),
             QStringList({QStringLiteral("0"), QStringLiteral("1 s"), QStringLiteral("2 s")}));
    QCOMPARE(texts(100.0).mid(0, 3),
             QStringList({QStringLiteral("0"), QStringLiteral("15 s"), QStringLiteral("30 s")}));
    QCOMPARE(texts(7200.0).mid(0, 3), QStringList({QStringLiteral("0"), QStringLiteral("15 min"),
                                                   QStringLiteral("30 min")}));
  }

  void theChartCountsEpochs() {
    RunRecord record = withEpochs(recordOf(100));
    change(record, 1000, 0.98, 0.99);
    LossPlot plot;
    show(plot, record);
    QSignalSpy changed(&plot, &LossPlot::xQuantityChanged);
    plot.setXQuantity(XQuantity::kEpoch);
    settle();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(spanOf(plot), QCPRange(0.0, 20.0));  // 5,000 steps are planned
    QVERIFY2(numbersOf(plot).contains(QStringLiteral("20")),
             qPrintable(numbersOf(plot).join(u' ')));
    QTest::keyClick(&plot, Qt::Key_Right, Qt::ControlModifier);  // to the mark
    QVERIFY2(plot.cursorText().startsWith(QStringLiteral("step 1\u202f000\nepoch 4\n")),
             qPrintable(plot.cursorText()));
  }
  void theChartCountsTime() {
    RunRecord record = twoSpeeds();  // all 5,000 steps
    LossPlot plot;
    show(plot, record);
    plot.setXQuantity(XQuantity::kTime);
    settle();
    const QCPRange span = spanOf(plot);
    QCOMPARE(span.lower, 0.0);
    QVERIFY2(span.upper >= 27.5 && span.upper < 40.0, qPrintable(QString::number(span.upper)));
    // The first half of the steps takes most of the time.
    QCPAxis* axis = chartOf(plot).axisRect(0)->axis(QCPAxis::atBottom);
    const QPoint middle(static_cast<int>(axis->coordToPixel(12.5)), 200);
    QTest::mouseMove(&chartOf(plot), middle);
    settle();
    QVERIFY2(plot.cursorText().startsWith(QStringLiteral("step 1\u202f2")),
             qPrintable(plot.cursorText()));
    QVERIFY(plot.cursorText().contains(QStringLiteral("\ntime 12.")));
  }
  void aTimeAxisRestsWhileTheRunGoesOn() {
    RunRecord record = recordOf(20);
    LossPlot plot;
    show(plot, record);
    plot.setXQuantity(XQuantity::kTime);
    settle();
    const QCPRange before = spanOf(plot);
    QVERIFY(before.upper > 25.0);  // 5,000 steps at 200 a second
    for (int i = 0; i < 20; ++i) {
      addEvaluations(record, 1);
      record.points.back().seconds *= 1.0 + 0.002 * (i % 5);
      plot.refresh();
      settle();
      QCOMPARE(spanOf(plot), before);
    }
  }
  void aZoomedViewShowsTheSameStepsOnEachAxis() {
    const RunRecord record = withEpochs(twoSpeeds());
    LossPlot plot;
    show(plot, record);
    const QPointF at(400, 200);
    QWheelEvent event(at, chartOf(plot).mapToGlobal(at), {}, QPoint(0, 480), Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&chartOf(plot), &event);
    settle();
    QVERIFY(!plot.following());
    const QCPRange steps = spanOf(plot);
    plot.setXQuantity(XQuantity::kTime);
    settle();
    const XAxis axis = axisOf(record, XQuantity::kTime);
    QVERIFY(std::abs(spanOf(plot).lower - axis.place(steps.lower)) < 1e-6);
    QVERIFY(std::abs(spanOf(plot).upper - axis.place(steps.upper)) < 1e-6);
    plot.setXQuantity(XQuantity::kEpoch);
    settle();
    QVERIFY(std::abs(spanOf(plot).lower - steps.lower / 250.0) < 1e-6);
    plot.setXQuantity(XQuantity::kStep);
    settle();
    QVERIFY(std::abs(spanOf(plot).lower - steps.lower) < 1e-3);
    QVERIFY(std::abs(spanOf(plot).upper - steps.upper) < 1e-3);
  }
  void thePictureHasTheSameAxis() {
    const RunRecord record = withEpochs(recordOf(200));
    LossPlot plot;
    show(plot, record);
    const QImage steps = plot.picture({900, 500}, 1.0);
    plot.setXQuantity(XQuantity::kEpoch);
    settle();
    const QImage epochs = plot.picture({900, 500}, 1.0);
    // The main curve is the same; the numbers below are not.
    int moved = 0;
    for (int y = 60; y < 260; ++y) {
      for (int x = 60; x < 560; ++x) {
        const bool before = steps.pixelColor(x, y).rgb() == theme().ema.rgb();
        moved += before != (epochs.pixelColor(x, y).rgb() == theme().ema.rgb()) ? 1 : 0;
      }
    }
    QCOMPARE(moved, 0);
    const QRect numbers(0, 476, 900, 22);
    QVERIFY(epochs.copy(numbers) != steps.copy(numbers));
  }
};

EMASCOPE_UI_TEST(XAxisTest);

}  // namespace emascope::ui

#include "x_axis_test.moc"
