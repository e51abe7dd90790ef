// SPDX-License-Identifier: GPL-3.0-or-later
//
// The legend of the overlay hides runs and shows them again, by mouse and keys.
#include "ui/runs/overlay_chart.h"
#include "ui/theme/theme.h"

#include <cstdlib>
#include <vector>

#include <QApplication>
#include <QImage>
#include <QTest>

namespace emascope::ui {
namespace {

int pixelsOf(const QImage& image, const QColor& color) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      const QColor at = image.pixelColor(x, y);
      const int distance = std::abs(at.red() - color.red()) + std::abs(at.green() - color.green()) +
                           std::abs(at.blue() - color.blue());
      count += distance < 24 ? 1 : 0;
    }
  }
  return count;
}

OverlayRun line(double raw, double average, const QColor& color) {
  OverlayRun run;
  run.name = QStringLiteral("a run");
  run.color = color;
  for (int i = 0; i < 50; ++i) {
    run.steps.push_back(25.0 * i);
    run.raw.push_back(raw);
    run.average.push_back(average);
  }
  return run;
}

/// A chart on the screen with two curves.
struct Shown {
  OverlayChart it{nullptr};

  Shown() {
    it.resize(700, 300);
    it.setRuns({line(1.0, 0.5, Qt::red), line(2.0, 0.25, Qt::blue)});
    it.show();
    (void)QTest::qWaitForWindowExposed(&it);
    it.setFocus();
  }
};

}  // namespace

class OverlayLegendTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void aClickInTheLegendHidesARunAndShowsItAgain() {
    Shown chart;
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
    Shown chart;
    QTest::keyClick(&chart.it, Qt::Key_2);
    QVERIFY(!chart.it.isHidden(0) && chart.it.isHidden(1));
    QTest::keyClick(&chart.it, Qt::Key_9);  // there is no such run
    QTest::keyClick(&chart.it, Qt::Key_2);
    QVERIFY(!chart.it.isHidden(0) && !chart.it.isHidden(1));
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::OverlayLegendTest)
#include "overlay_legend_test.moc"
