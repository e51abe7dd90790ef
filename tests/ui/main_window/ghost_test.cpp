// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ghost of the last run, chosen in the head of the chart.
#include "tests/ui/main_window/window_fixture.h"
#include "tests/ui/support/ghost_pixels.h"
#include "ui/plot/loss_plot.h"

#include <QMenu>
#include <QPushButton>

namespace emascope::ui {
namespace {

int ghostOf(const WindowFixture& w) {
  return ghostPixels(w.window.plot()->picture({1000, 600}, 1.0));
}

/// A run up to step 4,000 whose average stays within the axis of the next one.
void runFlat(WindowFixture& w) {
  w.session.arrive(fakeStarted(w.controller.catalog()));
  w.session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
  event::Evaluated evaluated;
  for (std::int64_t at = 25; at <= 4000; at += 25) {
    evaluated.points.push_back(fakePoint(at, 3));
    evaluated.points.back().tracks[0].val.loss = 0.4;
  }
  w.session.arrive(evaluated);
  w.deliver();
}

/// Chooses with the mouse in the menu of the button.
void choose(const WindowFixture& w, const char* name) {
  auto* menu = w.part<QMenu>("ghost_menu");
  menu->popup(w.part<QPushButton>("pill_ghost")->mapToGlobal(QPoint()));
  QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(w.action(name)).center());
}

}  // namespace

class GhostTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void theFirstRunHasNone() {
    WindowFixture w;
    w.run(500);
    QVERIFY(!w.part<QPushButton>("pill_ghost")->isVisible());
    QCOMPARE(ghostOf(w), 0);
  }

  void theNextRunOfTheProblemHasTheLastOne() {
    WindowFixture w;
    runFlat(w);
    w.run(500);
    auto* button = w.part<QPushButton>("pill_ghost");
    QVERIFY(button->isVisible());
    QCOMPARE(button->text(), QStringLiteral("ghost: run 1"));
    QVERIFY(ghostOf(w) > 100);
    w.run(500);
    QCOMPARE(button->text(), QStringLiteral("ghost: run 2"));
  }

  void theMenuTakesItAwayAndBringsItBack() {
    WindowFixture w;
    runFlat(w);
    w.run(500);
    choose(w, "ghost_none");
    QCOMPARE(w.part<QPushButton>("pill_ghost")->text(), QStringLiteral("ghost: none"));
    QCOMPARE(ghostOf(w), 0);
    runFlat(w);  // the choice outlives a restart
    w.run(500);
    QCOMPARE(ghostOf(w), 0);
    choose(w, "ghost_last");
    QVERIFY(ghostOf(w) > 100);
  }

  void aRunOfAnotherLengthKeepsItAndTheZoom() {
    WindowFixture w;
    runFlat(w);
    QTRY_VERIFY(w.window.plot()->drawnCounts().drawn > 0);
    w.window.plot()->fitAll();
    QVERIFY(!w.window.plot()->following());
    event::Started longer = fakeStarted(w.controller.catalog());
    longer.config.steps *= 2;
    w.run(longer, 500);
    auto* button = w.part<QPushButton>("pill_ghost");
    QTRY_VERIFY(button->isVisible());
    QCOMPARE(button->text(), QStringLiteral("ghost: run 1"));
    QVERIFY(!w.window.plot()->following());
    QVERIFY(ghostOf(w) > 100);
  }

  void anotherProblemDropsIt() {
    WindowFixture w;
    runFlat(w);
    w.session.arrive(fakeStarted(w.controller.catalog(), 1));
    w.deliver();
    QVERIFY(!w.part<QPushButton>("pill_ghost")->isVisible());
    QCOMPARE(ghostOf(w), 0);
    w.run(500);  // and it does not come back
    QCOMPARE(ghostOf(w), 0);
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::GhostTest)
#include "ghost_test.moc"
