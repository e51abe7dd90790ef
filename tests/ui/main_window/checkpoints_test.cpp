// SPDX-License-Identifier: GPL-3.0-or-later
//
// Checkpoints in the window by mouse and keys: saved, marked on the chart, gone back to, pinned;
// and the engine that is started again.
#include "tests/ui/main_window/chart_menus.h"
#include "tests/ui/main_window/window_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/message_bar.h"
#include "ui/plot/loss_plot.h"

#include <optional>

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QToolTip>

namespace emascope::ui {
namespace {

event::CheckpointWritten checkpointAt(std::int64_t step, bool pinned = false) {
  return {.step = step,
          .path = "/runs/a/step-" + std::to_string(step) + ".emascope",
          .bytes = 1000,
          .reason = CheckpointReason::kMinutes,
          .pinned = pinned};
}

void arrive(WindowFixture& w, const event::CheckpointWritten& checkpoint) {
  w.session.arrive(checkpoint);
  w.deliver();
  for (int i = 0; i < 4; ++i) QCoreApplication::processEvents();  // it draws
}

/// Where the menu offers to go back, and to the title wanted.
std::optional<QPoint> spotOf(const WindowFixture& w, const QString& title) {
  for (int x = 60; x < chartOf(w)->width() - 10; x += 4) {
    QMenu* menu = menuAt(w, {x, 120});
    const auto* back = entry<QMenu>(menu, "go_back_menu");
    const bool found = back != nullptr && back->title() == title;
    menu->close();
    if (found) return QPoint(x, 120);
  }
  return std::nullopt;
}

QString tipAt(const WindowFixture& w, const QPoint& at) {
  QWidget* chart = chartOf(w);
  QHelpEvent event(QEvent::ToolTip, at, chart->mapToGlobal(at));
  QCoreApplication::sendEvent(chart, &event);
  return QToolTip::text();
}

const QString kStep1000 = QStringLiteral("Go back to step 1\u202f000");

}  // namespace

class CheckpointsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void ctrlSSavesOneAndSaysWhereItIs() {
    WindowFixture w;
    QVERIFY(!w.action("save_checkpoint")->isEnabled());
    w.run();
    QTest::keyClick(&w.window, Qt::Key_S, Qt::ControlModifier);
    const auto asked = w.session.all<command::Checkpoint>();
    QCOMPARE(asked.size(), std::size_t{1});
    QVERIFY(!asked[0].pinned);
    event::CheckpointWritten written = checkpointAt(3400);
    written.request = asked[0].request;
    arrive(w, written);
    QCOMPARE(w.part<QLabel>("news")->toolTip().isEmpty() ? w.part<QLabel>("news")->text()
                                                         : w.part<QLabel>("news")->toolTip(),
             QStringLiteral("Checkpoint after step 3\u202f400: /runs/a/step-3400.emascope"));
  }

  void oneThatIsRefusedIsSaid() {
    WindowFixture w;
    w.run();
    QTest::keyClick(&w.window, Qt::Key_S, Qt::ControlModifier);
    const auto asked = w.session.all<command::Checkpoint>();
    w.session.arrive(event::Rejected{asked[0].request, {"/runs/a", "No space left on device", ""}});
    w.deliver();
    const auto* bar = w.part<MessageBar>("message_bar");
    QCOMPARE(bar->text(), QStringLiteral("Refused"));
    QVERIFY(bar->details().contains(QStringLiteral("No space left")));
  }

  void theyAreMarkedOnTheAxis() {
    WindowFixture w;
    w.run();
    QTRY_VERIFY(w.window.plot()->drawnCounts().drawn > 0);
    const QImage bare = w.window.plot()->picture({900, 500}, 1.0);
    arrive(w, checkpointAt(1000));
    const QImage marked = w.window.plot()->picture({900, 500}, 1.0);
    QVERIFY(marked != bare);
    arrive(w, checkpointAt(1000, true));
    QVERIFY(w.window.plot()->picture({900, 500}, 1.0) != marked);
  }

  void aToolTipSaysWhyOneWasWritten() {
    WindowFixture w;
    w.run();
    arrive(w, checkpointAt(1000, true));
    const auto spot = spotOf(w, kStep1000);
    QVERIFY(spot);
    QString tip;
    for (int y = chartOf(w)->height(); y > 0 && tip.isEmpty(); y -= 3) {
      tip = tipAt(w, {spot->x() + 4, y});
    }
    QVERIFY2(tip.startsWith(QStringLiteral("Checkpoint after step 1\u202f000, every few minutes · "
                                           "raw loss 0.")),
             qPrintable(tip));
    QVERIFY(tip.endsWith(QStringLiteral("pinned")));
    (void)tipAt(w, {spot->x() + 4, 60});  // the curves are there
    QTRY_VERIFY(!QToolTip::isVisible());
  }

  void aMarkLeadsBackWithTheSettingsOfThen() {
    WindowFixture w;
    w.run();
    arrive(w, checkpointAt(1000));
    const auto spot = spotOf(w, kStep1000);
    QVERIFY(spot);
    QMenu* menu = menuAt(w, *spot);
    auto* back = entry<QMenu>(menu, "go_back_menu");
    back->popup(menu->pos());
    choose(back, "go_back_then");
    const auto starts = w.session.all<command::Start>();
    QCOMPARE(starts.size(), std::size_t{1});
    QCOMPARE(starts[0].config.resume_from, checkpointAt(1000).path);
    QVERIFY(starts[0].config.tracks.empty());
  }

  void orWithThoseOfNow() {
    WindowFixture w;
    w.run();
    arrive(w, checkpointAt(1000));
    const auto spot = spotOf(w, kStep1000);
    QVERIFY(spot);
    QMenu* menu = menuAt(w, *spot);
    auto* back = entry<QMenu>(menu, "go_back_menu");
    back->popup(menu->pos());
    choose(back, "go_back_now");
    QCOMPARE(w.session.all<command::Start>().at(0).config.tracks.size(), std::size_t{3});
  }

  void soDoesTheMenuOfRestart() {
    WindowFixture w;
    w.run();
    auto* more = w.part<QToolButton>("restart_menu");
    QTest::mouseClick(more, Qt::LeftButton);
    auto* menu = w.part<QMenu>("restart_choices");
    QVERIFY(menu->isVisible());
    auto* from = entry<QMenu>(menu, "restart_from_menu");
    QVERIFY(!from->menuAction()->isEnabled());
    QVERIFY(menu->toolTipsVisible());
    QCOMPARE(from->menuAction()->toolTip(), QStringLiteral("There are no checkpoints."));
    menu->close();
    arrive(w, checkpointAt(1000));
    arrive(w, checkpointAt(3000, true));
    QTest::mouseClick(more, Qt::LeftButton);
    QVERIFY(from->menuAction()->isEnabled());
    QCOMPARE(from->actions().size(), 2);
    QCOMPARE(from->actions()[0]->text(), QStringLiteral("Step 3\u202f000, pinned"));
    QCOMPARE(from->actions()[1]->text(), QStringLiteral("Step 1\u202f000"));
    from->popup(menu->pos());
    choose(from, "restart_from_1000");
    const auto starts = w.session.all<command::Start>();
    QCOMPARE(starts.size(), std::size_t{1});
    QCOMPARE(starts[0].config.resume_from, checkpointAt(1000).path);
    QCOMPARE(starts[0].config.tracks.size(), std::size_t{3});
  }

  void theMarkOfAnEditLeadsToTheCheckpointBefore() {
    WindowFixture w;
    w.run();
    arrive(w, checkpointAt(1000));
    arrive(w, checkpointAt(3000));
    w.session.arrive(event::Applied{0, 2400, "main", {{"beta", 0.995}}, {{"beta", 0.999}}});
    w.deliver();
    for (int i = 0; i < 4; ++i) QCoreApplication::processEvents();
    const auto checkpoint = spotOf(w, kStep1000);
    QVERIFY(checkpoint);
    int spots = 0;
    for (int x = checkpoint->x() + 20; x < chartOf(w)->width() - 10; x += 4) {
      QMenu* menu = menuAt(w, {x, 120});
      const auto* back = entry<QMenu>(menu, "go_back_menu");
      if (back != nullptr && back->title() == kStep1000) {
        ++spots;
        QVERIFY(entry(menu, "pin_checkpoint") == nullptr);  // it is elsewhere
      }
      menu->close();
    }
    QVERIFY(spots > 0);
  }

  void withoutACheckpointThereIsNoWayBack() {
    WindowFixture w;
    w.run();
    w.session.arrive(event::Applied{0, 2400, "main", {{"beta", 0.995}}, {{"beta", 0.999}}});
    w.deliver();
    for (int x = 60; x < chartOf(w)->width() - 10; x += 8) {
      QMenu* menu = menuAt(w, {x, 120});
      QVERIFY(entry<QMenu>(menu, "go_back_menu") == nullptr);
      menu->close();
    }
  }

  void aCheckpointIsPinnedAndUnpinned() {
    WindowFixture w;
    w.run();
    arrive(w, checkpointAt(1000));
    const auto spot = spotOf(w, kStep1000);
    QVERIFY(spot);
    QMenu* menu = menuAt(w, *spot);
    QCOMPARE(entry(menu, "pin_checkpoint")->text(), QStringLiteral("Pin checkpoint"));
    choose(menu, "pin_checkpoint");
    const auto pins = w.session.all<command::PinCheckpoint>();
    QCOMPARE(pins.size(), std::size_t{1});
    QCOMPARE(pins[0].step, std::int64_t{1000});
    QVERIFY(pins[0].pinned);
    arrive(w, checkpointAt(1000, true));
    menu = menuAt(w, *spot);
    choose(menu, "pin_checkpoint");
    QVERIFY(!w.session.all<command::PinCheckpoint>().back().pinned);
  }

  void afterADivergenceTheMessageLeadsBack() {
    WindowFixture w;
    w.run(1100);
    arrive(w, checkpointAt(1000));
    w.session.arrive(event::SkippedStep{1101, "loss", 3});
    w.session.arrive(
        event::StateChanged{RunState::kPaused, 1101, "3 steps in a row were not finite (loss)"});
    w.deliver();
    auto* button = w.part<QPushButton>("message_action");
    QCOMPARE(button->text(), kStep1000);
    QTest::mouseClick(button, Qt::LeftButton);
    const auto starts = w.session.all<command::Start>();
    QCOMPARE(starts.size(), std::size_t{1});
    QCOMPARE(starts[0].config.resume_from, checkpointAt(1000).path);
    QVERIFY(starts[0].config.start_paused);  // so that the rate can be lowered first
  }

  void anotherPauseOffersToGoOn() {
    WindowFixture w;
    w.run(1100);
    arrive(w, checkpointAt(1000));
    w.state(RunState::kPaused, "step 1101 does not fit in memory");
    QCOMPARE(w.part<QPushButton>("message_action")->text(), QStringLiteral("Continue"));
  }

  void anEngineThatDiedIsStartedAgainByItselfTwice() {
    WindowFixture w;
    w.run();
    arrive(w, checkpointAt(1000));
    const auto* bar = w.part<MessageBar>("message_bar");
    int restarts = 0;
    const auto die = [&] {
      w.window.showEngineDied(QStringLiteral("The engine was killed by signal 9"),
                              [&restarts] { ++restarts; });
      for (int i = 0; i < 4; ++i) QCoreApplication::processEvents();
    };
    for (int death = 1; death <= 2; ++death) {
      die();
      QCOMPARE(restarts, death);
      QVERIFY(bar->text().contains(QStringLiteral("started again")));
      w.controller.setCatalog(fakeCatalog());
      w.window.showEngineReady();
      QVERIFY(w.controller.revive());
      event::Started started = fakeStarted(w.controller.catalog());
      started.request = w.session.all<command::Start>().back().request;
      started.from_step = 1000;
      started.config.resume_from = "/runs/a";
      w.session.arrive(started);
      w.session.arrive(event::StateChanged{RunState::kRunning, 1000, ""});
      w.deliver();  // it has written no checkpoint yet
    }
    die();
    QCOMPARE(restarts, 2);
    QVERIFY2(bar->text().contains(QStringLiteral("third time")), qPrintable(bar->text()));
    auto* button = w.part<QPushButton>("message_action");
    QCOMPARE(button->text(), QStringLiteral("Restart engine and go on"));
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(restarts, 3);
    w.controller.setCatalog(fakeCatalog());
    QVERIFY(w.controller.revive());
    QCOMPARE(w.session.all<command::Start>().back().config.resume_from, std::string("/runs/a"));
  }

  void anEngineThatHangsIsRestartedByOneClick() {
    WindowFixture w;
    w.run();
    auto* button = w.part<QPushButton>("message_action");
    w.window.showEngineSilent(true, [] {});
    QCOMPARE(button->text(), QStringLiteral("End engine"));  // there is no checkpoint
    w.window.showEngineSilent(false, [] {});
    arrive(w, checkpointAt(1000));
    int restarts = 0;
    const auto die = [&] {
      w.window.showEngineDied(QStringLiteral("The engine was killed by signal 9"),
                              [&restarts] { ++restarts; });
      for (int i = 0; i < 4; ++i) QCoreApplication::processEvents();
    };
    for (int hang = 1; hang <= 4; ++hang) {  // more often than deaths within a minute
      w.window.showEngineSilent(true, die);
      QCOMPARE(button->text(), QStringLiteral("Restart engine and go on"));
      QTest::mouseClick(button, Qt::LeftButton);
      QCOMPARE(restarts, hang);
      w.controller.setCatalog(fakeCatalog());
      w.window.showEngineReady();
      QVERIFY(w.controller.revive());
      QVERIFY(!w.session.all<command::Start>().back().config.resume_from.empty());
      event::Started started = fakeStarted(w.controller.catalog());
      started.request = w.session.all<command::Start>().back().request;
      started.from_step = 1000;
      started.config.resume_from = "/runs/a";
      w.session.arrive(started);
      w.session.arrive(event::StateChanged{RunState::kRunning, 1000, ""});
      w.deliver();
    }
  }

  void theRestartOfTheEngineIsMarked() {
    WindowFixture w;
    w.run();
    arrive(w, checkpointAt(1000));
    w.window.showEngineDied(QStringLiteral("The engine was killed"), [] {});
    w.controller.setCatalog(fakeCatalog());
    QVERIFY(w.controller.revive());
    event::Started started = fakeStarted(w.controller.catalog());
    started.request = w.session.all<command::Start>().back().request;
    started.from_step = 1000;
    w.session.arrive(started);
    w.session.arrive(event::StateChanged{RunState::kRunning, 1000, ""});
    event::Evaluated earlier;
    for (std::int64_t at = 25; at <= 1000; at += 25) earlier.points.push_back(fakePoint(at, 3));
    w.session.arrive(earlier);
    w.deliver();
    QCOMPARE(w.part<MessageBar>("message_bar")->details(),
             QStringLiteral("Steps 1\u202f001 to 3\u202f400, which are not in the checkpoint, are "
                            "taken again."));
    const QImage marked = w.window.plot()->picture({900, 500}, 1.0);
    QVERIFY(w.part<QLabel>("news")->text().contains(QStringLiteral("started again")) ||
            w.part<QLabel>("news")->toolTip().contains(QStringLiteral("started again")));
    w.window.plot()->setRevivals({});
    QVERIFY(w.window.plot()->picture({900, 500}, 1.0) != marked);
  }
};

EMASCOPE_UI_TEST(CheckpointsTest);

}  // namespace emascope::ui

#include "checkpoints_test.moc"
