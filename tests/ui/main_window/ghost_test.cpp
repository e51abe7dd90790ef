// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ghost of the last run or of a kept one, chosen in the head of the chart or in the table of
// runs.
#include "tests/ui/main_window/library_fixture.h"
#include "tests/ui/support/ghost_pixels.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/message_bar.h"
#include "ui/plot/loss_plot.h"

#include <QContextMenuEvent>
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
void chooseGhost(const WindowFixture& w, const char* name) {
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
    chooseGhost(w, "ghost_none");
    QCOMPARE(w.part<QPushButton>("pill_ghost")->text(), QStringLiteral("ghost: none"));
    QCOMPARE(ghostOf(w), 0);
    runFlat(w);  // the choice outlives a restart
    w.run(500);
    QCOMPARE(ghostOf(w), 0);
    chooseGhost(w, "ghost_last");
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

  void aKeptRunIsChosenInTheTable() {
    KeptLibrary library;
    library.keep({.steps = 4000, .begun = 1'000'000, .factor = 4.0, .title = "older"});
    library.keep({.steps = 4000, .begun = 2'000'000, .factor = 4.0, .title = "newer"});
    LibraryFixture w(library);
    w.showTab(2);
    w.run(500);
    auto* button = w.part<QPushButton>("pill_ghost");
    QTRY_VERIFY(button->isVisible());
    QCOMPARE(button->text(), QStringLiteral("ghost: last run"));
    w.click(1, RunsModel::kTitle);
    QCOMPARE(w.text(1, RunsModel::kTitle), QStringLiteral("older"));
    const QPoint place = w.placeOf(1, RunsModel::kTitle);
    QContextMenuEvent event(QContextMenuEvent::Mouse, place,
                            w.table()->viewport()->mapToGlobal(place));
    QCoreApplication::sendEvent(w.table()->viewport(), &event);
    auto* menu = w.table()->findChild<QMenu*>(QStringLiteral("run_menu"));
    QVERIFY(menu != nullptr);
    auto* entry = menu->findChild<QAction*>(QStringLiteral("run_ghost"));
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(entry).center());
    QTRY_COMPARE(button->text(), QStringLiteral("ghost: older"));
    QVERIFY(ghostOf(w) > 20);
    QVERIFY(w.action("ghost_chosen")->isChecked());
    chooseGhost(w, "ghost_last");
    QCOMPARE(button->text(), QStringLiteral("ghost: last run"));
    chooseGhost(w, "ghost_chosen");
    w.run(500);  // the choice outlives a restart
    QCOMPARE(button->text(), QStringLiteral("ghost: older"));
  }

  void orInTheMenuOfTheGhost() {
    KeptLibrary library;
    const std::string older = library.keep({.steps = 4000, .begun = 1'000'000, .title = "a & b"});
    library.keep({.steps = 4000, .begun = 2'000'000, .title = "newer"});
    const std::string other = library.keep({.preset = 1, .begun = 3'000'000});
    LibraryFixture w(library);
    w.showTab(3);
    w.run(500);
    auto* button = w.part<QPushButton>("pill_ghost");
    QTRY_VERIFY(button->isVisible());
    w.part<QMenu>("ghost_menu")->popup(button->mapToGlobal(QPoint()));
    auto* kept = w.part<QMenu>("ghost_kept");
    QCOMPARE(kept->actions().size(), 2);  // those of the problem
    kept->popup(button->mapToGlobal(QPoint()));
    QAction* entry = kept->actions().back();
    QCOMPARE(entry->objectName(), QStringLiteral("ghost_of_") + QString::fromStdString(older));
    QTest::mouseClick(kept, Qt::LeftButton, {}, kept->actionGeometry(entry).center());
    QTRY_COMPARE(button->text(), QStringLiteral("ghost: a && b"));
    w.kept().showAsGhost(other);
    const auto* bar = w.part<MessageBar>("message_bar");
    QTRY_COMPARE(bar->text(), QStringLiteral("This run cannot be shown as the ghost"));
    QCOMPARE(button->text(), QStringLiteral("ghost: a && b"));
    w.kept().showAsGhost(older);
    QTRY_VERIFY(bar->text().isEmpty());
  }

  void theMenuSaysWhyARunOfAnotherProblemCannotBeTheGhost() {
    KeptLibrary library;
    library.keep({.preset = 1, .begun = 3'000'000});
    LibraryFixture w(library);
    w.showTab(1);
    w.run(500);
    w.click(0, RunsModel::kTitle);
    QContextMenuEvent wanted(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QCoreApplication::sendEvent(w.table(), &wanted);
    const auto* menu = w.table()->findChild<QMenu*>(QStringLiteral("run_menu"));
    QVERIFY(menu != nullptr && menu->toolTipsVisible());
    const auto* entry = menu->findChild<QAction*>(QStringLiteral("run_ghost"));
    QVERIFY(!entry->isEnabled());
    QCOMPARE(entry->toolTip(), QStringLiteral("It is a run of another problem."));
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

EMASCOPE_UI_TEST(GhostTest);

}  // namespace emascope::ui

#include "ghost_test.moc"
