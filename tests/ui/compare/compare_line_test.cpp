// SPDX-License-Identifier: GPL-3.0-or-later
//
// The line between raw and the average: how often it is measured while the run goes on, and what is
// said of its lowest loss.
#include "tests/ui/compare/compare_fixture.h"
#include "ui/compare/compare_feed.h"
#include "ui/compare/scan_chart.h"
#include "ui/controls/fitting_label.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <cmath>

#include <QApplication>

namespace emascope::ui {

class CompareLineTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void itIsAskedAgainEveryTwoSecondsWhileRunning() {
    CompareFixture f;
    f.run(RunState::kRunning);
    f.answer();
    const std::size_t scans = f.asked<command::Scan>().size();
    QCOMPARE(scans, std::size_t{1});  // a second one would be of another step
    QVERIFY(QTest::qWaitFor([&] { return f.asked<command::Scan>().size() > scans; }, 5000));
    // The second line is refined around the lowest of the first.
    QVERIFY(f.asked<command::Scan>().back().spec.shares.size() > 21);
    f.step = 3800;
    f.answer();
    QVERIFY(f.part<FittingLabel>("between_title")
                ->texts()[0]
                .contains(QStringLiteral("step ") + grouped(3800)));
  }

  // 100 ms of answers in 2 s are 5 %.
  void aRoundIsRepeatedLessOftenWhereItWouldCostMoreThanFivePercent() {
    QCOMPARE(CompareFeed::restAfter(0, true), qint64{2000});
    QCOMPARE(CompareFeed::restAfter(100, true), qint64{2000});
    QCOMPARE(CompareFeed::restAfter(400, true), qint64{8000});
    // A run that waits between its steps has that time to spare.
    QCOMPARE(CompareFeed::restAfter(400, false), qint64{2000});
    QCOMPARE(CompareFeed::restAfter(3000, false), qint64{6000});
  }

  void theTitleSaysHowOftenTheLineIsMeasured() {
    CompareFixture f;
    f.run(RunState::kRunning);
    f.answer();
    const auto* title = f.part<FittingLabel>("between_title");
    QVERIFY(title->texts()[0].contains(QStringLiteral("every 2 s")));
    QVERIFY(title->toolTip().contains(QStringLiteral("5 %")));
    f.state(RunState::kPaused);
    f.answer();
    QVERIFY(!title->texts()[0].contains(QStringLiteral("every")));
  }

  // All samples gain the same at the lowest: clearly lower. With the gain of two in turn opposite,
  // it is chance.
  void aLowestWithinTheNoiseIsSaidToEqualTheAverage() {
    for (const bool noise : {true, false}) {
      CompareFixture f;
      f.lowest = 1.2;
      f.compared = fakeNumbers(100, [](int) { return 0.0F; });
      f.change = [noise](event::SamplesCompared& answer) {
        if (answer.share == 1.0) return;
        for (std::size_t i = 0; i < answer.mix_loss.size(); ++i) {
          answer.mix_loss[i] -= 0.01F;
          if (noise) answer.mix_loss[i] += i % 2 == 0 ? 1.0F : -1.0F;
        }
      };
      f.run();
      f.answer();
      const QString said = f.part<ScanChart>("scan_chart")->accessibleDescription();
      QVERIFY2(said.contains(QStringLiteral("lowest at α = 1.20")), qPrintable(said));
      QCOMPARE(said.contains(QStringLiteral("equal to EMA")), noise);
    }
  }

  // While steps are taken too: both mixes are asked for at once, so that they are of one step.
  void aLowestIsJudgedWhileTheRunGoesOn() {
    for (const bool noise : {true, false}) {
      CompareFixture f;
      f.lowest = 1.2;
      f.compared = fakeNumbers(100, [](int) { return 0.0F; });
      f.change = [noise](event::SamplesCompared& answer) {
        if (answer.share == 1.0) return;
        for (std::size_t i = 0; i < answer.mix_loss.size(); ++i) {
          answer.mix_loss[i] -= 0.01F;
          if (noise) answer.mix_loss[i] += i % 2 == 0 ? 1.0F : -1.0F;
        }
      };
      f.run(RunState::kRunning);
      while (f.asked<command::Scan>().empty() || f.unanswered() > 0) {
        while (f.unanswered() > 0) f.answerNext();
        f.step = 3410;  // steps were taken before the judges were asked
        f.deliver();
        if (f.asked<command::CompareSamples>().size() >= 3) break;
      }
      const auto asked = f.asked<command::CompareSamples>();
      QCOMPARE(asked.size(), std::size_t{3});
      QVERIFY(std::abs(asked[1].share - 1.2) < 1e-9);
      QCOMPARE(asked[2].share, 1.0);
      f.answer();
      const QString said = f.part<ScanChart>("scan_chart")->accessibleDescription();
      QVERIFY2(said.contains(QStringLiteral("lowest at α = 1.20")), qPrintable(said));
      QCOMPARE(said.contains(QStringLiteral("equal to EMA")), noise);
    }
  }

  // Results of different steps are not compared; after a few tries nothing is said.
  void resultsOfDifferentStepsDoNotJudge() {
    CompareFixture f;
    f.lowest = 1.2;
    f.compared = fakeNumbers(100, [](int) { return 0.0F; });
    f.change = [&f](event::SamplesCompared& answer) { answer.step = ++f.step; };
    f.run(RunState::kRunning);
    f.answer();
    QVERIFY(f.asked<command::CompareSamples>().size() <= 1 + 2 * 3);
    const QString said = f.part<ScanChart>("scan_chart")->accessibleDescription();
    QVERIFY2(!said.contains(QStringLiteral("equal to EMA")), qPrintable(said));
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::CompareLineTest)
#include "compare_line_test.moc"
