// SPDX-License-Identifier: GPL-3.0-or-later
//
// The legend of the overlay hides runs and shows them again, by mouse and keys.
#include "tests/ui/runs/overlay_lines.h"
#include "tests/ui/support/test_program.h"
#include "ui/runs/overlay_chart.h"
#include "ui/theme/theme.h"

#include <cstdlib>
#include <vector>

#include <QApplication>
#include <QImage>
#include <QTest>

namespace emascope::ui {

class OverlayLegendTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void aClickInTheLegendHidesARunAndShowsItAgain() {
    ShownOverlay chart;
    const Range steps = chart.it.steps();
    const QPoint first = chart.it.legendRow(0).center().toPoint();
    const int red = pixelsOf(chart.it.grab().toImage(), Qt::red);
    QVERIFY(red > 300);
    QTest::mouseClick(&chart.it, Qt::LeftButton, {}, first);
    QVERIFY(chart.it.isHidden(0) && !chart.it.isHidden(1));
    const QImage hidden = chart.it.grab().toImage();
    QCOMPARE(pixelsOf(hidden, Qt::red), 0);
    QVERIFY(pixelsOf(hidden, Qt::blue) > 300);
    QVERIFY2(chart.it.accessibleDescription().startsWith(QStringLiteral("a run: hidden. ")),
             qPrintable(chart.it.accessibleDescription()));
    std::vector<OverlayRun> runs = chart.it.runs();
    chart.it.setRuns(runs);  // for another theme
    QVERIFY(chart.it.isHidden(0));
    QTest::mouseClick(&chart.it, Qt::LeftButton, {}, first);
    QCOMPARE(pixelsOf(chart.it.grab().toImage(), Qt::red), red);
    QCOMPARE(chart.it.steps(), steps);
  }

  void aDigitDoesTheSame() {
    ShownOverlay chart;
    QTest::keyClick(&chart.it, Qt::Key_2);
    QVERIFY(!chart.it.isHidden(0) && chart.it.isHidden(1));
    QTest::keyClick(&chart.it, Qt::Key_9);  // there is no such run
    QTest::keyClick(&chart.it, Qt::Key_2);
    QVERIFY(!chart.it.isHidden(0) && !chart.it.isHidden(1));
  }
};

EMASCOPE_UI_TEST(OverlayLegendTest);

}  // namespace emascope::ui

#include "overlay_legend_test.moc"
