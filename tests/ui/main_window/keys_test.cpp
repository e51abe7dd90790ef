// SPDX-License-Identifier: GPL-3.0-or-later
//
// The keys: each one on the sheet does what it says, and they work again after a field or a list.
#include "tests/ui/main_window/key_checks.h"
#include "tests/ui/main_window/window_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/message_bar.h"
#include "ui/main_window/help_pages.h"
#include "ui/main_window/workspaces.h"
#include "ui/plot/loss_plot.h"

#include <utility>

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QWheelEvent>

namespace emascope::ui {

class KeysTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void everyKeyOnTheSheetDoesWhatItSays_data() {
    QTest::addColumn<QString>("key");
    for (const KeyRow& row : keyRows()) {
      for (const QString& key : row.keys) QTest::newRow(qPrintable(key)) << key;
    }
  }
  void everyKeyOnTheSheetDoesWhatItSays() {
    QFETCH(QString, key);
    const KeyCheck check = checkOfKey(key);
    QVERIFY2(check, "on the sheet, and not tested here");
    WindowFixture w;
    w.run();
    QTRY_VERIFY(w.window.plot()->drawnCounts().drawn > 0);
    QVERIFY(check(w));
  }

  void theKeysWorkFromTheFirst() {
    WindowFixture w;
    w.run();
    QVERIFY(w.window.plot()->hasFocus());
  }

  void afterAValueTheKeysAreTheRunsAgain() {
    WindowFixture w;
    w.run();
    QLineEdit* field = typeInto(w, QStringLiteral("0.9"));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(w.window.plot()->hasFocus());
    press(w, Qt::Key_Space);
    QCOMPARE(asked<command::Pause>(w), 1U);
    QCOMPARE(field->text(), QStringLiteral("0.9"));
  }

  void spaceIsTheRunsWhateverHasTheFocus() {
    WindowFixture w({1440, 960});
    w.run();
    w.part<QToolButton>("more")->click();  // the advanced ones, too
    int tried = 0;
    for (QWidget* widget : w.window.findChildren<QWidget*>()) {
      if (!widget->isVisible() || !widget->isEnabled() || widget->window() != &w.window) continue;
      if (widget->focusPolicy() == Qt::NoFocus || qobject_cast<QLineEdit*>(widget)) continue;
      widget->setFocus();
      if (!widget->hasFocus()) continue;
      w.session.posted.clear();
      QTest::keyClick(widget, Qt::Key_Space);
      const auto toggles = asked<command::Pause>(w) + asked<command::Resume>(w);
      QVERIFY2(toggles == 1 && w.session.posted.size() == 1,
               qPrintable(widget->objectName() + QLatin1String(widget->metaObject()->className())));
      ++tried;
    }
    QVERIFY2(tried > 15, qPrintable(QString::number(tried)));
    QVERIFY(w.part<QCheckBox>("keep_half_life")->isChecked());
  }

  void enterPressesTheButtonThatHasTheFocus() {
    WindowFixture w;
    w.run();
    auto* button = w.part<QPushButton>("pill_log_y");
    button->setFocus();
    press(w, Qt::Key_Return);
    QVERIFY(!w.window.plot()->logY());
    press(w, Qt::Key_Enter);
    QVERIFY(w.window.plot()->logY());
  }

  void whereTuneIsNotShownNoKeyActsOnItsChart() {
    WindowFixture w;
    w.run();
    QTRY_VERIFY(w.window.plot()->drawnCounts().drawn > 0);
    w.window.plot()->fitAll();
    const auto seen = [&w] {
      const LossPlot* plot = w.window.plot();
      return std::pair(plot->logY(), plot->following());
    };
    const auto before = seen();
    for (const Workspace workspace : {Workspace::kCompare, Workspace::kTeach}) {
      w.window.workspaces()->show(workspace);
      for (const Qt::Key key : {Qt::Key_0, Qt::Key_1, Qt::Key_3, Qt::Key_L, Qt::Key_F, Qt::Key_Home,
                                Qt::Key_Backspace}) {
        press(w, key);
      }
      press(w, Qt::Key_Home, Qt::ShiftModifier);
      w.window.workspaces()->show(Workspace::kTune);
      QCOMPARE(seen(), before);
      for (const char* chip : {"chip_raw", "chip_main", "chip_slow"}) {
        QVERIFY2(w.part<QAbstractButton>(chip)->isChecked(), chip);
      }
    }
    press(w, Qt::Key_L);
    QVERIFY(seen() != before);
  }

  void escapeTakesARefusalAwayAfterTheRunsEnd() {
    WindowFixture w;
    w.run();
    QTest::keyClick(typeInto(w, QStringLiteral("2")), Qt::Key_Return);  // is refused
    w.state(RunState::kFinished);  // which takes the focus from the field
    const auto* reason = w.part<QWidget>("knob_beta")->findChild<QLabel*>(QStringLiteral("reason"));
    QTRY_VERIFY(!reason->isHidden());
    QVERIFY(w.window.plot()->hasFocus());
    w.session.arrive(event::Rejected{77, {"track main: beta", "the run has ended", ""}});
    w.deliver();
    const auto* bar = w.part<MessageBar>("message_bar");
    QVERIFY(bar->isVisible());
    w.window.showFileNews(QStringLiteral("a.csv: No space left on device"), true);
    press(w, Qt::Key_Escape);
    QVERIFY(reason->isHidden());
    QCOMPARE(bar->details(), QStringLiteral("a.csv: No space left on device"));
  }

  void afterAPresetTheFocusIsThePlots() {
    WindowFixture w;
    w.run();
    QTest::mouseClick(w.part<QPushButton>("demos"), Qt::LeftButton);
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Right);
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Return);
    QCOMPARE(asked<command::Start>(w), 1U);
    QTRY_COMPARE(w.window.focusWidget(), w.window.plot());
  }

  void theWheelOverThePresetsThrowsNoRunAway() {
    WindowFixture w;
    w.run();
    auto* presets = w.part<QPushButton>("demos");
    for (const bool focused : {false, true}) {
      if (focused) presets->setFocus();
      QWheelEvent event(QPointF(5, 5), presets->mapToGlobal(QPointF(5, 5)), {}, QPoint(0, -120),
                        Qt::NoButton, {}, Qt::NoScrollPhase, false);
      QCoreApplication::sendEvent(presets, &event);
    }
    QTest::keyClick(presets, Qt::Key_Down);
    QTest::keyClick(presets, Qt::Key_Up);
    QCOMPARE(asked<command::Start>(w), 0U);
    QVERIFY(!w.window.findChild<QWidget*>(QStringLiteral("gallery")));
  }
};

EMASCOPE_UI_TEST(KeysTest);

}  // namespace emascope::ui

#include "keys_test.moc"
