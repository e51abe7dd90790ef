// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is kept of the run before: the main track, with a bounded number of points, as long as the
// problem is the same.
#include "ui/run/last_run.h"

#include "tests/support/fake_run.h"
#include "tests/ui/support/controlled_run.h"
#include "tests/ui/support/test_program.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QSignalSpy>
#include <QTest>

namespace emascope::ui {
namespace {

RunRecord recordOf(std::int64_t evaluations) {
  RunRecord record;
  record.apply(Event(fakeStarted(fakeCatalog())));
  event::Evaluated evaluated;
  for (std::int64_t i = 1; i <= evaluations; ++i) evaluated.points.push_back(fakePoint(25 * i, 3));
  record.apply(Event(evaluated));
  return record;
}

void evaluate(ControlledRun& run, std::int64_t evaluations) {
  event::Evaluated evaluated;
  for (std::int64_t i = 1; i <= evaluations; ++i) evaluated.points.push_back(fakePoint(25 * i, 3));
  run.session.arrive(evaluated);
  run.deliver();
}

}  // namespace

class LastRunTest final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aShortRunIsKeptPointByPoint() {
    const RunRecord record = recordOf(100);
    const PastRun past = pastRun(record);
    QCOMPARE(past.points.size(), std::size_t{100});
    for (std::size_t i = 0; i < past.points.size(); ++i) {
      QCOMPARE(past.points[i].step, static_cast<double>(record.points[i].step));
      QCOMPARE(past.points[i].val.loss, record.points[i].tracks[0].val.loss);
    }
  }

  void aLongRunIsBoundedAndKeepsItsSpikesAndEnds() {
    RunRecord record = recordOf(50000);
    record.points[31234].tracks[0].val.loss = 9.0;
    record.points[41234].tracks[0].val.loss = 1e-9;
    const PastRun past = pastRun(record, 1000);
    QVERIFY(past.points.size() <= 1000 && past.points.size() > 900);
    double highest = 0.0;
    double lowest = 1.0;
    double before = 0.0;
    for (const PastPoint& point : past.points) {
      highest = std::max(highest, point.val.loss);
      lowest = std::min(lowest, point.val.loss);
      QVERIFY(point.step > before);
      before = point.step;
    }
    QCOMPARE(highest, 9.0);
    QCOMPARE(lowest, 1e-9);
    QCOMPARE(past.points.front().step, 25.0);
    QCOMPARE(past.points.back().step, 25.0 * 50000);
  }

  void aGapStaysAGap() {
    RunRecord record = recordOf(5000);
    record.points[2500].tracks[0].val.loss = std::numeric_limits<double>::quiet_NaN();
    const PastRun past = pastRun(record, 100);
    QVERIFY(std::any_of(past.points.begin(), past.points.end(),
                        [](const PastPoint& point) { return std::isnan(point.val.loss); }));
  }

  void aRunWithoutTracksLeavesGaps() {
    RunRecord record = recordOf(10);
    for (EvalPoint& point : record.points) point.tracks.clear();
    QVERIFY(std::isnan(pastRun(record).points[3].val.loss));
  }

  void theRunBeforeIsTheLastOneOfItsProblem() {
    ControlledRun run;
    const LastRun last(run.controller);
    run.arriveRunning();
    QVERIFY(!last.curve());
    evaluate(run, 40);
    QSignalSpy changed(&last, &LastRun::changed);
    run.session.arrive(fakeStarted(run.controller.catalog()));
    run.deliver();
    QCOMPARE(changed.count(), 1);
    QVERIFY(last.curve());
    QCOMPARE(last.curve()->points.size(), std::size_t{40});
  }

  void itsLastPointsMayArriveWithTheNextRun() {
    ControlledRun run;
    const LastRun last(run.controller);
    run.arriveRunning();
    run.session.arrive(event::Evaluated{{fakePoint(25, 3), fakePoint(50, 3)}});
    run.session.arrive(fakeStarted(run.controller.catalog()));
    run.deliver();
    QVERIFY(last.curve());
    QCOMPARE(last.curve()->points.size(), std::size_t{2});
  }

  void aRunThatShowedNothingReplacesNoOther() {
    ControlledRun run;
    const LastRun last(run.controller);
    run.arriveRunning();
    evaluate(run, 40);
    for (int i = 0; i < 2; ++i) {
      run.session.arrive(fakeStarted(run.controller.catalog()));
      run.deliver();
    }
    QVERIFY(last.curve());
    QCOMPARE(last.curve()->points.size(), std::size_t{40});
  }

  void anotherProblemDropsIt() {
    ControlledRun run;
    const LastRun last(run.controller);
    run.arriveRunning();
    evaluate(run, 40);
    run.session.arrive(fakeStarted(run.controller.catalog(), 1));
    run.deliver();
    QVERIFY(!last.curve());
  }

  void aChosenRunStaysUntilAnotherProblem() {
    ControlledRun run;
    LastRun last(run.controller);
    run.arriveRunning();
    QVERIFY(!last.choose(pastRun(recordOf(1))));  // it has no curve
    RunRecord other = recordOf(40);
    other.config.preset = fakeCatalog().presets[1].id;
    QVERIFY(!last.choose(pastRun(other)));
    QVERIFY(!last.chosen());
    QVERIFY(last.choose(pastRun(recordOf(40))));
    QVERIFY(!last.curve());
    run.session.arrive(fakeStarted(run.controller.catalog()));
    run.deliver();
    QVERIFY(last.chosen());
    run.session.arrive(fakeStarted(run.controller.catalog(), 1));
    run.deliver();
    QVERIFY(!last.chosen());
  }
};

EMASCOPE_UI_TEST(LastRunTest);

}  // namespace emascope::ui

#include "last_run_test.moc"
