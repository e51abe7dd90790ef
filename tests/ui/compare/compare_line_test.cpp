// SPDX-License-Identifier: GPL-3.0-or-later
//
// The line between raw and the average: how often it is measured while the run goes on, and what is
// said of its lowest loss.
#include "tests/ui/compare/compare_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/compare/compare_feed.h"
#include "ui/compare/scan_chart.h"
#include "ui/controls/fitting_label.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <cmath>

#include <QApplication>
#include <QElapsedTimer>

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
    QVERIFY(QTest::qWaitFor([&] { return f.asked<command::Scan>().size() > scans; }, 20000));
    // The second line is refined around the lowest of the first.
    QVERIFY(f.asked<command::Scan>().back().spec.shares.size() > 21);
    f.step = 3800;
    f.answer();
    QVERIFY(f.part<FittingLabel>("between_title")
                ->texts()[0]
                .contains(QStringLiteral("step ") + grouped(3800)));
  }

  // Five answers of 0.3 s each: nothing more within 37 s.
  void aRoundThatTookLongIsNotRepeatedAfterTwoSeconds() {
    CompareFixture f;
    f.work = f.line_work = 0.3;
    f.run(RunState::kRunning);
    f.answer();
    const std::size_t scans = f.asked<command::Scan>().size();
    QVERIFY(!QTest::qWaitFor([&] { return f.asked<command::Scan>().size() > scans; }, 2600));
  }

  // An engine that does not say how long it worked is taken at the time until its answer.
  void withoutTheEnginesWordTheTimeUntilTheAnswerCounts() {
    CompareFixture f;
    f.work = f.line_work = 0.0;
    f.run(RunState::kRunning);
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 200) QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    f.answer();
    const std::size_t scans = f.asked<command::Scan>().size();
    QVERIFY(!QTest::qWaitFor([&] { return f.asked<command::Scan>().size() > scans; }, 2600));
  }

  // After a pause the budget is that of 2 s, 80 ms: enough for the losses alone.
  void theLossesComeFirstWhereTheRestIsTooDear() {
    CompareFixture f;
    f.work = 0.05;
    f.run(RunState::kRunning);
    f.answer();
    f.state(RunState::kPaused);
    f.answer();
    const std::size_t pictures = f.asked<command::Render>().size();
    const std::size_t pairs = f.asked<command::CompareSamples>().size();
    const std::size_t scans = f.asked<command::Scan>().size();
    f.step = 3800;
    f.state(RunState::kRunning);
    QCOMPARE(f.asked<command::Scan>().size(), scans);  // that of the pause is still of use
    QVERIFY(QTest::qWaitFor([&] { return f.asked<command::Scan>().size() > scans; }, 20000));
    f.answer();
    QCOMPARE(f.asked<command::Render>().size(), pictures);
    QCOMPARE(f.asked<command::CompareSamples>().size(), pairs);
    QVERIFY(f.part<FittingLabel>("between_title")->texts()[0].contains(grouped(3800)));
  }

  // Its answer is of a later step than the line, which does not take it.
  void theLossOfAChosenMixIsKnownWhileTheRunGoesOn() {
    CompareFixture f;
    f.run(RunState::kRunning);
    f.answer();
    ++f.step;
    f.view->setShare(0.37);
    const auto* readout = f.part<FittingLabel>("mix_readout");
    QVERIFY(!readout->texts()[0].contains(QStringLiteral("loss")));
    f.answer();
    QCOMPARE(f.asked<command::Scan>().back().spec.shares, std::vector<double>{0.37});
    const QString loss = QStringLiteral("loss ") + QString::number(f.loss(0.37), 'f', 4);
    QVERIFY2(readout->texts()[0].contains(loss), qPrintable(readout->texts()[0]));
    const QString numbers = f.part<FittingLabel>("compare_mix_numbers")->texts()[0];
    QVERIFY2(numbers.startsWith(loss), qPrintable(numbers));
    // Back on the line, it is that of the line again.
    f.view->setShare(0.4);
    f.answer();
    QVERIFY(readout->texts()[0].contains(QString::number(f.loss(0.4), 'f', 4)));
  }

  // The next line has the chosen mix among its shares.
  void aLaterLineTakesThePlaceOfTheChosenLoss() {
    CompareFixture f;
    f.run(RunState::kRunning);
    f.answer();
    ++f.step;
    f.view->setShare(0.37);
    f.answer();
    const std::size_t scans = f.asked<command::Scan>().size();
    QVERIFY(QTest::qWaitFor([&] { return f.asked<command::Scan>().size() > scans; }, 20000));
    f.step += 400;
    f.loss = [](double share) { return 0.5 + share; };
    f.answer();
    QVERIFY(f.part<FittingLabel>("mix_readout")->texts()[0].contains(QStringLiteral("0.8700")));
  }

  // Such as edits that came with the configuration, one at each step.
  void editsOfARunThatGoesOnAskForNothing() {
    CompareFixture f;
    f.run(RunState::kRunning);
    f.answer();
    const std::size_t posted = f.session.posted.size();
    for (int i = 0; i < 20; ++i) {
      f.session.arrive(event::Applied{0, f.step + i, "main", {{"beta", 0.9}}, {{"beta", 0.99}}});
      f.deliver();
    }
    QCOMPARE(f.session.posted.size(), posted);
    f.state(RunState::kPaused);
    f.answer();
    const std::size_t paused = f.session.posted.size();
    f.session.arrive(event::Applied{0, f.step, "main", {{"beta", 0.9}}, {{"beta", 0.99}}});
    f.deliver();
    QVERIFY(f.session.posted.size() > paused);
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

EMASCOPE_UI_TEST(CompareLineTest);

}  // namespace emascope::ui

#include "compare_line_test.moc"
