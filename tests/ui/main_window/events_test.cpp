// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of events: what a run was asked for at its end, and headings of the runs.
#include "tests/ui/main_window/window_fixture.h"
#include "tests/ui/support/test_program.h"

#include <QTableWidget>

namespace emascope::ui {
namespace {

QStringList eventsOf(const WindowFixture& w) {
  const auto* table = w.part<QTableWidget>("events_table");
  QStringList texts;
  for (int row = 0; row < table->rowCount(); ++row) texts << table->item(row, 2)->text();
  return texts;
}

}  // namespace

class EventsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void resultsThatWereAskedForAreListed() {
    WindowFixture w;
    w.run();
    w.session.arrive(event::Synthesized{.spec = {"mid", "sigma_rel", 0.12, 3400},
                                        .val = {.loss = 0.0974, .metric = 0.97}});
    w.session.arrive(event::Scanned{.step = 3400,
                                    .spec = {"main", {0.0, 0.5, 1.0}},
                                    .vals = {{.loss = 0.13}, {.loss = 0.095}, {.loss = 0.1}}});
    w.session.arrive(
        event::Tested{{{"raw", 3400, {.loss = 0.14}}, {"best main", 3300, {.loss = 0.11}}}});
    w.deliver();
    const QStringList events = eventsOf(w);
    QVERIFY2(events.contains(QStringLiteral("average mid, made from snapshots: loss 0.0974")),
             qPrintable(events.join(u'\n')));
    QVERIFY2(events.contains(QStringLiteral(
                 "losses between raw and main: 0.130 at α = 0, 0.0950 at α = 0.5, 0.100 at α = 1")),
             qPrintable(events.join(u'\n')));
    QVERIFY2(
        events.contains(QStringLiteral("losses on the test samples: raw 0.140, best main 0.110")),
        qPrintable(events.join(u'\n')));
    w.session.arrive(event::Progress{3400, 17.0, 200, 0.74, 0.02, 0.24});
    w.deliver();
    QCOMPARE(eventsOf(w), events);  // once each
  }

  void ofAScanWithManySharesTheLowestIsListed() {
    WindowFixture w;
    w.run();
    event::Scanned scan{.step = 3400, .spec = {.track = "slow"}};
    for (int i = 0; i < 21; ++i) {
      scan.spec.shares.push_back(0.1 * i - 0.5);
      scan.vals.push_back({.loss = 0.2 + 0.01 * std::abs(i - 12)});
    }
    w.session.arrive(scan);
    w.deliver();
    QVERIFY2(eventsOf(w).contains(
                 QStringLiteral("losses between raw and slow: lowest 0.200 at α = 0.7")),
             qPrintable(eventsOf(w).join(u'\n')));
  }

  void eachRunHasAHeadingWithItsNumber() {
    WindowFixture w;
    w.run(500);
    w.run(500);
    const QStringList events = eventsOf(w);
    QCOMPARE(events.filter(QStringLiteral("Run 1: ")).size(), 1);
    QCOMPARE(events.filter(QStringLiteral("Run 2: ")).size(), 1);
  }
};

EMASCOPE_UI_TEST(EventsTest);

}  // namespace emascope::ui

#include "events_test.moc"
