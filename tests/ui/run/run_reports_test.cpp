// SPDX-License-Identifier: GPL-3.0-or-later
//
// The reports that the controller asks a session for, and where their answers go.
#include "tests/support/fake_run.h"
#include "tests/ui/support/controlled_run.h"
#include "tests/ui/support/test_program.h"
#include "ui/run/run_controller.h"

#include <algorithm>

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

namespace emascope::ui {

class RunReportsTest : public QObject {
  Q_OBJECT

 private:
  using Fixture = ControlledRun;

 private Q_SLOTS:
  void aMixIsAskedForWithItsShare() {
    Fixture run;
    run.arriveRunning();
    const auto request = run.controller.renderMix("main", 0.7);
    QCOMPARE(run.session.all<command::Render>().back(), (command::Render{request, "main", 0.7}));
    QSignalSpy refused(&run.controller, &RunController::pictureRefused);
    QSignalSpy shown(&run.controller, &RunController::rejected);
    run.session.arrive(
        event::Rejected{request, {"picture main@0.7", std::string(event::kSuperseded), ""}});
    run.deliver();
    QCOMPARE(refused.count(), 1);
    QCOMPARE(refused.first()[1].toString(),
             QStringLiteral("picture main@0.7: a newer request took its place"));
    QCOMPARE(shown.count(), 0);
  }

  void reportsArriveWhereTheyWereAskedFor() {
    Fixture run;
    run.arriveRunning();
    std::vector<std::uint64_t> seen;
    const auto note = [&seen](const auto& answer) { seen.push_back(answer.request); };
    connect(&run.controller, &RunController::samplesCompared, this, note);
    connect(&run.controller, &RunController::distancesMeasured, this, note);
    connect(&run.controller, &RunController::samplesShown, this, note);
    connect(&run.controller, &RunController::extended, this, note);
    const auto compared = run.controller.compareSamples("main", 0.5);
    QCOMPARE(run.session.all<command::CompareSamples>().back(),
             (command::CompareSamples{compared, "main", 0.5}));
    const auto measured = run.controller.measureDistances("slow");
    const auto shown = run.controller.showSamples({3, 1});
    QCOMPARE(run.session.all<command::ShowSamples>().back(), (command::ShowSamples{shown, {3, 1}}));
    const auto longer = run.controller.extend(500);
    const std::int64_t planned = run.controller.record().config.steps;
    run.session.arrive(event::DistancesMeasured{.request = measured});
    run.session.arrive(event::SamplesCompared{.request = compared});
    run.session.arrive(event::SamplesShown{.request = shown});
    run.session.arrive(event::Extended{longer, 0, planned + 500});
    run.deliver();
    QCOMPARE(seen, (std::vector<std::uint64_t>{measured, compared, shown, longer}));
    QCOMPARE(run.controller.record().config.steps, planned + 500);
  }

  void aReportThatIsRefusedIsLeftToWhoAskedForIt() {
    Fixture run;
    run.arriveRunning();
    QSignalSpy refused(&run.controller, &RunController::reportRefused);
    QSignalSpy shown(&run.controller, &RunController::rejected);
    const auto request = run.controller.measureDistances("nobody");
    run.session.arrive(event::Rejected{request, {"distances", "there is no track", ""}});
    run.session.arrive(event::Rejected{run.controller.extend(5), {"extend", "too many", ""}});
    run.deliver();
    QCOMPARE(refused.count(), 1);
    QCOMPARE(refused.first()[0].toULongLong(), request);
    QCOMPARE(shown.count(), 1);
    QCOMPARE(shown.first()[1].toString(), QStringLiteral("extend: too many"));
  }

  void anEngineThatLacksACommandIsNotAskedForIt() {
    Fixture run;
    Catalog catalog = fakeCatalog();
    catalog.commands = firstCommandKinds(kFirstCommandKinds);
    run.controller.setCatalog(catalog);
    run.arriveRunning();
    QVERIFY(run.controller.render("main") != 0);
    QCOMPARE(run.controller.renderMix("main", 0.5), std::uint64_t{0});
    QCOMPARE(run.controller.save({"main", "mix.safetensors", 0.5}), std::uint64_t{0});
    QVERIFY(!run.controller.understands("compare_samples"));
    QVERIFY(!run.controller.accepts(command::Extend{0, 1}));
    QCOMPARE(run.controller.compareSamples("main", 1.0), std::uint64_t{0});
    QCOMPARE(run.controller.extend(10), std::uint64_t{0});
  }

  // A frame is 33 ms; the quickest of ten tries, since the machine may be busy.
  void anAnswerToAReportDoesNotWaitForTheFrame() {
    Fixture run;
    run.arriveRunning();
    qint64 quickest = 1000;
    for (int i = 0; i < 10; ++i) {
      run.session.arrive(event::Progress{i, 0, 1e6, 0, 0, 0});
      QCoreApplication::processEvents();  // the frame has begun
      QElapsedTimer clock;
      clock.start();
      const auto request = run.controller.scan({"main", {0.5}});
      run.session.arrive(event::Scanned{request, i, {"main", {0.5}}, {{0.2, 0}}});
      run.deliver();
      quickest = std::min(quickest, clock.elapsed());
    }
    QVERIFY2(quickest <= 20, qPrintable(QString::number(quickest)));
    const auto before = run.controller.deliveries();
    QElapsedTimer clock;
    clock.start();
    run.session.arrive(event::Progress{20, 0, 1e6, 0, 0, 0});  // nothing is waited for any more
    run.deliver();
    QVERIFY(clock.elapsed() >= 30);
    QCOMPARE(run.controller.deliveries(), before + 1);
  }

  void aPictureIsAskedOfARunThatIsThere() {
    Fixture run;
    QCOMPARE(run.controller.render("raw"), std::uint64_t{0});
    run.arriveRunning();
    const auto request = run.controller.render("raw");
    QCOMPARE(run.session.all<command::Render>().size(), std::size_t{1});
    std::vector<event::Rendered> seen;
    connect(&run.controller, &RunController::rendered, this,
            [&seen](const event::Rendered& rendered) { seen.push_back(rendered); });
    run.session.arrive(event::Rendered{request, 7, "raw", {.kind = "text", .texts = {"a", "b"}}});
    run.deliver();
    QCOMPARE(seen.size(), std::size_t{1});
    QCOMPARE(seen[0].request, request);
  }

  void aRefusedPictureIsNoNewsForPeople() {
    Fixture run;
    run.arriveRunning();
    QSignalSpy rejected(&run.controller, &RunController::rejected);
    QSignalSpy refused(&run.controller, &RunController::pictureRefused);
    const auto request = run.controller.render("raw");
    run.session.arrive(event::Rejected{request, {"picture", "there is nothing to show", ""}});
    run.deliver();
    QCOMPARE(refused.count(), 1);
    QCOMPARE(refused.first().at(0).toULongLong(), request);
    QVERIFY(rejected.isEmpty());
  }

  void aScanThatWasAskedForIsNotKeptInTheRecord() {
    Fixture run;
    run.arriveRunning();
    QSignalSpy scanned(&run.controller, &RunController::scanned);
    const auto request = run.controller.scan({"main", {0.0, 1.0}});
    QVERIFY(request != 0);
    run.session.arrive(event::Scanned{request, 50, {"main", {0.0, 1.0}}, {{0.2, 0}, {0.1, 0}}});
    run.session.arrive(event::Scanned{0, 50, {"main", {0.5}}, {{0.15, 0}}});  // the configuration's
    run.deliver();
    QCOMPARE(scanned.count(), 1);
    QCOMPARE(run.controller.record().scans.size(), std::size_t{1});
    QCOMPARE(run.controller.record().scans[0].request, std::uint64_t{0});
  }
};

EMASCOPE_UI_TEST(RunReportsTest);

}  // namespace emascope::ui

#include "run_reports_test.moc"
