// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs that go on from a checkpoint, as the controller asks for them: back, from a file, and after
// the death of the engine.
#include "tests/support/fake_run.h"
#include "tests/ui/support/controlled_run.h"
#include "tests/ui/support/test_program.h"
#include "ui/run/death_watch.h"
#include "ui/run/last_run.h"
#include "ui/run/run_controller.h"

#include <cerrno>
#include <cstring>

#include <QSignalSpy>
#include <QTest>

namespace emascope::ui {
namespace {

using std::chrono_literals::operator""s;

event::CheckpointWritten checkpointAt(std::int64_t step) {
  return {.step = step,
          .path = "/runs/a/step-" + std::to_string(step) + ".emascope",
          .bytes = 1000,
          .reason = CheckpointReason::kMinutes};
}

/// A running run with evaluations up to `last` and checkpoints.
void run(ControlledRun& of, std::int64_t last, const std::vector<std::int64_t>& checkpoints) {
  event::Started started = fakeStarted(of.controller.catalog());
  started.config.checkpoints.folder = "/runs/a";
  of.session.arrive(started);
  of.session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
  for (std::int64_t step = 25; step <= last; step += 25) {
    of.session.arrive(event::Evaluated{{fakePoint(step, 3)}});
  }
  for (const std::int64_t step : checkpoints) of.session.arrive(checkpointAt(step));
  of.deliver();
}

}  // namespace

class ResumeRunsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aCheckpointIsAskedForAndAnswered() {
    ControlledRun of;
    QCOMPARE(of.controller.checkpoint(), std::uint64_t{0});  // there is no run
    run(of, 100, {});
    QSignalSpy written(&of.controller, &RunController::checkpointWritten);
    const auto request = of.controller.checkpoint(true);
    QCOMPARE(of.session.all<command::Checkpoint>().back(), (command::Checkpoint{request, true}));
    event::CheckpointWritten answer = checkpointAt(100);
    answer.request = request;
    of.session.arrive(answer);
    of.deliver();
    QCOMPARE(written.count(), 1);
    const auto pin = of.controller.pinCheckpoint(100, false);
    QCOMPARE(of.session.all<command::PinCheckpoint>().back(),
             (command::PinCheckpoint{pin, 100, false}));
  }

  void anEngineThatHasNoneIsNotAsked() {
    ControlledRun of;
    Catalog older = fakeCatalog();
    older.commands = firstCommandKinds(kFirstCommandKinds);
    of.controller.setCatalog(older);
    of.controller.setCheckpoints(CheckpointSettings{.folder = "auto"});
    run(of, 100, {});
    QCOMPARE(of.controller.checkpoint(), std::uint64_t{0});
    of.controller.restart();
    QCOMPARE(of.session.all<command::Start>().back().config.checkpoints, CheckpointSettings{});
  }

  void eachRunHasAFolderOfItsOwn() {
    ControlledRun of;
    of.controller.setCheckpoints(CheckpointSettings{.folder = "auto"});
    run(of, 100, {100});
    of.controller.restart();
    QCOMPARE(of.session.all<command::Start>().back().config.checkpoints.folder,
             std::string("auto"));
    RunConfig wanted = of.controller.record().config;
    wanted.checkpoints.folder = "/elsewhere";  // as --checkpoints says
    of.controller.start(wanted);
    QCOMPARE(of.session.all<command::Start>().back().config.checkpoints.folder,
             std::string("/elsewhere"));
  }

  void theNewestUpToAStepIsFound() {
    ControlledRun of;
    run(of, 100, {});
    QVERIFY(of.controller.checkpointUpTo() == nullptr);
    for (const std::int64_t step : {40, 80}) of.session.arrive(checkpointAt(step));
    of.deliver();
    QCOMPARE(of.controller.checkpointUpTo()->step, std::int64_t{80});
    QCOMPARE(of.controller.checkpointUpTo(79)->step, std::int64_t{40});
    QCOMPARE(of.controller.checkpointUpTo(40)->step, std::int64_t{40});
    QVERIFY(of.controller.checkpointUpTo(39) == nullptr);
  }

  void goingBackLeavesTheSettingsToTheCheckpoint() {
    ControlledRun of;
    run(of, 100, {50});
    of.session.arrive(event::Applied{0, 60, "", {{"lr", 0.02}}, {{"lr", 0.5}}});
    of.deliver();
    const auto request = of.controller.goBack(of.controller.record().checkpoints[0],
                                              RunController::Settings::kOfThen);
    QVERIFY(request != 0);
    const command::Start start = of.session.all<command::Start>().back();
    QCOMPARE(start.request, request);
    QCOMPARE(start.config.preset, std::string());
    QCOMPARE(start.config.device, std::string());
    QCOMPARE(start.config.resume_from, checkpointAt(50).path);
    QCOMPARE(start.config.steps, of.controller.record().config.steps);
    QVERIFY(start.config.tracks.empty());
    QVERIFY(start.config.edits.empty());
    QVERIFY(!start.config.start_paused);  // as the run that is left
    QVERIFY(start.config.pause_on_divergence);
  }

  void aCheckpointWhoseFileIsGoneIsForgotten() {
    ControlledRun of;
    run(of, 100, {50, 75});
    QSignalSpy rejected(&of.controller, &RunController::rejected);
    const auto request = of.controller.goBack(of.controller.record().checkpoints[0],
                                              RunController::Settings::kOfThen);
    of.session.arrive(event::Rejected{
        request,
        {checkpointAt(50).path, std::string("cannot be read: ") + std::strerror(ENOENT), ""}});
    of.deliver();
    QCOMPARE(rejected.count(), 1);
    const QString reason = rejected.first().at(1).toString();
    QVERIFY2(reason.contains(QStringLiteral("the run that it belonged to was deleted")),
             qPrintable(reason));
    QCOMPARE(of.controller.record().checkpoints.size(), std::size_t{1});
    QCOMPARE(of.controller.record().checkpoints[0].step, std::int64_t{75});
  }

  void oneThatIsRefusedForAnotherReasonStays() {
    ControlledRun of;
    run(of, 100, {50});
    const auto request = of.controller.goBack(of.controller.record().checkpoints[0],
                                              RunController::Settings::kOfThen);
    of.session.arrive(
        event::Rejected{request, {checkpointAt(50).path, "the header is damaged", ""}});
    of.deliver();
    QCOMPARE(of.controller.record().checkpoints.size(), std::size_t{1});
  }

  void goingBackMayTakeTheSettingsAlong() {
    ControlledRun of;
    run(of, 100, {50});
    of.session.arrive(event::Applied{0, 40, "", {{"lr", 0.02}}, {{"lr", 0.1}}});
    of.session.arrive(event::Applied{0, 60, "", {{"lr", 0.1}}, {{"lr", 0.5}}});
    of.session.arrive(event::Applied{0, 61, "main", {{"beta", 0.995}}, {{"beta", 0.9}}});
    of.session.arrive(event::StateChanged{RunState::kPaused, 100, ""});
    of.deliver();
    of.controller.goBack(of.controller.record().checkpoints[0], RunController::Settings::kOfNow);
    const RunConfig config = of.session.all<command::Start>().back().config;
    QVERIFY(config.start_paused);
    QCOMPARE(config.tracks.size(), std::size_t{3});
    QCOMPARE(config.tracks[0].params.at("beta"), 0.9);
    QCOMPARE(config.edits, (std::vector<ScheduledEdit>{{51, "", {{"lr", 0.5}}, {}}}));
  }

  void aRateThatIsTheSameIsNotEdited() {
    ControlledRun of;
    run(of, 100, {50});
    of.session.arrive(event::Applied{0, 40, "", {{"lr", 0.02}}, {{"lr", 0.1}}});
    of.deliver();
    of.controller.goBack(of.controller.record().checkpoints[0], RunController::Settings::kOfNow);
    QVERIFY(of.session.all<command::Start>().back().config.edits.empty());
  }

  void theOtherBranchStaysAsAGhost() {
    ControlledRun of;
    const LastRun last(of.controller);
    run(of, 100, {50});
    event::Started started = fakeStarted(of.controller.catalog());
    started.request = of.controller.goBack(of.controller.record().checkpoints[0],
                                           RunController::Settings::kOfThen);
    started.from_step = 50;
    started.config.resume_from = checkpointAt(50).path;
    of.session.arrive(started);
    of.deliver();
    QVERIFY(last.curve() != nullptr);
    QCOMPARE(last.curve()->points.size(), std::size_t{4});
    QCOMPARE(of.controller.runNumber(), 2);
    of.controller.restart();  // from the beginning
    QCOMPARE(of.session.all<command::Start>().back().config.resume_from, std::string());
  }

  void aRunGoesOnAfterTheDeathOfItsEngineAsTheSame() {
    ControlledRun of;
    const LastRun last(of.controller);
    run(of, 100, {50});
    QVERIFY(!of.controller.revive());  // nothing has died
    of.controller.engineGone();
    QVERIFY(of.controller.canRevive());
    of.controller.setCatalog(fakeCatalog());  // of the one that was started again
    QVERIFY(of.controller.revive());
    const command::Start start = of.session.all<command::Start>().back();
    QCOMPARE(start.config.resume_from, std::string("/runs/a"));  // the newest that verifies
    QCOMPARE(start.config.checkpoints.folder, std::string("/runs/a"));
    QVERIFY(!start.config.start_paused);
    event::Started started = fakeStarted(of.controller.catalog());
    started.request = start.request;
    started.from_step = 50;
    started.config.checkpoints.folder = "/runs/a";
    of.session.arrive(started);
    of.session.arrive(event::Evaluated{{fakePoint(25, 3), fakePoint(50, 3)}});
    of.session.arrive(event::StateChanged{RunState::kRunning, 50, ""});
    of.deliver();
    QCOMPARE(of.controller.runNumber(), 1);
    QVERIFY(last.curve() == nullptr);
    QCOMPARE(of.controller.revivals(), std::vector<std::int64_t>{50});
    QVERIFY(!of.controller.canRevive());
    of.session.arrive(fakeStarted(of.controller.catalog()));  // another run
    of.deliver();
    QVERIFY(of.controller.revivals().empty());
    QCOMPARE(of.controller.runNumber(), 2);
  }

  void aRunThatDiesAgainBeforeItsNextCheckpointGoesOnFromTheSameOne() {
    ControlledRun of;
    run(of, 100, {50});
    std::string from;
    for (int death = 1; death <= 3; ++death) {
      of.controller.engineGone();
      QVERIFY(of.controller.canRevive());
      of.controller.setCatalog(fakeCatalog());
      QVERIFY(of.controller.revive());
      const command::Start start = of.session.all<command::Start>().back();
      QCOMPARE(start.config.resume_from, std::string("/runs/a"));
      // The engine gives it a new folder, and may die before it has told of the one it resumed.
      event::Started started = fakeStarted(of.controller.catalog());
      started.request = start.request;
      started.from_step = 50;
      started.config.resume_from = start.config.resume_from;
      started.config.checkpoints.folder = "/runs/a-" + std::to_string(death);
      of.session.arrive(started);
      if (death == 2) of.session.arrive(checkpointAt(50));
      of.session.arrive(event::StateChanged{RunState::kRunning, 50, ""});
      of.deliver();
      QCOMPARE(of.controller.checkpointUpTo() != nullptr, death == 2);
    }
    QCOMPARE(of.controller.runNumber(), 1);
  }

  void aPausedRunIsPausedAfterwards() {
    ControlledRun of;
    run(of, 100, {50});
    of.session.arrive(event::StateChanged{RunState::kPaused, 100, ""});
    of.deliver();
    of.controller.engineGone();
    of.controller.engineGone();  // the next one died before its hello
    of.controller.setCatalog(fakeCatalog());
    QVERIFY(of.controller.revive());
    QVERIFY(of.session.all<command::Start>().back().config.start_paused);
  }

  void withoutACheckpointARunIsNotRevived() {
    ControlledRun of;
    run(of, 100, {});
    of.controller.engineGone();
    of.controller.setCatalog(fakeCatalog());
    QVERIFY(!of.controller.canRevive());
    QVERIFY(!of.controller.revive());
    QVERIFY(of.session.all<command::Start>().empty());
  }

  void aRunThatHadEndedIsNotRevived() {
    ControlledRun of;
    run(of, 100, {100});
    of.session.arrive(event::StateChanged{RunState::kFinished, 100, ""});
    of.deliver();
    of.controller.engineGone();
    of.controller.setCatalog(fakeCatalog());
    QVERIFY(!of.controller.revive());
  }

  void theThirdDeathWithinAMinuteIsTheLast() {
    const DeathWatch::Time begin(std::chrono::hours(1));
    DeathWatch watch;
    QVERIFY(watch.mayRestart(1, begin));
    QVERIFY(watch.mayRestart(1, begin + 30s));
    QVERIFY(!watch.mayRestart(1, begin + 60s));
    DeathWatch slow;
    QVERIFY(slow.mayRestart(1, begin));
    QVERIFY(slow.mayRestart(1, begin + 30s));
    QVERIFY(slow.mayRestart(1, begin + 61s));  // the first is more than a minute ago
    DeathWatch other;
    QVERIFY(other.mayRestart(1, begin));
    QVERIFY(other.mayRestart(1, begin + 1s));
    QVERIFY(other.mayRestart(2, begin + 2s));  // of another run
  }
};

EMASCOPE_UI_TEST(ResumeRunsTest);

}  // namespace emascope::ui

#include "resume_runs_test.moc"
