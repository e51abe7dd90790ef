// SPDX-License-Identifier: GPL-3.0-or-later
//
// With what a run begins anew.
#include "ui/run/restart_config.h"

#include "tests/support/fake_run.h"
#include "tests/ui/support/controlled_run.h"
#include "tests/ui/support/test_program.h"
#include "ui/run/run_controller.h"

#include <QSignalSpy>
#include <QTest>

namespace emascope::ui {

class RestartConfigTest : public QObject {
  Q_OBJECT

 private:
  using Fixture = ControlledRun;

 private Q_SLOTS:
  static void aRunWithoutASpeedLastsTwentySeconds() {
    RunConfig config;
    config.steps = 2000;
    QCOMPARE(watchableSpeed(config), 100.0);
    config.steps = 5;
    QCOMPARE(watchableSpeed(config), 1.0);
    config.speed = 7.0;
    QCOMPARE(watchableSpeed(config), 7.0);
  }

  static void theSameProblemIsTheSameWhateverItsSettings() {
    const Catalog catalog = fakeCatalog();
    const RunConfig spirals = catalog.presets[0].config;
    RunConfig other = spirals;
    other.seed = 9;
    other.lr = 1.0;
    other.tracks.pop_back();
    QVERIFY(sameProblem(spirals, other));
    QVERIFY(!sameProblem(spirals, catalog.presets[1].config));
    other.steps = 2 * spirals.steps;  // its curves are compared step by step
    QVERIFY(sameProblem(spirals, other));
    RunConfig table = catalog.own.config;
    table.user_task["data"] = "a.csv";
    RunConfig another = table;
    another.user_task["data"] = "b.csv";
    QVERIFY(!sameProblem(table, another));
  }

  static void theOptimizersValuesAreThoseInForce() {
    RunRecord record;
    event::Started started = fakeStarted(fakeCatalog());
    started.config.training.optimizer = MethodSpec{.kind = "sgd", .params = {{"momentum", 0.9}}};
    record.apply(started);
    record.apply(event::Applied{1, 9, "", {{"momentum", 0.9}}, {{"momentum", 0.5}}});
    QCOMPARE(presentConfig(record).training.optimizer->params.at("momentum"), 0.5);
  }

  void aRestartKeepsTheSettingsInForce() {
    Fixture run;
    run.arriveRunning();
    run.session.arrive(event::Applied{1, 60, "main", {{"beta", 0.995}}, {{"beta", 0.999}}});
    run.session.arrive(event::Applied{2, 70, "", {{"lr", 0.02}}, {{"lr", 0.005}}});
    run.deliver();
    run.controller.restart();
    const RunConfig again = run.session.all<command::Start>().back().config;
    QCOMPARE(again.tracks[0].params.at("beta"), 0.999);
    QCOMPARE(again.tracks[1].params.at("beta"), 0.9);
    QCOMPARE(again.lr, 0.005);
    QVERIFY(again.edits.empty());
    QVERIFY(!again.start_paused);
    run.controller.restart(RunController::Anew::kWithNewSeed);
    const RunConfig other = run.session.all<command::Start>().back().config;
    QCOMPARE(other.tracks[0].params.at("beta"), 0.999);
    QCOMPARE(other.seed, again.seed + 1);
    run.controller.restart(RunController::Anew::kWithPresentSettings, true);
    QVERIFY(run.session.all<command::Start>().back().config.start_paused);
  }

  void aRestartIsAsLongAsTheRunWasBeforeItWentOn() {
    Fixture run;
    run.arriveRunning();
    const RunConfig before = run.controller.record().config;
    run.session.arrive(event::Extended{1, before.steps, before.steps + before.steps / 10});
    run.deliver();
    QVERIFY(run.controller.record().config.steps > before.steps);
    // So that the curve stays as the last run's.
    QVERIFY(sameProblem(run.controller.record().config, before));
    run.controller.restart();
    const RunConfig again = run.session.all<command::Start>().back().config;
    QCOMPARE(again.steps, before.steps);
    QCOMPARE(again.planned_steps, std::int64_t{0});
  }

  void aRestartHasTheTracksThereAre() {
    Fixture run;
    run.arriveRunning();
    const TrackAction remove = track_action::Remove{"fast"};
    run.session.arrive(event::TracksChanged{
        0, 5, remove, editedTracks(run.controller.record().tracks, remove).value()});
    run.deliver();
    run.controller.restart();
    const RunConfig again = run.session.all<command::Start>().back().config;
    QCOMPARE(again.tracks.size(), std::size_t{2});
    QCOMPARE(again.tracks[1].label, std::string("slow"));
  }

  void whatNamesATrackThatIsGoneOrRenamedDoesNotRefuseTheRestart() {
    Fixture run;
    event::Started started = fakeStarted(run.controller.catalog());
    started.config.edits = {{400, "fast", {{"beta", 0.8}}, {}}, {400, "slow", {{"beta", 0.9}}, {}}};
    started.config.saves = {
        {"fast", "f.safetensors"}, {"best.slow", "s.safetensors"}, {"raw", "r.safetensors"}};
    started.config.scans = {{"fast", {0.0, 1.0}}, {"slow", {0.0, 1.0}}};
    run.session.arrive(started);
    std::vector<TrackSpec> tracks = started.config.tracks;
    for (const TrackAction& action : {TrackAction(track_action::Remove{"fast"}),
                                      TrackAction(track_action::Rename{"slow", "s"})}) {
      tracks = editedTracks(tracks, action).value();
      run.session.arrive(event::TracksChanged{0, 5, action, tracks});
    }
    run.deliver();
    run.controller.restart();
    const RunConfig again = run.session.all<command::Start>().back().config;
    QCOMPARE(again.edits.size(), std::size_t{1});
    QCOMPARE(again.edits[0].track, std::string("s"));
    QCOMPARE(again.saves.size(), std::size_t{2});
    QCOMPARE(again.saves[0].of, std::string("best.s"));
    QCOMPARE(again.scans.size(), std::size_t{1});
    QCOMPARE(again.scans[0].track, std::string("s"));
    QVERIFY(validate(again, run.controller.catalog()).ok());
  }

  void editsThatAreStillToComeAreKept() {
    Fixture run;
    event::Started started = fakeStarted(run.controller.catalog());
    started.config.edits = {{100, "main", {{"beta", 0.99}}, {}},
                            {400, "main", {{"beta", 0.9}}, {}}};
    run.session.arrive(started);
    run.session.arrive(event::Applied{0, 100, "main", {{"beta", 0.995}}, {{"beta", 0.99}}});
    run.session.arrive(event::Progress{200, 1.0, 200, 0, 0, 0});
    run.deliver();
    run.controller.restart();
    const RunConfig again = run.session.all<command::Start>().back().config;
    QCOMPARE(again.tracks[0].params.at("beta"), 0.99);
    QCOMPARE(again.edits.size(), std::size_t{1});
    QCOMPARE(again.edits[0].step, std::int64_t{400});
  }

  void theOriginalSettingsOutliveRestarts() {
    Fixture run;
    run.arriveRunning();
    for (const double beta : {0.999, 0.9999}) {
      run.session.arrive(event::Applied{1, 60, "main", {{"beta", 0.995}}, {{"beta", beta}}});
      run.deliver();
      run.controller.restart();
      const command::Start asked = run.session.all<command::Start>().back();
      event::Started started = fakeStarted(run.controller.catalog());
      started.request = asked.request;
      started.config = asked.config;
      run.session.arrive(started);
      run.deliver();
      QCOMPARE(run.controller.record().config.tracks[0].params.at("beta"), beta);
    }
    run.controller.restart(RunController::Anew::kWithOriginalSettings);
    QCOMPARE(run.session.all<command::Start>().back().config.tracks[0].params.at("beta"), 0.995);
  }

  void anotherPresetIsAnotherOriginal() {
    Fixture run;
    run.arriveRunning();
    event::Started digits = fakeStarted(run.controller.catalog(), 1);
    digits.request = run.controller.start(run.controller.catalog().presets[1].config);
    run.session.arrive(digits);
    run.deliver();
    run.controller.restart(RunController::Anew::kWithOriginalSettings);
    QCOMPARE(run.session.all<command::Start>().back().config.preset, std::string("digits"));
  }
};

EMASCOPE_UI_TEST(RestartConfigTest);

}  // namespace emascope::ui

#include "restart_config_test.moc"
