// SPDX-License-Identifier: GPL-3.0-or-later
//
// The run bar: ways to restart, the usual speed, reasons of what is disabled, and what stays at
// every width.
#include "core/protocol/record/run_record.h"
#include "tests/ui/main_window/window_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/restart_config.h"

#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSlider>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QWheelEvent>

namespace emascope::ui {
namespace {

void click(QWidget* widget) {
  QTest::mouseClick(widget, Qt::LeftButton, {}, widget->rect().center());
}

/// Opens the menu beside Restart and chooses an entry with the mouse.
void restartBy(WindowFixture& w, const char* action) {
  click(w.part<QToolButton>("restart_menu"));
  auto* menu = w.part<QMenu>("restart_choices");
  QVERIFY(menu->isVisible());
  QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(w.action(action)).center());
}

}  // namespace

class RunBarTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void theMenuRestartsInEachWay_data() {
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<bool>("kept");
    QTest::addColumn<bool>("next_seed");
    QTest::addColumn<bool>("paused");
    QTest::newRow("these settings") << QByteArray("reset") << true << false << false;
    QTest::newRow("the preset's") << QByteArray("reset_original") << false << false << false;
    QTest::newRow("a new seed") << QByteArray("new_seed") << true << true << false;
    QTest::newRow("these, paused") << QByteArray("reset_paused") << true << false << true;
    QTest::newRow("the preset's, paused")
        << QByteArray("reset_original_paused") << false << false << true;
    QTest::newRow("a new seed, paused") << QByteArray("new_seed_paused") << true << true << true;
  }
  void theMenuRestartsInEachWay() {
    QFETCH(QByteArray, action);
    QFETCH(bool, kept);
    QFETCH(bool, next_seed);
    QFETCH(bool, paused);
    WindowFixture w;
    w.run();
    w.session.arrive(event::Applied{7, 3401, "main", {{"beta", 0.995}}, {{"beta", 0.98}}});
    w.deliver();
    restartBy(w, action.constData());
    const auto starts = w.session.all<command::Start>();
    QCOMPARE(starts.size(), 1U);
    QCOMPARE(starts[0].config.tracks[0].params.at("beta"), kept ? 0.98 : 0.995);
    QCOMPARE(starts[0].config.seed, next_seed ? 2U : 1U);
    QCOMPARE(starts[0].config.start_paused, paused);
  }

  void goOnAddsATenthOfTheFirstPlanEachTime() {
    WindowFixture w;
    w.run(5000);
    std::int64_t steps = 5000;
    for (int time = 1; time <= 2; ++time) {
      w.state(RunState::kFinished);
      QCOMPARE(w.part<QPushButton>("button_toggle")->text(), QStringLiteral("Go on"));
      click(w.part<QPushButton>("button_toggle"));
      const auto asked = w.session.all<command::Extend>();
      QCOMPARE(asked.size(), static_cast<std::size_t>(time));
      QCOMPARE(asked.back().steps, std::int64_t{500});
      steps += 500;
      w.session.arrive(event::Extended{asked.back().request, steps - 500, steps});
      w.session.arrive(event::StateChanged{RunState::kRunning, steps - 500, ""});
      w.session.arrive(event::Evaluated{{fakePoint(steps, 3)}});
      w.deliver();
      QCOMPARE(w.controller.record().config.steps, steps);
    }
  }

  void afterAChoiceTheFocusIsThePlots() {
    WindowFixture w;
    w.run();
    auto* button = w.part<QToolButton>("restart_menu");
    button->setFocus();
    restartBy(w, "new_seed");
    QTRY_COMPARE(w.window.focusWidget(), w.window.plot());
  }

  void aMenuThatIsClosedLeavesTheFocus() {
    WindowFixture w;
    w.run();
    auto* button = w.part<QToolButton>("restart_menu");
    button->setFocus();
    click(button);
    QTest::keyClick(w.part<QMenu>("restart_choices"), Qt::Key_Escape);
    QCoreApplication::processEvents();
    QCOMPARE(w.window.focusWidget(), button);
  }

  void aDoubleClickReturnsToTheUsualSpeed() {
    WindowFixture w;
    w.run();
    auto* speed = w.part<QSlider>("speed");
    speed->setValue(speed->maximum());
    QCOMPARE(w.controller.speed(), 0.0);
    QTest::mouseDClick(speed, Qt::LeftButton, {}, {5, speed->height() / 2});
    QCOMPARE(w.controller.speed(), 200.0);  // the preset's
    QCOMPARE(w.session.all<command::SetSpeed>().back().steps_per_second, 200.0);
    QVERIFY(speed->value() > speed->minimum() && speed->value() < speed->maximum());
  }

  void theUsualSpeedOfOwnDataTakes20Seconds() {
    const Catalog catalog = fakeCatalog();
    RunConfig own;
    own.preset = kOwnPreset;
    own.steps = 3000;
    own.speed = 7.0;  // was moved
    QCOMPARE(usualSpeed(catalog, own), 150.0);
    own.steps = 10;
    QCOMPARE(usualSpeed(catalog, own), 1.0);
    QCOMPARE(usualSpeed(catalog, catalog.presets[0].config), 200.0);
  }

  void whatIsDisabledSaysWhy() {
    WindowFixture w;
    const auto* step = w.part<QPushButton>("button_step");
    QVERIFY(!step->isEnabled());
    QCOMPARE(step->toolTip(), QStringLiteral("There is no run yet."));
    w.run();
    QCOMPARE(step->toolTip(), QStringLiteral("One step (.)"));
    w.state(RunState::kFinished);
    for (const char* name : {"button_step", "button_step_hundred"}) {
      QCOMPARE(w.part<QPushButton>(name)->toolTip(),
               QStringLiteral("The run has reached its last step."));
    }
    w.state(RunState::kFailed);
    QCOMPARE(step->toolTip(), QStringLiteral("The run failed."));
  }

  void theRunsNumberAndSeedStandBesideTheDemosButton() {
    WindowFixture w({1440, 900});
    const auto* text = w.part<QLabel>("run_and_seed");
    QVERIFY(text->text().isEmpty());
    w.run();
    QCOMPARE(text->text(), QStringLiteral("run 1 · seed 1"));
    const QRect button = w.part<QPushButton>("demos")->geometry();
    QVERIFY(text->isVisible() && text->geometry().right() < button.left());
    QTRY_VERIFY(text->width() >= text->sizeHint().width());  // nothing of it is cut
    event::Started again = fakeStarted(w.controller.catalog());
    again.config.seed = 11;
    w.session.arrive(again);
    w.deliver();
    QCOMPARE(text->text(), QStringLiteral("run 2 · seed 11"));
    again.config.seed = 18446744073709551615U;
    w.session.arrive(again);
    w.deliver();
    QCOMPARE(text->text(), QStringLiteral("run 3"));
    QVERIFY(text->toolTip().contains(QStringLiteral("18446744073709551615")));
    w.window.resize(1000, 650);
    QTRY_VERIFY(!text->isVisible());
  }

  void nothingInTheBarIsCut_data() {
    QTest::addColumn<int>("width");
    for (const int width : {1440, 1300, 1280, 1260, 1259, 1120, 1000, 900}) {
      QTest::addRow("%d", width) << width;
    }
  }
  void nothingInTheBarIsCut() {
    QFETCH(int, width);
    WindowFixture w({width, 900});
    w.run();
    for (int i = 0; i < 5; ++i) QCoreApplication::processEvents();  // until all is laid out
    for (QWidget* part : w.part<QWidget>("demos")->parentWidget()->findChildren<QWidget*>(
             QString(), Qt::FindDirectChildrenOnly)) {
      if (!part->isVisible()) continue;
      QVERIFY2(part->width() >= part->minimumSizeHint().width(), qPrintable(part->objectName()));
      QVERIFY2(part->geometry().right() < part->parentWidget()->width(),
               qPrintable(part->objectName()));
    }
  }

  void theWheelTurnsNoTabThatHasNoFocus() {
    WindowFixture w;
    w.run();
    auto* tables = w.part<QTabWidget>("tables");
    const int before = tables->currentIndex();
    QWidget* bar = tables->tabBar();
    for (const int notch : {120, -120}) {
      QWheelEvent event(QPointF(5, 5), bar->mapToGlobal(QPointF(5, 5)), {}, QPoint(0, notch),
                        Qt::NoButton, {}, Qt::NoScrollPhase, false);
      QCoreApplication::sendEvent(bar, &event);
    }
    QCOMPARE(tables->currentIndex(), before);
  }
};

EMASCOPE_UI_TEST(RunBarTest);

}  // namespace emascope::ui

#include "run_bar_test.moc"
