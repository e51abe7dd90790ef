// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the controller makes of a session's events and of people's clicks, without an engine.
#include "ui/run/run_controller.h"

#include "tests/support/fake_run.h"
#include "tests/ui/support/controlled_run.h"
#include "tests/ui/support/test_program.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

namespace emascope::ui {

class RunControllerTest : public QObject {
  Q_OBJECT

 private:
  using Fixture = ControlledRun;
  static event::Evaluated evaluated(std::int64_t step) { return {{fakePoint(step, 3)}}; }

 private Q_SLOTS:
  void aRunThatHasFinishedGoesOnWhenItIsExtended() {
    Fixture run;
    run.arriveRunning();
    run.session.arrive(event::StateChanged{RunState::kFinished, 100, ""});
    run.deliver();
    QVERIFY(!run.controller.accepts(command::Pause{}));
    QVERIFY(run.controller.extend(10) != 0);
    QVERIFY(run.controller.accepts(command::Pause{}));  // it will be running
    QCOMPARE(run.controller.extend(0), std::uint64_t{0});
  }

  void manyEventsAreOneDelivery() {
    Fixture run;
    run.arriveRunning();
    const auto before = run.controller.deliveries();
    QSignalSpy points(&run.controller, &RunController::pointsArrived);
    for (std::int64_t step = 1; step <= 500; ++step) run.session.arrive(evaluated(step));
    run.deliver();
    QCOMPARE(run.controller.deliveries(), before + 1);
    QCOMPARE(points.count(), 1);
    QCOMPARE(run.controller.record().points.size(), std::size_t{500});
  }

  void eventsKeepTheirOrder() {
    Fixture run;
    run.arriveRunning();
    for (std::int64_t step = 1; step <= 200; ++step) run.session.arrive(evaluated(step));
    run.deliver();
    std::int64_t step = 0;
    for (const EvalPoint& point : run.controller.record().points) QCOMPARE(point.step, ++step);
  }

  void tracksThatChangeAreToldWithTheirOldLabels() {
    Fixture run;
    run.arriveRunning();
    std::vector<std::string> before;
    std::string first;
    QObject::connect(&run.controller, &RunController::tracksChanged, &run.controller,
                     [&](const event::TracksChanged&, const std::vector<std::string>& labels) {
                       before = labels;
                       first = run.controller.record().tracks.front().label;
                     });
    const TrackAction promote = track_action::Promote{"slow"};
    run.session.arrive(event::TracksChanged{
        0, 5, promote, editedTracks(run.controller.record().tracks, promote).value()});
    run.deliver();
    QCOMPARE(before, (std::vector<std::string>{"main", "fast", "slow"}));
    QCOMPARE(first, std::string("slow"));
  }

  void newPointsAreToldFromTheFirst() {
    Fixture run;
    run.arriveRunning();
    run.session.arrive(evaluated(25));
    run.deliver();
    QSignalSpy points(&run.controller, &RunController::pointsArrived);
    run.session.arrive(evaluated(50));
    run.session.arrive(evaluated(75));
    run.deliver();
    QCOMPARE(points.count(), 1);
    QCOMPARE(points.first().first().toLongLong(), 1);
  }

  void aNewRunEmptiesTheRecord() {
    Fixture run;
    run.arriveRunning();
    run.session.arrive(evaluated(25));
    run.deliver();
    QSignalSpy started(&run.controller, &RunController::runStarted);
    QSignalSpy points(&run.controller, &RunController::pointsArrived);
    run.session.arrive(evaluated(50));
    run.session.arrive(fakeStarted(run.controller.catalog()));
    run.session.arrive(evaluated(10));
    run.deliver();
    QCOMPARE(started.count(), 1);
    QCOMPARE(points.first().first().toLongLong(), 0);
    QCOMPARE(run.controller.record().points.size(), std::size_t{1});
    QCOMPARE(run.controller.record().points.front().step, std::int64_t{10});
  }

  void aFloodWakesTheWindowAtMostThirtyTimesASecond() {
    Fixture run;
    run.arriveRunning();
    const auto before = run.controller.deliveries();
    QElapsedTimer clock;
    clock.start();
    std::int64_t step = 0;
    while (step < 100000) {  // arrives between the window's own events, as from a pipe
      for (int i = 0; i < 50; ++i) run.session.arrive(event::Progress{++step, 0, 1e6, 0, 0, 0});
      QCoreApplication::processEvents();
    }
    QTRY_COMPARE(run.controller.record().step, step);
    const double most = static_cast<double>(clock.elapsed()) / 33.0 + 1.0;
    QVERIFY(static_cast<double>(run.controller.deliveries() - before) <= most);
  }

  void nothingArrivingWakesNobody() {
    Fixture run;
    run.arriveRunning();
    const auto before = run.controller.deliveries();
    QSignalSpy delivered(&run.controller, &RunController::delivered);
    QVERIFY(!delivered.wait(200));
    QCOMPARE(run.controller.deliveries(), before);
  }

  void startOnALiveRunStopsNothingByItself() {
    Fixture run;
    run.arriveRunning();
    const auto request = run.controller.start(run.controller.catalog().presets[1].config);
    QCOMPARE(run.session.posted.size(), std::size_t{1});
    QCOMPARE(std::get<command::Start>(run.session.posted[0]).config.preset, std::string("digits"));
    run.session.arrive(event::Rejected{request, {"lr", "no", ""}});
    run.deliver();
    QCOMPARE(run.controller.state(), RunState::kRunning);
    QVERIFY(run.controller.accepts(command::Pause{}));
  }

  void aStartIsAnsweredAlsoByAnEngineThatDies() {
    Fixture run;
    QSignalSpy rejected(&run.controller, &RunController::rejected);
    const auto request = run.controller.start(run.controller.catalog().presets[0].config);
    run.controller.engineGone();
    QCOMPARE(rejected.count(), 1);
    QCOMPARE(rejected.first().at(0).toULongLong(), request);
    QCOMPARE(run.controller.start(run.controller.catalog().presets[0].config), std::uint64_t{0});
  }

  void whatIsStartedSaysByWhichRequest() {
    Fixture run;
    QSignalSpy started(&run.controller, &RunController::runStarted);
    event::Started event = fakeStarted(run.controller.catalog());
    event.request = run.controller.start(run.controller.catalog().presets[0].config);
    run.session.arrive(event);
    run.deliver();
    QCOMPARE(started.count(), 1);
    QCOMPARE(started.first().at(0).toULongLong(), event.request);
  }

  void aWatchedRunPausesOnDivergence() {
    Fixture run;
    run.controller.start(run.controller.catalog().presets[0].config);
    QVERIFY(run.session.all<command::Start>().front().config.pause_on_divergence);
  }

  void aRefusedStartIsTold() {
    Fixture run;
    QSignalSpy rejected(&run.controller, &RunController::rejected);
    run.controller.start(run.controller.catalog().presets[0].config);
    const auto request = run.session.all<command::Start>().front().request;
    run.session.arrive(event::Rejected{request, {"steps", "-3 is not allowed", "1 to 1e9"}});
    run.deliver();
    QCOMPARE(rejected.count(), 1);
    QCOMPARE(rejected.first().at(0).toULongLong(), request);
    QCOMPARE(rejected.first().at(1).toString(),
             QStringLiteral("steps: -3 is not allowed; allowed: 1 to 1e9"));
    QVERIFY(run.controller.accepts(command::Start{}));
  }

  void theSpeedIsKeptAcrossRestarts() {
    Fixture run;
    run.arriveRunning();
    run.controller.setSpeed(0.0);
    run.controller.restart();
    QCOMPARE(run.session.all<command::Start>().back().config.speed, 0.0);
    run.controller.setSpeed(50.0);
    run.controller.restart(RunController::Anew::kWithNewSeed);
    QCOMPARE(run.session.all<command::Start>().back().config.speed, 50.0);
  }

  void restartRepeatsTheConfigurationRunning() {
    Fixture run;
    event::Started started = fakeStarted(run.controller.catalog(), 1);
    started.config.start_paused = true;
    started.config.seed = 7;
    run.session.arrive(started);
    run.deliver();
    run.controller.restart();
    const RunConfig config = run.session.all<command::Start>().back().config;
    QCOMPARE(config.preset, std::string("digits"));
    QCOMPARE(config.seed, std::uint64_t{7});
    QVERIFY(!config.start_paused);
  }

  void aRefusedEditNamesTheKnobByItsLabel() {
    Fixture run;
    run.arriveRunning();
    QSignalSpy rejected(&run.controller, &RunController::rejected);
    const auto request = run.controller.setParams("", {{"lr", 1e38}});
    run.session.arrive(event::Rejected{request, {"the run: lr", "1e+38 is not allowed", ""}});
    run.deliver();
    QCOMPARE(rejected.first().at(1).toString(),
             QStringLiteral("learning rate: 1e+38 is not allowed"));
  }

  void newSeedTakesTheNextOne() {
    Fixture run;
    run.arriveRunning();
    run.controller.restart(RunController::Anew::kWithNewSeed);
    QCOMPARE(run.session.all<command::Start>().back().config.seed, std::uint64_t{2});
  }

  void togglePauseIsPauseThenResume() {
    Fixture run;
    run.arriveRunning();
    run.controller.togglePause();
    run.controller.togglePause();
    QCOMPARE(run.session.posted.size(), std::size_t{2});
    QVERIFY(std::holds_alternative<command::Pause>(run.session.posted[0]));
    QVERIFY(std::holds_alternative<command::Resume>(run.session.posted[1]));
  }

  void togglePauseStartsTheDefaultDemoWhenThereIsNoRun() {
    Fixture run;
    run.controller.togglePause();
    QCOMPARE(run.session.all<command::Start>().size(), std::size_t{1});
    QCOMPARE(run.session.all<command::Start>().front().config.preset, std::string("two-spirals"));
  }

  void advanceOfARunningRunPausesItFirst() {
    Fixture run;
    run.arriveRunning();
    run.controller.advance(100);
    QCOMPARE(run.session.posted.size(), std::size_t{2});
    QVERIFY(std::holds_alternative<command::Pause>(run.session.posted[0]));
    QCOMPARE(std::get<command::Advance>(run.session.posted[1]).count, std::int64_t{100});
  }

  void anAnswerCarriesTheRequestsNumber() {
    Fixture run;
    run.arriveRunning();
    QSignalSpy applied(&run.controller, &RunController::applied);
    const auto request = run.controller.setParams("main", {{"beta", 0.999}});
    QVERIFY(request != 0);
    run.session.arrive(event::Applied{request, 60, "main", {{"beta", 0.995}}, {{"beta", 0.999}}});
    run.deliver();
    QCOMPARE(applied.count(), 1);
    QCOMPARE(run.controller.record().value("main", "beta"), 0.999);
  }

  void parametersNeedALiveRun() {
    Fixture run;
    QCOMPARE(run.controller.setParams("main", {{"beta", 0.999}}), std::uint64_t{0});
    QVERIFY(run.session.posted.empty());
  }

  void nothingIsPossibleBeforeTheCatalog() {
    FakeSession session;
    RunController controller(session);
    QVERIFY(!controller.accepts(command::Start{}));
    controller.togglePause();
    QVERIFY(session.posted.empty());
  }

  void anEngineThatDiesFailsTheRunAndKeepsItsCurves() {
    Fixture run;
    run.arriveRunning();
    run.session.arrive(evaluated(25));
    run.deliver();
    run.controller.engineGone();
    QCOMPARE(run.controller.state(), RunState::kFailed);
    QCOMPARE(run.controller.record().points.size(), std::size_t{1});
    QVERIFY(run.controller.accepts(command::Start{}));
  }

  void whatAnEngineSaidLastIsTakenBeforeItIsGone() {
    Fixture run;
    run.session.arrive(fakeStarted(run.controller.catalog()));
    run.session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
    run.session.arrive(evaluated(25));
    run.controller.engineGone();
    QCOMPARE(run.controller.state(), RunState::kFailed);
    QCOMPARE(run.controller.record().points.size(), std::size_t{1});
    QSignalSpy delivered(&run.controller, &RunController::delivered);
    delivered.wait(200);
    QCOMPARE(run.controller.state(), RunState::kFailed);
  }

  void aDestroyedControllerIsNotWoken() {
    FakeSession session;
    { RunController controller(session); }
    session.arrive(evaluated(25));
    QCoreApplication::processEvents();
    QCOMPARE(session.drain().size(), std::size_t{1});
  }
};

EMASCOPE_UI_TEST(RunControllerTest);

}  // namespace emascope::ui

#include "run_controller_test.moc"
