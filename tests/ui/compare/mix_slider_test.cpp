// SPDX-License-Identifier: GPL-3.0-or-later
//
// The slider and the chart above it: by mouse, wheel and keys, on one scale.
#include "ui/compare/mix_slider.h"

#include "tests/ui/support/test_program.h"
#include "ui/compare/scan_chart.h"
#include "ui/theme/theme.h"

#include <cmath>

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

namespace emascope::ui {
namespace {

struct Scene {
  QWidget window;
  MixSlider* slider = new MixSlider(&window);

  Scene() {
    window.resize(900, 60);
    slider->setGeometry(0, 0, 900, 46);
    window.show();
    window.activateWindow();
    (void)QTest::qWaitForWindowActive(&window, 2000);
  }
  [[nodiscard]] QPoint at(double share, int beside = 0) const {
    const double x = mixScale(slider->width()).at(share);
    return {static_cast<int>(std::lround(x)) + beside, 13};
  }
  void wheel(int eighths) const {
    QWheelEvent event(at(0.5), slider->mapToGlobal(at(0.5)), {}, {0, eighths}, Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(slider, &event);
  }
};

ScanLine lineOf(const std::vector<double>& shares, const std::vector<double>& losses) {
  event::Scanned scanned{1, 100, {"main", shares}, {}};
  for (const double loss : losses) scanned.vals.push_back({loss, 0});
  ScanLine line;
  line.take(scanned, true);
  return line;
}

}  // namespace

class MixSliderTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void itBeginsAtTheAverage() {
    const Scene scene;
    QCOMPARE(scene.slider->share(), 1.0);
  }

  void everyShareIsAWholeHundredth() {
    const Scene scene;
    for (int hundredths = -50; hundredths <= 150; ++hundredths) {
      scene.slider->setValue(hundredths);
      QCOMPARE(scene.slider->share(), QString::number(hundredths / 100.0, 'f', 2).toDouble());
      QCOMPARE(roundedShare(hundredths * 0.01 + 0.002), scene.slider->share());
    }
  }

  void aPressGoesThereAndADragFollows() {
    const Scene scene;
    QTest::mousePress(scene.slider, Qt::LeftButton, {}, scene.at(0.5));
    QVERIFY(std::abs(scene.slider->share() - 0.5) < 0.006);
    QTest::mouseMove(scene.slider, scene.at(-0.3));
    QVERIFY(std::abs(scene.slider->share() + 0.3) < 0.006);
    QTest::mouseRelease(scene.slider, Qt::LeftButton, {}, scene.at(-0.3));
    QTest::mouseMove(scene.slider, scene.at(0.9));
    QVERIFY(std::abs(scene.slider->share() + 0.3) < 0.006);  // nobody drags any more
  }

  void itEndsAtMinusAHalfAndOneAndAHalf() {
    const Scene scene;
    QTest::mouseClick(scene.slider, Qt::LeftButton, {}, QPoint(0, 13));
    QCOMPARE(scene.slider->share(), -0.5);
    QTest::mouseClick(scene.slider, Qt::LeftButton, {}, QPoint(899, 13));
    QCOMPARE(scene.slider->share(), 1.5);
  }

  void itSnapsWithinFourPixels() {
    const Scene scene;
    scene.slider->setRemarkable({0.0, 1.0, 0.5});
    for (const double share : {0.0, 1.0, 0.5}) {
      for (const int beside : {-3, 3}) {
        QTest::mouseClick(scene.slider, Qt::LeftButton, {}, scene.at(share, beside));
        QCOMPARE(scene.slider->share(), share);
      }
      QTest::mouseClick(scene.slider, Qt::LeftButton, {}, scene.at(share, 7));
      QVERIFY(scene.slider->share() > share);
    }
  }

  void keysMoveByAHundredthAndWithShiftByATenth() {
    const Scene scene;
    scene.slider->setFocus();
    QTest::keyClick(scene.slider, Qt::Key_Left);
    QCOMPARE(scene.slider->share(), 0.99);
    QTest::keyClick(scene.slider, Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(scene.slider->share(), 0.89);
    QTest::keyClick(scene.slider, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(scene.slider, Qt::Key_Right);
    QCOMPARE(scene.slider->share(), 1.0);
    QTest::keyClick(scene.slider, Qt::Key_Home);  // the window's
    QCOMPARE(scene.slider->share(), 1.0);
  }

  void theWheelChangesNothingWithoutTheFocus() {
    const Scene scene;
    scene.slider->clearFocus();
    QVERIFY(!scene.slider->hasFocus());
    scene.wheel(-120);
    QCOMPARE(scene.slider->share(), 1.0);
    scene.slider->setFocus();
    scene.wheel(-120);
    QVERIFY(scene.slider->share() < 1.0);
  }

  void aClickInTheChartChoosesTheSameShareAsTheSliderBelow() {
    ScanChart chart(nullptr);
    chart.resize(900, 150);
    chart.show();
    QSignalSpy chosen(&chart, &ScanChart::shareChosen);
    const int x = static_cast<int>(std::lround(mixScale(900).at(0.25)));
    QTest::mouseClick(&chart, Qt::LeftButton, {}, QPoint(x, 60));
    QCOMPARE(chosen.count(), 1);
    QVERIFY(std::abs(chosen[0][0].toDouble() - 0.25) < 0.006);
  }

  // The range covers at most eight times the difference between the lowest and the higher end.
  void farHigherLossesLeaveTheChart() {
    const auto range = ScanChart::rangeOf(lineOf({-0.5, 0.0, 1.0, 1.5}, {1e9, 0.2, 0.1, 0.15}));
    QVERIFY(range.top < 1.0);
    QVERIFY(range.top > 0.8);
    QVERIFY(range.bottom < 0.1);
  }

  void lossesThatAreNotFiniteOrZeroAreDrawn_data() {
    QTest::addColumn<double>("loss");
    QTest::newRow("NaN") << std::nan("");
    QTest::newRow("infinity") << HUGE_VAL;
    QTest::newRow("zero") << 0.0;
    QTest::newRow("huge") << 1e300;
    QTest::newRow("tiny") << 1e-300;
  }
  void lossesThatAreNotFiniteOrZeroAreDrawn() {
    QFETCH(double, loss);
    ScanChart chart(nullptr);
    chart.resize(400, 150);
    const ScanLine line = lineOf({-0.5, 0.0, 1.0, 1.5}, {loss, loss, loss, loss});
    const auto range = ScanChart::rangeOf(line);
    QVERIFY(range.bottom < range.top);
    chart.setLine(line);
    QVERIFY(!chart.grab().isNull());
    QCOMPARE(line.lowest() != nullptr, std::isfinite(loss));
  }
};

EMASCOPE_UI_TEST(MixSliderTest);

}  // namespace emascope::ui

#include "mix_slider_test.moc"
