// SPDX-License-Identifier: GPL-3.0-or-later
//
// The workspaces: what switches them, what switching leaves alone, what is remembered. The views
// have tests of their own.
#include "ui/main_window/workspaces.h"

#include "tests/ui/main_window/window_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/compare/picture_zoom.h"
#include "ui/controls/message_bar.h"
#include "ui/panels/panel_commands.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"

#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QWheelEvent>

namespace emascope::ui {
namespace {

QWidget* page() {
  auto* made = new QWidget;
  made->setFocusPolicy(Qt::StrongFocus);
  return made;
}

void click(const WindowFixture& w, const char* name) {
  auto* button = w.part<QPushButton>(name);
  QTest::mouseClick(button, Qt::LeftButton, {}, button->rect().center());
}

bool inMenu(const WindowFixture& w, const QString& text) {
  for (const QAction* menu : w.window.menuBar()->actions()) {
    for (const QAction* action : menu->menu()->actions()) {
      if (action->text() == text && action->isVisible()) return true;
    }
  }
  return false;
}

}  // namespace

class WorkspacesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }
  void cleanup() { setInterfaceScale(*qApp, 1.0); }

  void oneWorkspaceHasNoSwitch() {
    QWidget window;
    Workspaces all(&window);
    all.add(Workspace::kTune, page());
    QVERIFY(all.control()->isHidden());
    for (const QAction* action : all.actions()) QVERIFY(!action->isVisible());
    all.show(Workspace::kCompare);
    QVERIFY(all.current() == Workspace::kTune);
  }

  void aWorkspaceWithoutAPageIsAbsent() {
    QWidget window;
    Workspaces all(&window);
    all.add(Workspace::kTune, page());
    all.add(Workspace::kTeach, page());
    const auto hidden = [&](const char* name) {
      return window.findChild<QPushButton*>(QLatin1String(name))->isHidden();
    };
    QVERIFY(!all.control()->isHidden());
    QVERIFY(!hidden("button_workspace_tune") && !hidden("button_workspace_teach"));
    QVERIFY(hidden("button_workspace_compare"));
    QVERIFY(!all.actions().at(1)->isVisible());
    all.show(Workspace::kCompare);
    QVERIFY(all.current() == Workspace::kTune);
  }

  void theSegmentsSwitchAndShowWhereOneIs() {
    WindowFixture w({1440, 900});
    w.run();
    QVERIFY(inMenu(w, QStringLiteral("Compare")));
    click(w, "button_workspace_teach");
    QVERIFY(w.window.workspaces()->current() == Workspace::kTeach);
    QVERIFY(w.window.workspaces()->page(Workspace::kTeach)->isVisible());
    QVERIFY(!w.window.plot()->isVisible());
    QVERIFY(w.part<QPushButton>("button_workspace_teach")->isChecked());
    QVERIFY(!w.part<QPushButton>("button_workspace_tune")->isChecked());
    click(w, "button_workspace_teach");  // again: it stays
    QVERIFY(w.part<QPushButton>("button_workspace_teach")->isChecked());
    QTest::keyClick(&w.window, Qt::Key_1, Qt::ControlModifier);
    QVERIFY(w.window.plot()->isVisible());
  }

  void switchingKeepsRunSelectionAndZoom() {
    WindowFixture w({1440, 900});
    w.run();
    w.part<QTableView>("tracks_table")->selectRow(2);
    QCoreApplication::processEvents();  // the plot has its curves
    w.window.plot()->fitAll();
    w.session.posted.clear();
    const std::size_t points = w.controller.record().points.size();
    for (const auto key : {Qt::Key_2, Qt::Key_3, Qt::Key_1}) {
      QTest::keyClick(&w.window, key, Qt::ControlModifier);
      QCoreApplication::processEvents();
    }
    QCOMPARE(w.session.all<command::Pause>().size(), 0U);
    QCOMPARE(w.session.all<command::Start>().size(), 0U);
    QVERIFY(w.controller.state() == RunState::kRunning);
    QCOMPARE(w.controller.record().points.size(), points);
    QCOMPARE(w.part<QTableView>("tracks_table")->currentIndex().row(), 2);
    QVERIFY(!w.window.plot()->following());  // the zoom is that of fitAll()
  }

  void switchingKeepsTheViewOfThePicturesOfCompare() {
    WindowFixture w({1440, 900});
    w.run();
    QTest::keyClick(&w.window, Qt::Key_2, Qt::ControlModifier);
    auto* raw = w.part<QWidget>("compare_raw");
    const auto* view = w.window.findChild<PictureZoom*>();
    QVERIFY(view);
    QTRY_VERIFY(raw->width() > 300);  // it has its place
    const QPointF corner(20, 20);
    QWheelEvent wheel(corner, raw->mapToGlobal(corner), {}, {0, 240}, Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(raw, &wheel);
    const double factor = view->factor();
    const QPointF center = view->center();
    QVERIFY(factor > 1.0 && center.x() < 0.5);
    QTest::keyClick(&w.window, Qt::Key_1, Qt::ControlModifier);
    w.state(RunState::kPaused);
    QTest::keyClick(&w.window, Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(view->factor(), factor);
    QCOMPARE(view->center(), center);
  }

  void aPanelMayAskForCompare() {
    WindowFixture w;
    w.run();
    Q_EMIT w.window.findChild<PanelCommands*>()->compareWanted();
    QVERIFY(w.window.workspaces()->current() == Workspace::kCompare);
  }

  void afterSwitchingSpaceIsTheRuns() {
    WindowFixture w({1440, 900});
    w.run();
    click(w, "button_workspace_compare");
    QCOMPARE(w.window.focusWidget(), w.window.workspaces()->page(Workspace::kCompare));
    QTest::keyClick(w.window.focusWidget(), Qt::Key_Space);
    QCOMPARE(w.session.all<command::Pause>().size(), 1U);
    click(w, "button_workspace_tune");
    QVERIFY(w.window.plot()->hasFocus());
  }

  void aPageIsMadeWhenItIsFirstShown() {
    QWidget window;
    Workspaces all(&window);
    int made = 0;
    all.add(Workspace::kTune, page());
    all.addLater(Workspace::kCompare, [&] {
      ++made;
      return page();
    });
    QVERIFY(all.has(Workspace::kCompare) && !all.control()->isHidden());
    QVERIFY(all.actions().at(1)->isVisible());
    QCOMPARE(made, 0);
    all.show(Workspace::kCompare);
    QCOMPARE(made, 1);
    QCOMPARE(all.pages()->currentWidget(), all.page(Workspace::kCompare));
    all.show(Workspace::kTune);
    all.show(Workspace::kCompare);
    QCOMPARE(made, 1);
  }

  void pagesThatAreMadeInAdvanceAskForNothingUntilTheyAreShown() {
    WindowFixture w({1440, 900});
    w.run();
    const QSize before = w.window.size();
    w.session.posted.clear();
    QVERIFY(w.window.workspaces()->prepare());
    QVERIFY(!w.window.workspaces()->prepare());
    QVERIFY(!w.window.workspaces()->prepare());
    w.session.arrive(event::Evaluated{{fakePoint(3425, 3)}});
    w.deliver();
    QVERIFY(w.session.all<command::CompareSamples>().empty());
    QVERIFY(w.session.all<command::Scan>().empty());
    QVERIFY(w.session.all<command::MeasureDistances>().empty());
    QVERIFY(w.session.all<command::ShowSamples>().empty());
    QVERIFY(w.session.all<command::Start>().empty());
    QCOMPARE(w.window.size(), before);
    QVERIFY(w.window.plot()->hasFocus());
    QVERIFY(!w.part<QWidget>("compare")->isVisible());
    click(w, "button_workspace_compare");
    QCOMPARE(w.session.all<command::CompareSamples>().size(), std::size_t{1});
    click(w, "button_workspace_teach");
    QVERIFY(w.part<QWidget>("lesson_tile_1")->isVisible());
  }

  void theStatusLineCountsThePointsOfTheChartThatIsSeen() {
    WindowFixture w({1440, 900});
    w.run();
    QTRY_VERIFY(!w.part<QLabel>("points")->text().isEmpty());
    click(w, "button_workspace_teach");
    QVERIFY(w.part<QLabel>("points")->text().isEmpty());
    click(w, "button_workspace_tune");
    QTRY_VERIFY(!w.part<QLabel>("points")->text().isEmpty());
  }

  void whatFailedIsForgottenAfterASuccessOrEsc() {
    WindowFixture w({1440, 900});
    w.run();
    auto* commands = w.window.findChild<PanelCommands*>();
    auto* messages = w.window.findChild<MessageBar*>();
    Q_EMIT commands->failed(QStringLiteral("Nothing was saved"), QStringLiteral("no folder"));
    QCOMPARE(messages->text(), QStringLiteral("Nothing was saved"));
    QTest::keyClick(&w.window, Qt::Key_Escape);
    QVERIFY(messages->text().isEmpty());
    Q_EMIT commands->failed(QStringLiteral("Nothing was saved"), QStringLiteral("no folder"));
    event::Saved saved;
    saved.step = 3400;
    saved.spec = {.of = "fast", .path = "/tmp/mix.safetensors", .share = 0.7};
    saved.bytes = 4740;
    w.session.arrive(saved);
    w.deliver();
    QVERIFY(messages->text().isEmpty());
    bool said = false;
    for (const QLabel* label : w.window.findChildren<QLabel*>()) {
      said = said || label->text().contains(QStringLiteral("fast@0.7 after step 3\u202f400"));
    }
    QVERIFY(said);
  }

  void aPageThatIsMadeLateShowsTheRun() {
    WindowFixture w({1440, 900});
    QVERIFY(w.window.findChild<QWidget*>(QStringLiteral("compare")) == nullptr);
    QVERIFY(w.window.findChild<QWidget*>(QStringLiteral("teach_view")) == nullptr);
    w.run();
    w.session.posted.clear();
    click(w, "button_workspace_compare");
    QCOMPARE(w.session.all<command::CompareSamples>().size(), std::size_t{1});
    QVERIFY(w.part<QPushButton>("save_raw")->isEnabled());
    QVERIFY2(w.part<QLabel>("test_when")
                 ->text()
                 .contains(grouped(w.controller.record().config.steps - 3400)),
             qPrintable(w.part<QLabel>("test_when")->text()));
    QTest::keyClick(&w.window, Qt::Key_3, Qt::ControlModifier);
    QVERIFY(w.window.findChildren<QPushButton*>(QStringLiteral("lesson_tile_1")).size() == 1);
  }

  void aHiddenWorkspaceCatchesUpWhenItIsShown() {
    WindowFixture w({1440, 900});
    w.run();
    click(w, "button_workspace_compare");
    click(w, "button_workspace_tune");
    w.state(RunState::kPaused);
    QVERIFY(w.part<QLabel>("half_life_in_force")->text().contains(QStringLiteral("steps")));
    click(w, "button_workspace_compare");
    w.session.arrive(event::Evaluated{{fakePoint(3425, 3)}});
    w.state(RunState::kFinished);
    QVERIFY(w.part<QLabel>("test_when")->text().contains(QStringLiteral("could not be evaluated")));
    const QString old = w.part<QLabel>("decay_in_force")->text();
    EvalPoint point = fakePoint(3450, 3);
    point.tracks[0].decay = 0.5;
    w.session.arrive(event::Evaluated{{point}});
    w.deliver();
    click(w, "button_workspace_tune");
    QCOMPARE(w.part<QLabel>("decay_in_force")->text(), QStringLiteral("0.5"));
    QVERIFY(old != QStringLiteral("0.5"));
  }

  void theLastOneIsRemembered() {
    {
      WindowFixture w;
      QTest::keyClick(&w.window, Qt::Key_2, Qt::ControlModifier);
    }
    QWidget window;
    Workspaces all(&window);
    all.add(Workspace::kTune, page());
    all.add(Workspace::kCompare, page());
    all.restore(QSettings());
    QVERIFY(all.current() == Workspace::kCompare);
    QSettings().setValue(QStringLiteral("workspace"), QStringLiteral("no such one"));
    all.show(Workspace::kTune);
    QSettings().setValue(QStringLiteral("workspace"), 17);
    all.restore(QSettings());
    QVERIFY(all.current() == Workspace::kTune);
  }

  void aLessonInFullScreenHasTheWindowForItself() {
    WindowFixture w({1440, 900});
    w.run();
    QTest::keyClick(&w.window, Qt::Key_F11);
    QVERIFY(w.window.isFullScreen());
    QVERIFY(w.window.menuBar()->isVisible());  // Tune keeps them
    QTest::keyClick(&w.window, Qt::Key_3, Qt::ControlModifier);
    QVERIFY(!w.window.menuBar()->isVisible());
    QVERIFY(!w.part<QWidget>("status_line")->isVisible());
    QTest::keyClick(&w.window, Qt::Key_Plus, Qt::ControlModifier);
    QCOMPARE(QSettings().value(QStringLiteral("zoom_lessons")).toDouble(), 1.1);
    QCOMPARE(interfaceScale(), 1.0);
    QTest::keyClick(&w.window, Qt::Key_Escape);
    QVERIFY(!w.window.isFullScreen());
    QVERIFY(w.window.menuBar()->isVisible());
    QCOMPARE(interfaceScale(), 1.0);  // that of the rest is another one
    QVERIFY(w.session.all<command::Pause>().empty());
  }
};

EMASCOPE_UI_TEST(WorkspacesTest);

}  // namespace emascope::ui

#include "workspaces_test.moc"
