// SPDX-License-Identifier: GPL-3.0-or-later
//
// When raw and main are asked what they see, and how the answers are shown.
#include "ui/panels/task_picture_card.h"

#include "tests/support/fake_run.h"
#include "tests/ui/support/fake_pictures.h"
#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/test_program.h"
#include "ui/panels/panel_commands.h"
#include "ui/panels/picture_view.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFrame>
#include <QLabel>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr int kRounds = 20000;  // ms: many more than one takes
constexpr int kQuiet = 1000;    // ms: one would have come by then

/// The card in a column of 336 pixels, over a run that the test plays.
struct Scene {
  FakeSession session;
  RunController controller{session};
  Selection selection;
  PanelCommands commands;
  QScrollArea window;
  QWidget* page = new QWidget;
  TaskPictureCard* card;

  Scene() {
    controller.setCatalog(fakeCatalog());
    card = new TaskPictureCard({&controller, nullptr, &selection, &commands}, page);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    column->addStretch(1);
    window.setWidget(page);
    window.setWidgetResizable(true);
    window.resize(336, 400);
    window.show();
    (void)QTest::qWaitForWindowExposed(&window);
  }
  void deliver() {
    QSignalSpy delivered(&controller, &RunController::delivered);
    QVERIFY(delivered.wait(20000));
  }
  void run(RunState state = RunState::kRunning) {
    session.arrive(fakeStarted(controller.catalog()));
    session.arrive(event::StateChanged{state, 0, ""});
    session.arrive(event::Evaluated{{fakePoint(3400, 3)}});
    deliver();
  }
  void state(RunState state) {
    session.arrive(event::StateChanged{state, 3400, ""});
    deliver();
  }
  [[nodiscard]] std::vector<command::Render> asked() const {
    return session.all<command::Render>();
  }
  [[nodiscard]] bool waitForAsked(std::size_t count, int patience = kRounds) const {
    return QTest::qWaitFor([&] { return asked().size() >= count; }, patience);
  }
  /// Answers the next request that is not answered yet.
  void answer(const TaskPicture& picture, std::int64_t step = 3400) {
    const command::Render next = asked().at(answered++);
    session.arrive(event::Rendered{next.request, step, next.of, picture});
    deliver();
  }
  /// A round: raw and the track, at one step.
  void answerBoth(const TaskPicture& picture, std::int64_t step = 3400) {
    answer(picture, step);
    answer(picture, step);
  }
  std::size_t answered = 0;
  [[nodiscard]] bool shown() const {
    return card->findChild<QFrame*>(QStringLiteral("task_picture_card"))->isVisible();
  }
  [[nodiscard]] QString caption(const char* of) const {
    return card->findChild<QLabel*>(QStringLiteral("caption_") + QLatin1String(of))->text();
  }
  [[nodiscard]] PictureView* picture(const char* of) const {
    return card->findChild<PictureView*>(QStringLiteral("picture_") + QLatin1String(of));
  }
};

}  // namespace

class TaskPictureCardTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void rawAndTheTrackAreAskedTogetherSoThatTheyAreOfOneStep() {
    Scene scene;
    scene.run();
    QVERIFY(scene.waitForAsked(2));
    QCOMPARE(scene.asked()[0].of, std::string("raw"));
    QCOMPARE(scene.asked()[1].of, std::string("main"));
    scene.answer(fakeCurve());
    QVERIFY(!scene.shown());  // half a comparison is none
    scene.answer(fakeCurve());
    QVERIFY(scene.shown());
  }

  void aClickOnMisreadSamplesAsksForCompare() {
    Scene scene;
    const QSignalSpy wanted(&scene.commands, &PanelCommands::compareWanted);
    scene.run();
    QVERIFY(scene.waitForAsked(2));
    scene.answerBoth(fakeMistakes(3, 3.0F));
    for (const char* of : {"raw", "average"}) {
      QVERIFY(scene.picture(of)->toolTip().contains(QStringLiteral("in Compare")));
      QTest::mouseClick(scene.picture(of), Qt::LeftButton);
    }
    QCOMPARE(wanted.size(), 2);
    QVERIFY(scene.waitForAsked(4));
    scene.answerBoth(fakeCurve());
    QVERIFY(!scene.picture("raw")->toolTip().contains(QStringLiteral("in Compare")));
    QTest::mouseClick(scene.picture("raw"), Qt::LeftButton);
    QCOMPARE(wanted.size(), 2);
  }

  void misreadSamplesAreTheSameOnBothSides() {
    Scene scene;
    scene.run();
    QVERIFY(scene.waitForAsked(2));
    TaskPicture of_raw = fakeMistakes(2, 2.0F);
    TaskPicture of_average = fakeMistakes(1, 1.0F);
    of_raw.arrays.push_back({"sample", {2}, {4.0F, 9.0F}});
    of_average.arrays.push_back({"sample", {1}, {6.0F}});
    scene.answer(of_raw);
    scene.answer(of_average);
    const auto samples = [&](const char* of) { return scene.picture(of)->picture().arrays.back(); };
    QCOMPARE(samples("raw").values, (std::vector<float>{4.0F, 6.0F, 9.0F}));
    QVERIFY(samples("raw") == samples("average"));
  }

  void twoOfDifferentStepsAreAskedForAgain() {
    Scene scene;
    scene.run();
    QVERIFY(scene.waitForAsked(2));
    scene.answer(fakeCurve(), 3400);
    scene.answer(fakeCurve(), 3401);
    QCOMPARE(scene.asked().size(), std::size_t{4});  // at once
    QVERIFY(!scene.shown());
    scene.answerBoth(fakeCurve(), 3402);
    QVERIFY(scene.shown());
    QVERIFY(!scene.caption("raw").contains(QStringLiteral("step")));
  }

  void theyAreAskedAgainWhileItRunsButNotOften() {
    Scene scene;
    scene.run();
    QElapsedTimer clock;
    clock.start();  // before the first request, however late that is seen
    QVERIFY(scene.waitForAsked(2));
    scene.answerBoth(fakeCurve());
    for (std::size_t round = 1; round < 4; ++round) {
      QVERIFY(scene.waitForAsked(2 * round + 2));
      scene.answerBoth(fakeCurve());
    }
    QVERIFY2(clock.elapsed() >= 3 * 700 - 50, qPrintable(QString::number(clock.elapsed())));
  }

  void onceMoreWhenItIsPausedAndThenNoMore() {
    Scene scene;
    scene.run();
    QVERIFY(scene.waitForAsked(2));
    scene.answer(fakeCurve());
    scene.state(RunState::kPaused);  // while the track's is in flight
    scene.answer(fakeCurve());
    QVERIFY(scene.waitForAsked(4));
    scene.answerBoth(fakeCurve());
    QCOMPARE(scene.asked().size(), std::size_t{4});
    QVERIFY(!scene.waitForAsked(5, kQuiet));
  }

  void onceMoreWhenItHasEnded() {
    Scene scene;
    scene.run();
    QVERIFY(scene.waitForAsked(2));
    scene.answerBoth(fakeCurve());
    scene.state(RunState::kFinished);
    QVERIFY(scene.waitForAsked(4));
    scene.answerBoth(fakeCurve());
    QVERIFY(!scene.waitForAsked(5, kQuiet));
  }

  void nobodyIsAskedForWhatNobodySees() {
    Scene scene;
    scene.window.hide();
    scene.run();
    QVERIFY(!scene.waitForAsked(1, kQuiet));
    scene.window.show();
    QVERIFY(scene.waitForAsked(1));
  }

  void aTaskWithNothingToShowHasNoCard() {
    Scene scene;
    scene.run();
    QVERIFY(!scene.shown());
    QVERIFY(scene.waitForAsked(2));
    for (const command::Render& asked : scene.asked()) {
      scene.session.arrive(event::Rejected{asked.request, {"picture", "nothing to show", ""}});
    }
    scene.deliver();
    QVERIFY(!scene.shown());
    QVERIFY(!scene.waitForAsked(3, kQuiet));
    QCOMPARE(scene.card->sizeHint().height(), 0);
  }

  void theCardGoesWithItsRun() {
    Scene scene;
    scene.run();
    QVERIFY(scene.waitForAsked(2));
    scene.answerBoth(fakeCurve());
    QVERIFY(scene.shown());
    QVERIFY(scene.waitForAsked(4));
    const event::Rendered late{scene.asked().back().request, 1, "main", fakeCurve()};
    scene.run();
    QVERIFY(!scene.shown());
    scene.session.arrive(late);  // of the run before
    scene.deliver();
    QVERIFY(!scene.shown());
  }

  void captionsSayWhoseItIsAndTheLoss() {
    Scene scene;
    scene.run();
    QVERIFY(scene.waitForAsked(2));
    scene.answerBoth(fakeSurface());
    const EvalPoint point = fakePoint(3400, 3);
    QCOMPARE(scene.caption("raw"),
             QStringLiteral("raw weights · loss %1").arg(shortNumber(point.raw.loss)));
    QCOMPARE(scene.caption("average"),
             QStringLiteral("EMA · loss %1").arg(shortNumber(point.tracks[0].val.loss)));
  }

  void stepsThatDifferAllTheSameAreShown() {
    Scene scene;
    scene.run();
    QVERIFY(scene.waitForAsked(2));
    for (int i = 0; i < 3; ++i) {
      scene.answer(fakeSurface(), 3400);
      scene.answer(fakeSurface(), 3412);
    }
    QVERIFY(scene.caption("raw").endsWith(QStringLiteral("\nstep ") + grouped(3400)));
    QVERIFY(scene.caption("average").endsWith(QStringLiteral("\nstep ") + grouped(3412)));
  }

  void theChosenTrackIsTheOneInThePicture() {
    Scene scene;
    scene.run(RunState::kPaused);
    QVERIFY(scene.waitForAsked(2));
    scene.answerBoth(fakeSurface());
    scene.selection.setTrack(2);
    QVERIFY(!scene.picture("average")->isVisible());  // that is another's
    QVERIFY(scene.waitForAsked(4));
    QCOMPARE(scene.asked()[3].of, std::string("slow"));
    scene.answerBoth(fakeSurface());
    const EvalPoint point = fakePoint(3400, 3);
    QCOMPARE(scene.caption("average"),
             QStringLiteral("slow · loss %1").arg(shortNumber(point.tracks[2].val.loss)));
  }

  void aRunWithoutAveragesShowsRawAlone() {
    Scene scene;
    event::Started started = fakeStarted(scene.controller.catalog());
    started.config.tracks.clear();
    scene.session.arrive(started);
    scene.session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
    scene.deliver();
    QVERIFY(scene.waitForAsked(1));
    scene.answer(fakeCurve());
    QVERIFY(scene.shown());
    QVERIFY(!scene.picture("average")->isVisible());
    QVERIFY(scene.waitForAsked(2));
    QCOMPARE(scene.asked()[1].of, std::string("raw"));
  }

  void anotherMainTrackIsAskedInItsPlace() {
    Scene scene;
    scene.run(RunState::kPaused);
    QVERIFY(scene.waitForAsked(2));
    scene.answerBoth(fakeCurve());
    QVERIFY(scene.picture("average")->isVisible());
    const TrackAction promote = track_action::Promote{"slow"};
    const auto tracks = editedTracks(scene.controller.record().tracks, promote).value();
    scene.session.arrive(event::TracksChanged{0, 3401, promote, tracks});
    scene.deliver();
    QVERIFY(!scene.picture("average")->isVisible());
    QVERIFY(scene.waitForAsked(4));
    QCOMPARE(scene.asked().back().of, std::string("slow"));
  }

  void everyKindFitsTheColumn() {
    for (const TaskPicture& picture : fakePictures()) {
      Scene scene;
      scene.run();
      QVERIFY(scene.waitForAsked(2));
      scene.answerBoth(picture);
      QVERIFY(QTest::qWaitFor([&] { return scene.picture("average")->width() > 120; }));
      const auto* frame = scene.card->findChild<QFrame*>(QStringLiteral("task_picture_card"));
      for (const char* side : {"raw", "average"}) {
        const PictureView* shown = scene.picture(side);
        QTRY_VERIFY2(frame->rect().contains(QRect(shown->mapTo(frame, QPoint()), shown->size())),
                     picture.kind.c_str());
        QVERIFY(!shown->accessibleName().isEmpty());
        const auto* caption =
            scene.card->findChild<QLabel*>(QStringLiteral("caption_") + QLatin1String(side));
        QVERIFY2(caption->width() >= caption->sizeHint().width(), picture.kind.c_str());
      }
      QVERIFY(!scene.picture("raw")->geometry().intersects(scene.picture("average")->geometry()));
    }
  }

  void whatCannotBeDrawnIsSaid() {
    Scene scene;
    scene.run();
    QVERIFY(scene.waitForAsked(2));
    const QImage before = scene.picture("raw")->grab().toImage();
    scene.answerBoth({.kind = "hologram"});
    QVERIFY(scene.shown());
    QVERIFY(scene.picture("raw")->height() >= 40);
    QVERIFY(scene.picture("raw")->grab().toImage() != before);
  }
};

EMASCOPE_UI_TEST(TaskPictureCardTest);

}  // namespace emascope::ui

#include "task_picture_card_test.moc"
