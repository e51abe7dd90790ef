// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the workspace asks the engine for, and when.
#include "tests/ui/compare/compare_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/compare/mix_picture.h"
#include "ui/controls/fitting_label.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <string>
#include <variant>

#include <QApplication>
#include <QTest>

namespace emascope::ui {
namespace {

constexpr int kQuiet = 300;  // ms: a request would have come by then

}  // namespace

class CompareRequestsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void everythingIsAskedForOnceWhenPaused() {
    CompareFixture f;
    f.run();
    f.answer();
    QCOMPARE(f.asked<command::Render>().size(), std::size_t{2});
    QCOMPARE(f.asked<command::Render>()[0].of, std::string("raw"));
    QCOMPARE(f.asked<command::Render>()[1].of, std::string("main"));
    QCOMPARE(f.asked<command::MeasureDistances>().size(), std::size_t{1});
    const auto scans = f.asked<command::Scan>();
    QCOMPARE(scans.size(), std::size_t{2});
    QCOMPARE(scans[0].spec.shares.size(), std::size_t{21});
    QCOMPARE(scans[1].spec.shares.size(), std::size_t{8});  // around the lowest
    const std::size_t posted = f.session.posted.size();
    QVERIFY(!QTest::qWaitFor([&] { return f.session.posted.size() > posted; }, kQuiet));
  }

  void nothingIsAskedForWhileHidden() {
    CompareFixture f;
    f.view->hide();
    f.run(RunState::kRunning);
    f.view->setShare(0.5);
    f.selection.setTrack(1);
    QVERIFY(!QTest::qWaitFor([&] { return !f.session.posted.empty(); }, kQuiet));
    f.view->show();
    QVERIFY(!f.session.posted.empty());
    QCOMPARE(f.asked<command::Render>()[1].of, std::string("fast"));
    QCOMPARE(f.asked<command::Render>()[1].share, 0.5);
  }

  // What has been wanted in the meantime: after the pause, of which the first is not.
  void distancesThatWereWantedMeanwhileAreAskedForWhenTheyArrive() {
    CompareFixture f;
    f.run(RunState::kRunning);
    const auto first = f.asked<command::MeasureDistances>();
    QCOMPARE(first.size(), std::size_t{1});
    const auto answerTheRest = [&f] {
      while (f.unanswered() > 0) {
        const Command& next = f.session.posted.at(f.answered);
        std::holds_alternative<command::MeasureDistances>(next) ? void(++f.answered)
                                                                : f.answerNext();
      }
      f.deliver();
    };
    answerTheRest();
    f.state(RunState::kPaused);
    for (int i = 0; i < 5 && f.unanswered() > 0; ++i) answerTheRest();
    QCOMPARE(f.asked<command::MeasureDistances>().size(), std::size_t{1});
    f.session.arrive(
        event::DistancesMeasured{first[0].request, f.step, first[0].of, f.tensors, 0.001});
    f.deliver();
    QCOMPARE(f.asked<command::MeasureDistances>().size(), std::size_t{2});
  }

  void theLastPositionOfTheSliderAlwaysArrives() {
    CompareFixture f;
    f.run();
    f.answer();
    const std::size_t before = f.asked<command::Render>().size();
    for (const double share : {0.9, 0.7, 0.5, 0.3}) f.view->setShare(share);
    // One is in flight, and the others wait for it.
    QCOMPARE(f.asked<command::Render>().size(), before + 1);
    f.answer();
    QCOMPARE(f.asked<command::Render>().size(), before + 2);
    QCOMPARE(f.asked<command::Render>().back().share, 0.3);
    QCOMPARE(f.asked<command::CompareSamples>().back().share, 0.3);
  }

  void aMixOfAPausedRunDoesNotAskForRawAgain() {
    CompareFixture f;
    f.run();
    f.answer();
    const std::size_t before = f.asked<command::Render>().size();
    f.view->setShare(0.5);
    f.answer();
    const auto renders = f.asked<command::Render>();
    QCOMPARE(renders.size(), before + 1);
    QCOMPARE(renders.back().of, std::string("main"));
  }

  void aMixThatWasSupersededIsAskedForAgain() {
    CompareFixture f;
    f.run();
    while (f.unanswered() > 0) {
      const Command next = f.session.posted.at(f.answered);
      const auto* render = std::get_if<command::Render>(&next);
      if (!render || render->of == "raw") {
        f.answerNext();
        continue;
      }
      ++f.answered;
      f.session.arrive(
          event::Rejected{render->request, {"render", std::string(event::kSuperseded), ""}});
      break;
    }
    f.deliver();
    f.answer();
    QVERIFY(f.part<MixPicture>("compare_mix")->hasPicture());
  }

  void picturesOfDifferentStepsAreAskedForAgain() {
    CompareFixture f;
    f.run(RunState::kRunning);
    f.answerNext();  // raw, at step 3400
    f.step = 3401;
    f.answer();
    QCOMPARE(f.asked<command::Render>().size(), std::size_t{4});
    QVERIFY(f.part<FittingLabel>("compare_step")
                ->texts()[0]
                .startsWith(QStringLiteral("step %1 of both").arg(grouped(3401))));
  }
};

EMASCOPE_UI_TEST(CompareRequestsTest);

}  // namespace emascope::ui

#include "compare_requests_test.moc"
