// SPDX-License-Identifier: GPL-3.0-or-later
//
// A lesson over a session that the test plays: which runs it starts, where it lets them pause, and
// what it does when somebody else uses the run.
#include "ui/teach/lesson_session.h"

#include "tests/ui/support/test_program.h"
#include "tests/ui/teach/teach_fixture.h"

#include <QSignalSpy>
#include <QTest>

namespace emascope::ui {

using Phase = LessonSession::Phase;

struct Played : LessonRunFake {
  LessonSession lesson{controller};

  explicit Played(const std::string& id = "when-to-begin", bool on = true) {
    lesson.setOn(on);
    lesson.open(shippedLesson(id), std::nullopt);
  }
};

class LessonSessionTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void startsTheRunPausedAndLetsItGoOnToTheFirstStop() {
    Played run;
    const command::Start start = run.lastStart();
    QVERIFY(start.config.start_paused);
    QCOMPARE(start.config.preset, std::string("curve"));
    QCOMPARE(start.config.steps, std::int64_t{3000});
    QCOMPARE(start.config.speed, 200.0);
    QCOMPARE(start.config.tracks.size(), std::size_t{5});
    QCOMPARE(run.lastAdvance(), std::int64_t{0});
    run.accept();
    QCOMPARE(run.lesson.phase(), Phase::kWaiting);
    QCOMPARE(run.lastAdvance(), std::int64_t{100});
    run.reach(100);
    QCOMPARE(run.lesson.phase(), Phase::kReading);
    QCOMPARE(run.session.all<command::Advance>().size(), std::size_t{1});
  }

  void takesTheSeedOfTheRunInTheWindow() {
    LessonRunFake run;
    RunConfig config = run.controller.catalog().presets.front().config;
    config.seed = 7;
    run.accept(run.controller.start(config), config);
    LessonSession lesson(run.controller);
    lesson.setOn(true);
    lesson.open(shippedLesson("when-to-begin"), std::nullopt);
    QCOMPARE(run.lastStart().config.seed, std::uint64_t{7});
    lesson.open(shippedLesson("when-to-begin"), 9);
    QCOMPARE(run.lastStart().config.seed, std::uint64_t{9});
  }

  void anAnswerLetsTheRunGoOnToTheStepNamed() {
    Played run;
    run.accept();
    run.reach(100);
    run.lesson.answer(1);
    QCOMPARE(run.lesson.phase(), Phase::kGoingOn);
    QCOMPARE(run.lastAdvance(), std::int64_t{400});
    run.lesson.answer(0);  // too late
    QCOMPARE(run.lesson.answered(), std::optional<std::size_t>(1));
    run.reach(500);
    QCOMPARE(run.lesson.phase(), Phase::kDecided);
    run.lesson.next();
    QCOMPARE(run.lesson.at(), std::size_t{1});
    QCOMPARE(run.lastAdvance(), std::int64_t{500});
  }

  void nextGoesOnWithoutAnAnswer() {
    Played run;
    run.accept();
    run.reach(100);
    run.lesson.next();
    QCOMPARE(run.lesson.at(), std::size_t{0});
    QCOMPARE(run.lesson.phase(), Phase::kGoingOn);
    QVERIFY(!run.lesson.answered());
    QCOMPARE(run.lastAdvance(), std::int64_t{400});
    run.lesson.next();  // it goes on already
    QCOMPARE(run.session.all<command::Advance>().size(), std::size_t{2});
  }

  void aPauseBySomebodyHoldsTheLesson() {
    Played run;
    run.accept();
    run.reach(50);
    QVERIFY(run.lesson.held());
    QCOMPARE(run.session.all<command::Advance>().size(), std::size_t{1});
    run.lesson.next();
    QCOMPARE(run.lastAdvance(), std::int64_t{50});
    QVERIFY(!run.lesson.held());
  }

  void aRunThatSomebodyLetsGoOnStillPausesAtTheStop() {
    Played run;
    run.accept();
    run.reach(50);
    run.controller.togglePause();  // goes on without an end
    run.session.arrive(event::StateChanged{RunState::kRunning, 50, ""});
    event::Progress progress;
    progress.step = 60;
    run.session.arrive(progress);
    run.deliver();
    QCOMPARE(run.session.all<command::Pause>().size(), std::size_t{1});
    run.session.arrive(event::StateChanged{RunState::kPaused, 62, ""});
    run.deliver();
    QCOMPARE(run.lastAdvance(), std::int64_t{38});
  }

  void anotherRunIsNotTheLessons() {
    Played run;
    run.accept();
    run.reach(100);
    const RunConfig other = run.controller.catalog().presets.front().config;
    run.accept(run.controller.start(other), other);
    QCOMPARE(run.lesson.phase(), Phase::kLost);
    run.session.posted.clear();
    run.reach(200);
    QVERIFY(run.session.posted.empty());  // somebody's own run is left alone
    run.lesson.next();
    QCOMPARE(run.lastStart().config.preset, std::string("curve"));
    run.accept();
    QCOMPARE(run.lastAdvance(), std::int64_t{100});
  }

  void aRestartWithOtherSettingsIsSpokenOf() {
    Played run;
    run.accept();
    run.reach(100);
    QVERIFY(run.lesson.changes().empty());
    RunConfig config = run.controller.record().config;
    config.start_paused = false;
    config.tracks.front().params["beta"] = 0.5;
    run.accept(run.controller.start(config), config);
    QCOMPARE(run.lesson.phase(), Phase::kWaiting);
    QCOMPARE(run.lesson.changes().size(), std::size_t{1});
  }

  // A restart with more steps pauses at the lesson's last step instead of ending there.
  void aRunWithMoreStepsIsGoneThroughToTheLastStep() {
    Played run("too-fast-too-slow");
    run.accept();
    RunConfig config = run.controller.record().config;
    config.steps = 2 * config.steps;
    run.accept(run.controller.start(config), config);
    run.reach(700);
    run.lesson.next();
    QCOMPARE(run.lesson.phase(), Phase::kDecided);
    run.lesson.next();
    QCOMPARE(run.lesson.phase(), Phase::kReading);
    run.lesson.next();  // goes on to step 5,000, the last one of the lesson's own run
    QCOMPARE(run.lastAdvance(), std::int64_t{4300});
    run.reach(5000);
    QCOMPARE(run.controller.state(), RunState::kPaused);
    QCOMPARE(run.lesson.phase(), Phase::kDecided);
    QVERIFY(!run.lesson.held());
    run.lesson.next();
    QCOMPARE(run.lesson.at(), std::size_t{2});
    QCOMPARE(run.lesson.phase(), Phase::kReading);
    QCOMPARE(run.lesson.changes().size(), std::size_t{1});
  }

  // "Go on" after the end, and then Pause: the run has not ended any more.
  void aRunThatWentOnAfterItsEndKeepsTheLessonWhereItWas() {
    Played run("too-fast-too-slow");
    QSignalSpy finished(&run.lesson, &LessonSession::finished);
    run.accept();
    run.reach(5000);
    for (int i = 0; i < 4; ++i) run.lesson.next();  // two questions
    QCOMPARE(run.lesson.at(), std::size_t{2});
    run.controller.goOn();
    run.session.arrive(event::Extended{0, 5000, 5500});
    run.deliver();
    QCOMPARE(run.lesson.phase(), Phase::kReading);
    run.reach(5100);
    QCOMPARE(run.controller.state(), RunState::kPaused);
    QCOMPARE(run.lesson.phase(), Phase::kReading);
    QVERIFY(!run.lesson.held());
    run.lesson.next();
    QCOMPARE(run.lesson.phase(), Phase::kDecided);
    run.lesson.next();
    run.lesson.next();
    QCOMPARE(finished.size(), 1);
  }

  void theLastEvaluationBeforeAStopIsEnough() {
    Played run("too-fast-too-slow");
    run.accept();
    RunConfig config = run.controller.record().config;
    config.eval_every = 200;  // the lesson stops at step 250
    run.accept(run.controller.start(config), config);
    run.reach(250);
    QCOMPARE(run.controller.record().points.back().step, std::int64_t{200});
    QCOMPARE(run.lesson.phase(), Phase::kReading);
    QVERIFY(!run.lesson.held());
  }

  void anEvaluationThatIsStillToComeIsWaitedFor() {
    Played run;
    run.accept();
    run.session.arrive(event::StateChanged{RunState::kPaused, 100, ""});
    run.deliver();
    QCOMPARE(run.lesson.phase(), Phase::kWaiting);
    run.session.arrive(event::Evaluated{{run.point(100)}});
    run.deliver();
    QCOMPARE(run.lesson.phase(), Phase::kReading);
  }

  void aRunThatStartsAfterTheLessonWasClosedGoesOn() {
    Played run;
    run.lesson.close();
    run.accept();
    QCOMPARE(run.controller.state(), RunState::kPaused);
    QCOMPARE(run.session.all<command::Resume>().size(), std::size_t{1});
    run.session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
    run.session.arrive(event::StateChanged{RunState::kPaused, 40, ""});  // by somebody
    run.deliver();
    QCOMPARE(run.session.all<command::Resume>().size(), std::size_t{1});
  }

  // The lesson is closed between the start of its run and the pause before the first step.
  void aRunThatIsToPauseAfterTheLessonWasClosedGoesOn() {
    Played run;
    event::Started started = fakeStarted(run.controller.catalog());
    started.request = run.lastStart().request;
    started.config = run.lastStart().config;
    run.session.arrive(started);
    run.deliver();
    run.lesson.close();
    QVERIFY(run.session.all<command::Resume>().empty());
    run.session.arrive(event::StateChanged{RunState::kPaused, 0, ""});
    run.deliver();
    QCOMPARE(run.session.all<command::Resume>().size(), std::size_t{1});
  }

  void aRunThatWasPausedAtAStopStaysSoWhenTheLessonIsClosed() {
    Played run;
    run.accept();
    run.reach(100);
    run.lesson.close();
    QVERIFY(run.session.all<command::Resume>().empty());
  }

  // Another lesson is opened at once. If its run is refused, the first one's is in the window.
  void theRunOfALessonThatWasReplacedGoesOnIfTheNextIsRefused() {
    Played run;
    const command::Start first = run.lastStart();
    connect(&run.lesson, &LessonSession::refused, &run.lesson, &LessonSession::close);
    run.lesson.open(shippedLesson("two-means"), std::nullopt);
    run.accept(first.request, first.config);
    QVERIFY(run.session.all<command::Resume>().empty());
    run.session.arrive(event::Rejected{run.lastStart().request, {"lr", "too high", "1"}});
    run.deliver();
    QCOMPARE(run.session.all<command::Resume>().size(), std::size_t{1});
  }

  void theNextRunOfTheLessonStartsWithTheSameSeedAndTheFirstIsKept() {
    Played run;
    run.accept();
    for (std::size_t step = 0; step < 3; ++step) {
      const LessonStep& now = run.lesson.step();
      if (run.controller.record().step < now.stop) run.reach(now.stop);
      run.lesson.answer(0);
      if (run.controller.record().step < now.ask->until) run.reach(now.ask->until);
      QCOMPARE(run.lesson.phase(), Phase::kDecided);
      run.lesson.next();
    }
    QCOMPARE(run.lastStart().config.preset, std::string("two-spirals"));
    QCOMPARE(run.lastStart().config.seed, run.controller.record().config.seed);
    run.accept();
    run.reach(100);
    run.lesson.back();
    QCOMPARE(run.lesson.phase(), Phase::kDecided);
    QVERIFY(!run.lesson.live());
    QCOMPARE(run.lesson.record()->config.preset, std::string("curve"));
    QCOMPARE(run.lesson.record()->points.back().step, std::int64_t{3000});
    run.lesson.next();
    QCOMPARE(run.lesson.phase(), Phase::kReading);  // without another start
    QCOMPARE(run.session.all<command::Start>().size(), std::size_t{2});
  }

  void editsOfTheLessonComeWithItsRun() {
    Played run("dead-slider");
    const auto& edits = run.lastStart().config.edits;
    QCOMPARE(edits.size(), std::size_t{2});
    QCOMPARE(edits.front().step, std::int64_t{2901});
  }

  void nothingIsSentWhileTheLessonIsNotVisible() {
    Played run("when-to-begin", false);
    run.accept();
    QCOMPARE(run.lastAdvance(), std::int64_t{0});
    run.lesson.setOn(true);
    QCOMPARE(run.lastAdvance(), std::int64_t{100});
    run.reach(50);  // paused by somebody
    run.lesson.setOn(false);
    run.lesson.setOn(true);
    QCOMPARE(run.session.all<command::Advance>().size(), std::size_t{1});
  }

  void aRefusedStartIsTold() {
    Played run;
    QSignalSpy refused(&run.lesson, &LessonSession::refused);
    run.session.arrive(event::Rejected{run.lastStart().request, {"lr", "too high", "1"}});
    run.deliver();
    QCOMPARE(refused.size(), 1);
    QVERIFY(refused.front().front().toString().contains(QStringLiteral("too high")));
    QVERIFY(!run.lesson.starting());
  }

  void runAgainTakesTheChangedKnob() {
    Played run("too-fast-too-slow");
    run.accept();
    run.reach(5000);
    run.lesson.changeNextRun("good", {{"beta", 0.9}});
    run.lesson.startAgain();
    const auto& tracks = run.lastStart().config.tracks;
    const auto good = std::ranges::find(tracks, std::string("good"), &TrackSpec::label);
    QCOMPARE(good->params.at("beta"), 0.9);
    run.accept();
    QCOMPARE(run.lesson.changes().size(), std::size_t{1});
  }

  void finishesAfterTheLastStep() {
    Played run("two-means");
    QSignalSpy finished(&run.lesson, &LessonSession::finished);
    run.accept();
    run.reach(4000);
    for (int i = 0; i < 8; ++i) run.lesson.next();  // 5 steps, 3 of them with a question
    QCOMPARE(finished.size(), 1);
  }
};

EMASCOPE_UI_TEST(LessonSessionTest);

}  // namespace emascope::ui

#include "lesson_session_test.moc"
