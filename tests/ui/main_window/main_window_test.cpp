// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole window against a session that answers when the test says so.
#include "core/base/phrase.h"
#include "tests/ui/main_window/window_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/message_bar.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <functional>
#include <limits>

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMetaMethod>
#include <QPalette>
#include <QPushButton>
#include <QScopeGuard>
#include <QSlider>
#include <QToolButton>

namespace emascope::ui {
namespace {

/// Whether anything listens to `signal` of `sender`.
struct Peek : QObject {
  static bool listens(const QObject& sender, const QMetaMethod& signal) {
    return (sender.*(&Peek::isSignalConnected))(signal);
  }
};

}  // namespace

class MainWindowTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void itSaysThatTheEngineIsStarting() {
    const WindowFixture own_settings;
    FakeSession session;
    RunController controller(session);
    const MainWindow window(controller, ThemeChoice::kLight);
    const auto* state = window.findChild<QLabel*>(QStringLiteral("state"));
    QCOMPARE(state->text(), QStringLiteral("starting the engine"));
    controller.setCatalog(fakeCatalog());
    QCOMPARE(state->text(), QStringLiteral("idle"));
  }

  void init() { MainWindow::forgetSettings(); }

  void whatCanBeClickedFollowsTheState_data() {
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("toggle");
    QTest::addColumn<bool>("live");
    QTest::newRow("running") << static_cast<int>(RunState::kRunning) << "Pause" << true;
    QTest::newRow("paused") << static_cast<int>(RunState::kPaused) << "Continue" << true;
    QTest::newRow("finished") << static_cast<int>(RunState::kFinished) << "Go on" << false;
    QTest::newRow("failed") << static_cast<int>(RunState::kFailed) << "Start again" << false;
  }
  void whatCanBeClickedFollowsTheState() {
    QFETCH(int, state);
    QFETCH(QString, toggle);
    QFETCH(bool, live);
    WindowFixture fixture;
    fixture.run();
    fixture.state(static_cast<RunState>(state));
    QCOMPARE(fixture.part<QPushButton>("button_toggle")->text(), toggle);
    for (const char* name : {"button_step", "button_step_hundred", "reset_to_raw"}) {
      QCOMPARE(fixture.part<QPushButton>(name)->isEnabled(), live);
    }
    QVERIFY(fixture.part<QPushButton>("button_reset")->isEnabled());
    QVERIFY(fixture.part<QToolButton>("restart_menu")->isEnabled());
    QVERIFY(fixture.action("new_seed")->isEnabled());
  }

  void theDotOfARunThatGoesOnIsNoColorOfSuccess() {
    WindowFixture fixture;
    fixture.run();
    const auto* dot = fixture.part<QLabel>("state_dot");
    const auto ink = [dot] { return dot->palette().color(QPalette::WindowText); };
    QCOMPARE(ink(), theme().accent);
    fixture.state(RunState::kPaused);
    QCOMPARE(ink(), theme().secondary);
    fixture.state(RunState::kFailed);
    QCOMPARE(ink(), theme().worse);
  }

  void beforeARunOnlyStartIsOffered() {
    const WindowFixture fixture;
    QVERIFY(fixture.part<QPushButton>("button_toggle")->isEnabled());
    for (const char* name : {"button_step", "button_step_hundred", "button_reset"}) {
      QVERIFY2(!fixture.part<QPushButton>(name)->isEnabled(), name);
    }
    QVERIFY(!fixture.part<QToolButton>("restart_menu")->isEnabled());
  }

  void nothingThatIsShownIsDead() {
    WindowFixture fixture({1440, 960});
    fixture.run();
    const auto clicked = QMetaMethod::fromSignal(&QAbstractButton::clicked);
    const auto toggled = QMetaMethod::fromSignal(&QAbstractButton::toggled);
    for (const auto* button : fixture.window.findChildren<QAbstractButton*>()) {
      if (!button->isVisible()) continue;
      if (button->objectName() == QLatin1String("keep_half_life")) continue;  // read when needed
      QVERIFY2(Peek::listens(*button, clicked) || Peek::listens(*button, toggled),
               qPrintable(button->objectName() + button->text()));
    }
    const auto triggered = QMetaMethod::fromSignal(&QAction::triggered);
    const auto switched = QMetaMethod::fromSignal(&QAction::toggled);
    int actions = 0;
    for (const QAction* menu : fixture.window.menuBar()->actions()) {
      for (const QAction* action : menu->menu()->actions()) {
        if (action->isSeparator()) continue;
        ++actions;
        QVERIFY2(Peek::listens(*action, triggered) || Peek::listens(*action, switched),
                 qPrintable(action->text()));
      }
    }
    QVERIFY(actions > 15);
  }

  void spaceStartsAndPauses() {
    WindowFixture fixture;
    fixture.run();
    QTest::keyClick(&fixture.window, Qt::Key_Space);
    QCOMPARE(fixture.session.all<command::Pause>().size(), 1U);
  }

  void spaceInAFieldIsAText() {
    WindowFixture fixture;
    fixture.run();
    auto* field = fixture.part<QWidget>("knob_beta")->findChild<QLineEdit*>();
    field->setFocus();
    QTest::keyClick(field, Qt::Key_Space);
    QCOMPARE(fixture.session.all<command::Pause>().size(), 0U);
  }

  void keysAskForTheSameAsButtons() {
    WindowFixture fixture;
    fixture.run();
    fixture.state(RunState::kPaused);
    QTest::keyClick(&fixture.window, Qt::Key_Period);
    QCOMPARE(fixture.session.all<command::Advance>().back().count, 1);
    fixture.state(RunState::kPaused);
    fixture.part<QPushButton>("button_step_hundred")->click();
    QCOMPARE(fixture.session.all<command::Advance>().back().count, 100);
    fixture.state(RunState::kPaused);
    QTest::keyClick(&fixture.window, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(fixture.session.all<command::Start>().back().config.seed,
             fixture.controller.record().config.seed + 1);
  }

  void aBracketScalesTheHalfLifeAndUndoTakesItBack() {
    WindowFixture fixture;
    fixture.run();
    QTest::keyClick(&fixture.window, Qt::Key_BracketRight);
    const auto longer = fixture.session.all<command::SetParams>();
    QCOMPARE(longer.size(), 1U);
    QVERIFY(longer[0].values.at("beta") > 0.995);
    QVERIFY(!fixture.action("undo")->isEnabled());
    fixture.session.arrive(
        event::Applied{longer[0].request, 3401, "main", {{"beta", 0.995}}, longer[0].values});
    fixture.deliver();
    QVERIFY(fixture.action("undo")->isEnabled());
    QTest::keyClick(&fixture.window, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(fixture.session.all<command::SetParams>().back().values.at("beta"), 0.995);
  }

  void aPresetIsStartedWhenItIsChosen() {
    WindowFixture fixture;
    fixture.run();
    QTest::mouseClick(fixture.part<QPushButton>("demos"), Qt::LeftButton);
    QTest::mouseClick(fixture.part<QAbstractButton>("demo_digits"), Qt::LeftButton);
    QCOMPARE(fixture.session.all<command::Start>().back().config.preset, std::string("digits"));
  }

  void theSpeedSliderEndsAtUnlimited() {
    WindowFixture fixture;
    fixture.run();
    auto* speed = fixture.part<QSlider>("speed");
    speed->setValue(speed->maximum());
    QCOMPARE(fixture.session.all<command::SetSpeed>().back().steps_per_second, 0.0);
    speed->setValue(speed->minimum());
    QCOMPARE(fixture.session.all<command::SetSpeed>().back().steps_per_second, 1.0);
  }

  void aLossThatIsNotFiniteIsSaid() {
    WindowFixture w;
    w.run(100);
    EvalPoint point = fakePoint(125, 3);
    point.raw.loss = std::numeric_limits<double>::quiet_NaN();
    w.session.arrive(event::Evaluated{{point}});
    w.deliver();
    const auto* details = w.part<MessageBar>("message_bar");
    QStringList words;
    for (const auto* label : details->findChildren<QLabel*>()) words += label->text();
    QVERIFY(words.join(u' ').contains(
        QStringLiteral("step 125: the validation loss of raw is nan, not a finite number")));
  }

  void theSetupTabListsWhatIsToBeNoted() {
    WindowFixture w;
    auto started = fakeStarted(w.controller.catalog());
    started.facts.model.notes = {"the arrays are read as channels-last", "'extra' is not used"};
    w.session.arrive(started);
    w.deliver();
    QStringList words;
    for (const auto* label : w.part<QWidget>("setup_panel")->findChildren<QLabel*>()) {
      words += label->text();
    }
    QVERIFY(words.contains(QStringLiteral("the arrays are read as channels-last")));
    QVERIFY(words.contains(QStringLiteral("'extra' is not used")));
  }

  void theStatusLineSaysWhereTheRunIs() {
    WindowFixture fixture({1440, 960});
    fixture.run();
    QCOMPARE(fixture.part<QLabel>("state")->text(), QStringLiteral("running"));
    QVERIFY(fixture.part<QLabel>("step")->text().contains(grouped(3400)));
    QCOMPARE(fixture.part<QLabel>("time_left")->text(), QStringLiteral("8 s left"));
    QVERIFY(
        fixture.part<QLabel>("device")->text().contains(QStringLiteral("no NVIDIA driver found")));
    QVERIFY(fixture.part<QLabel>("shares")->text().contains(QStringLiteral("train 74")));
    QTRY_VERIFY(fixture.part<QLabel>("points")->text().contains(QStringLiteral("136 points")));
  }

  void aRunThatWasResumedHasTheDeviceAlone() {
    WindowFixture fixture({1440, 960});
    event::Started started = fakeStarted(fixture.controller.catalog());
    started.config.resume_from = "/runs/a/checkpoints";
    started.facts.device_reason = words("requested");  // by the checkpoint
    fixture.run(started);
    QCOMPARE(fixture.part<QLabel>("device")->text(), QStringLiteral("CPU"));
    QVERIFY(!fixture.part<QLabel>("device")->toolTip().contains(QStringLiteral("requested")));
    for (const auto* label : fixture.part<QWidget>("setup_panel")->findChildren<QLabel*>()) {
      QVERIFY2(!label->text().contains(QStringLiteral("requested")), qPrintable(label->text()));
    }
    started.config.resume_from.clear();
    fixture.run(started);
    QCOMPARE(fixture.part<QLabel>("device")->text(), QStringLiteral("CPU"));
    QVERIFY(fixture.part<QLabel>("device")->toolTip().contains(QStringLiteral("requested")));
  }

  void anEngineThatDiesLeavesTheCurvesAndAnOffer() {
    WindowFixture fixture;
    fixture.run();
    int restarts = 0;
    fixture.window.showEngineDied(QStringLiteral("The engine crashed.\nno space left on device"),
                                  [&restarts] { ++restarts; });
    const auto* bar = fixture.part<MessageBar>("message_bar");
    QVERIFY(bar->isVisible());
    QCOMPARE(bar->text(), QStringLiteral("The engine crashed. · The run has no checkpoint: it can "
                                         "only start again, from step 0."));
    QCOMPARE(fixture.controller.record().points.size(), 136U);
    QVERIFY(!fixture.part<QPushButton>("button_step")->isEnabled());
    QCOMPARE(fixture.part<QLabel>("state")->text(), QStringLiteral("no engine"));
    bar->findChild<QPushButton*>(QStringLiteral("message_action"))->click();
    QCOMPARE(restarts, 1);
    QVERIFY(!bar->isVisible());
  }

  void withoutAnEngineStartingAsksForOne() {
    WindowFixture fixture;
    fixture.run();
    int restarts = 0;
    fixture.window.showEngineDied(QStringLiteral("gone"), [&restarts] { ++restarts; });
    fixture.session.posted.clear();
    QTest::keyClick(&fixture.window, Qt::Key_Space);
    QCOMPARE(restarts, 1);
    fixture.part<QPushButton>("button_reset")->click();
    QCOMPARE(restarts, 2);
    QVERIFY(!fixture.action("new_seed")->isEnabled());
    QVERIFY(!fixture.part<QPushButton>("demos")->isEnabled());
    QVERIFY(fixture.session.posted.empty());
    fixture.controller.setCatalog(fakeCatalog());
    fixture.window.showEngineReady();
    fixture.action("new_seed")->trigger();
    QCOMPARE(fixture.session.all<command::Start>().size(), 1U);
    QVERIFY(fixture.part<QPushButton>("demos")->isEnabled());
  }

  void anEngineThatNeverCameCanBeAskedForAgain() {
    FakeSession session;
    RunController controller(session);
    MainWindow window(controller, ThemeChoice::kLight);
    int restarts = 0;
    window.showEngineDied(QStringLiteral("no such program"), [&restarts] { ++restarts; });
    window.findChild<QAction*>(QStringLiteral("toggle"))->trigger();
    QCOMPARE(restarts, 1);
  }

  void aPauseThatTheEngineMadeIsExplained() {
    WindowFixture fixture;
    fixture.run();
    fixture.state(RunState::kPaused, "three steps in a row were not finite");
    QVERIFY(fixture.part<MessageBar>("message_bar")->isVisible());
    QCOMPARE(fixture.part<QLabel>("state")->text(), QStringLiteral("paused"));
    QVERIFY(fixture.part<QLabel>("state")->toolTip().contains(QStringLiteral("not finite")));
  }

  void theHelpPagesShowAllTheirWords_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("keys") << QStringLiteral("keys");
    QTest::newRow("about") << QStringLiteral("about");
  }
  void theHelpPagesShowAllTheirWords() {
    QFETCH(QString, name);
    WindowFixture fixture;
    fixture.run();
    fixture.window.findChild<QAction*>(name)->trigger();
    const auto* page = fixture.part<QDialog>("help_page");
    QVERIFY(!page->isModal());
    const auto* text = page->findChild<QLabel*>();
    QVERIFY(text->height() >= text->heightForWidth(text->width()));
  }

  void aRefusedStartIsSaid() {
    WindowFixture fixture;
    fixture.session.arrive(event::Rejected{1, {"steps", "-3 is not allowed", "at least 1"}});
    fixture.deliver();
    QVERIFY(fixture.part<MessageBar>("message_bar")->isVisible());
  }

  void theCommandOnTheClipboardRepeatsTheRun() {
    WindowFixture fixture;
    fixture.run();
    fixture.action("copy_command")->trigger();
    const QString line = QGuiApplication::clipboard()->text();
    QVERIFY2(line.startsWith(QStringLiteral("emascope ")), qPrintable(line));
    QVERIFY2(line.contains(QStringLiteral("--seed 1")), qPrintable(line));
  }

  void thePillsAndTheMenuShowTheSameView() {
    WindowFixture fixture;
    fixture.run();
    fixture.part<QPushButton>("pill_log_y")->click();
    QVERIFY(!fixture.window.plot()->logY());
    QVERIFY(!fixture.action("log_y")->isChecked());
    fixture.window.plot()->setFollowing(false);
    QVERIFY(!fixture.action("follow")->isChecked());
    fixture.action("follow")->trigger();
    QVERIFY(fixture.window.plot()->following());
    QVERIFY(fixture.part<QPushButton>("pill_follow")->isChecked());
  }

  void theSystemThemeFollowsTheDesktop() {
    bool dark = false;
    setDesktopReader([&dark] { return dark; });
    const auto real_desktop = qScopeGuard([] { setDesktopReader({}); });
    WindowFixture fixture;
    const auto change_palette = [] {
      QPalette other = QApplication::palette();
      other.setColor(QPalette::Mid, other.color(QPalette::Mid).darker());
      QApplication::setPalette(other);
    };
    const auto change_theme = [&fixture] {
      QEvent event(QEvent::ThemeChange);
      QCoreApplication::sendEvent(&fixture.window, &event);
    };
    fixture.action("theme_system")->trigger();
    for (const std::function<void()>& change :
         {std::function<void()>(change_palette), std::function<void()>(change_theme)}) {
      dark = !dark;
      change();
      QCoreApplication::sendPostedEvents();
      QCOMPARE(theme().dark, dark);
      QVERIFY(fixture.action("theme_system")->isChecked());
    }
    fixture.action("theme_light")->trigger();
    dark = true;
    change_palette();
    QCoreApplication::sendPostedEvents();
    QVERIFY(!theme().dark);
    QVERIFY(fixture.action("theme_light")->isChecked());
  }
};

EMASCOPE_UI_TEST(MainWindowTest);

}  // namespace emascope::ui

#include "main_window_test.moc"
