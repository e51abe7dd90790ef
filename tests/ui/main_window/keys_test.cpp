// SPDX-License-Identifier: GPL-3.0-or-later
//
// The keys: each one on the sheet does what it says, and they work again after a field or a list.
#include "tests/ui/main_window/window_fixture.h"
#include "ui/controls/message_bar.h"
#include "ui/main_window/help_pages.h"
#include "ui/main_window/workspaces.h"
#include "ui/panels/half_life_plot.h"
#include "ui/plot/loss_plot.h"
#include "ui/theme/interface_scale.h"

#include <cmath>
#include <functional>
#include <map>

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDialog>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QWheelEvent>

namespace emascope::ui {
namespace {

using Check = std::function<bool(WindowFixture&)>;

void press(WindowFixture& w, Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
  QWidget* focused = QApplication::focusWidget();
  QTest::keyClick(focused ? focused : &w.window, key, modifiers);
}

template <typename T>
std::size_t asked(const WindowFixture& w) {
  return w.session.all<T>().size();
}

QWidget* chartOf(const WindowFixture& w) { return w.window.plot()->findChild<QWidget*>(); }

bool wheelLeavesFollowing(WindowFixture& w, Qt::KeyboardModifiers modifiers) {
  QWidget* chart = chartOf(w);
  const QPointF at(300, 150);
  QWheelEvent event(at, chart->mapToGlobal(at), {}, QPoint(0, 120), Qt::NoButton, modifiers,
                    Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(chart, &event);
  return !w.window.plot()->following();
}

bool dragLeavesFollowing(WindowFixture& w, Qt::KeyboardModifiers modifiers) {
  QTest::mousePress(chartOf(w), Qt::LeftButton, modifiers, {400, 100});
  QTest::mouseMove(chartOf(w), {300, 180});
  QTest::mouseRelease(chartOf(w), Qt::LeftButton, modifiers, {300, 180});
  return !w.window.plot()->following();
}

bool pausedThen(WindowFixture& w, Qt::Key key, Qt::KeyboardModifiers modifiers,
                std::int64_t steps) {
  w.state(RunState::kPaused);
  press(w, key, modifiers);
  return asked<command::Advance>(w) == 1 && w.session.all<command::Advance>().back().count == steps;
}

bool opens(WindowFixture& w, Qt::Key key, Qt::KeyboardModifiers modifiers, const char* title) {
  press(w, key, modifiers);
  const auto dialogs = w.window.findChildren<QDialog*>();
  return std::any_of(dialogs.begin(), dialogs.end(), [title](const QDialog* dialog) {
    return dialog->isVisible() && dialog->windowTitle() == QLatin1String(title);
  });
}

bool restarts(WindowFixture& w, Qt::KeyboardModifiers modifiers, std::uint64_t seed, bool paused) {
  press(w, Qt::Key_R, modifiers);
  const auto starts = w.session.all<command::Start>();
  return starts.size() == 1 && starts[0].config.seed == seed &&
         starts[0].config.start_paused == paused;
}

/// The workspace that a key shows.
bool switches(WindowFixture& w, Qt::Key key, Workspace to) {
  Workspaces* all = w.window.workspaces();
  all->show(to == Workspace::kTune ? Workspace::kCompare : Workspace::kTune);
  press(w, key, Qt::ControlModifier);
  return all->current() == to && asked<command::Pause>(w) == 0;
}

/// The zoom after a key, from 100 %; which it is again afterwards.
bool zooms(WindowFixture& w, Qt::Key key, double from, double to) {
  w.window.setInterfaceScale(from);
  press(w, key, Qt::ControlModifier);
  const bool right = std::abs(interfaceScale() - to) < 1e-9;
  w.window.setInterfaceScale(1.0);
  return right;
}

/// The plot of the half-lives with a cursor and the focus.
HalfLifePlot* halfLives(WindowFixture& w) {
  auto* plot = w.window.findChild<HalfLifePlot*>();
  plot->setCursor(100.0);
  plot->setFocus();
  return plot;
}

bool movesTheHalfLife(WindowFixture& w, Qt::Key key, double factor) {
  HalfLifePlot* plot = halfLives(w);
  const double before = *plot->cursor();
  QTest::keyClick(plot, key, Qt::ShiftModifier);
  return std::abs(*plot->cursor() / before - factor) < 1e-9;
}

bool scales(WindowFixture& w, Qt::Key key, bool longer) {
  press(w, key);
  const auto edits = w.session.all<command::SetParams>();
  return edits.size() == 1 && (edits[0].values.at("beta") > 0.995) == longer;
}

/// Changes β and has it applied.
void edit(WindowFixture& w) {
  press(w, Qt::Key_BracketRight);
  const command::SetParams sent = w.session.all<command::SetParams>().back();
  w.session.arrive(event::Applied{sent.request, 3401, "main", {{"beta", 0.995}}, sent.values});
  w.deliver();
}

bool undoes(WindowFixture& w) {
  edit(w);
  press(w, Qt::Key_Z, Qt::ControlModifier);
  return w.session.all<command::SetParams>().back().values.at("beta") == 0.995;
}

bool redoes(WindowFixture& w) {
  edit(w);
  const double wanted = w.session.all<command::SetParams>().back().values.at("beta");
  press(w, Qt::Key_Z, Qt::ControlModifier);
  w.session.arrive(event::Applied{w.session.all<command::SetParams>().back().request,
                                  3402,
                                  "main",
                                  {{"beta", wanted}},
                                  {{"beta", 0.995}}});
  w.deliver();
  press(w, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
  return asked<command::SetParams>(w) == 3 &&
         w.session.all<command::SetParams>().back().values.at("beta") == wanted;
}

QLineEdit* typeInto(WindowFixture& w, const QString& text) {
  auto* field = w.part<QWidget>("knob_beta")->findChild<QLineEdit*>();
  field->setFocus();
  field->selectAll();
  QTest::keyClicks(field, text);
  return field;
}

bool follows(WindowFixture& w, Qt::Key key) {
  w.window.plot()->fitAll();
  const bool left = !w.window.plot()->following();
  press(w, key);
  const bool once = w.window.plot()->following();
  press(w, key);  // and never out of it
  return left && once && w.window.plot()->following();
}

bool movesTheCursor(WindowFixture& w, Qt::Key key, Qt::KeyboardModifiers modifiers) {
  w.window.plot()->setFocus();
  const QString before = w.window.plot()->cursorText();
  press(w, key, modifiers);
  return before.isEmpty() && w.window.plot()->cursorText().startsWith(QStringLiteral("step "));
}

constexpr auto kControl = Qt::ControlModifier;
constexpr auto kShift = Qt::ShiftModifier;

/// With the focus on the row of "fast" in the table.
QTableView* tableOn(WindowFixture& w) {
  auto* table = w.part<QTableView>("tracks_table");
  table->selectRow(2);
  table->setFocus();
  return table;
}

bool hides(WindowFixture& w, Qt::Key key, const char* chip) {
  press(w, key);
  const bool hidden = !w.part<QAbstractButton>(chip)->isChecked();
  press(w, key);
  return hidden && w.part<QAbstractButton>(chip)->isChecked();
}

/// The keys of the run and of its averages.
const std::map<QString, Check>& runChecks() {
  static const std::map<QString, Check> all = {
      {QStringLiteral("Space"),
       [](WindowFixture& w) { return press(w, Qt::Key_Space), asked<command::Pause>(w) == 1; }},
      {QStringLiteral("."), [](WindowFixture& w) { return pausedThen(w, Qt::Key_Period, {}, 1); }},
      // As most layouts send it, and as few do.
      {QStringLiteral("Shift+."),
       [](WindowFixture& w) {
         return pausedThen(w, Qt::Key_Greater, kShift, 100) &&
                (w.session.posted.clear(), pausedThen(w, Qt::Key_Period, kShift, 100));
       }},
      {QStringLiteral("Ctrl+R"), [](WindowFixture& w) { return restarts(w, kControl, 1, false); }},
      {QStringLiteral("Ctrl+Shift+R"),
       [](WindowFixture& w) { return restarts(w, kControl | kShift, 2, false); }},
      {QStringLiteral("Ctrl+Alt+R"),
       [](WindowFixture& w) { return restarts(w, kControl | Qt::AltModifier, 1, true); }},
      {QStringLiteral("Ctrl+O"),
       [](WindowFixture& w) { return opens(w, Qt::Key_O, kControl, "Open your own data"); }},
      {QStringLiteral("["), [](WindowFixture& w) { return scales(w, Qt::Key_BracketLeft, false); }},
      {QStringLiteral("]"), [](WindowFixture& w) { return scales(w, Qt::Key_BracketRight, true); }},
      {QStringLiteral("1 … 9"),
       [](WindowFixture& w) {
         return hides(w, Qt::Key_1, "chip_main") && hides(w, Qt::Key_3, "chip_slow");
       }},
      {QStringLiteral("0"), [](WindowFixture& w) { return hides(w, Qt::Key_0, "chip_raw"); }},
      {QStringLiteral("F2"),
       [](WindowFixture& w) {
         QTableView* table = tableOn(w);
         press(w, Qt::Key_F2);
         return table->findChild<QLineEdit*>() != nullptr;
       }},
      {QStringLiteral("Del"),
       [](WindowFixture& w) {
         tableOn(w);
         press(w, Qt::Key_Delete);
         const auto edits = w.session.all<command::EditTracks>();
         return edits.size() == 1 && edits[0].action == TrackAction(track_action::Remove{"fast"});
       }},
      {QStringLiteral("Menu"),
       [](WindowFixture& w) {
         QTableView* table = tableOn(w);
         QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, table->mapToGlobal(QPoint()));
         QCoreApplication::sendEvent(table->viewport(), &event);
         const auto* menu = w.window.findChild<QMenu*>(QStringLiteral("track_menu"));
         return menu && menu->isVisible();
       }},
      {QStringLiteral("Ctrl+Z"), undoes},
      {QStringLiteral("Ctrl+Shift+Z"), redoes},
      {QStringLiteral("Enter"),
       [](WindowFixture& w) {
         QTest::keyClick(typeInto(w, QStringLiteral("0.9")), Qt::Key_Enter);
         return asked<command::SetParams>(w) == 1;
       }},
      {QStringLiteral("Esc"), [](WindowFixture& w) {
         QLineEdit* field = typeInto(w, QStringLiteral("0.9"));
         QTest::keyClick(field, Qt::Key_Escape);
         return field->text() == QStringLiteral("0.995") && asked<command::SetParams>(w) == 0;
       }}};
  return all;
}

/// The keys of the window itself.
const std::map<QString, Check>& windowChecks() {
  static const std::map<QString, Check> all = {
      {QStringLiteral("Ctrl+N"),
       [](WindowFixture& w) {
         press(w, Qt::Key_N, kControl);
         return w.part<QWidget>("gallery")->isVisible();
       }},
      {QStringLiteral("Ctrl+1"),
       [](WindowFixture& w) { return switches(w, Qt::Key_1, Workspace::kTune); }},
      {QStringLiteral("Ctrl+2"),
       [](WindowFixture& w) { return switches(w, Qt::Key_2, Workspace::kCompare); }},
      {QStringLiteral("Ctrl+3"),
       [](WindowFixture& w) { return switches(w, Qt::Key_3, Workspace::kTeach); }},
      {QStringLiteral("Ctrl++"),
       [](WindowFixture& w) {
         return zooms(w, Qt::Key_Plus, 1.0, 1.1) && zooms(w, Qt::Key_Equal, 1.9, 2.0) &&
                zooms(w, Qt::Key_Plus, 2.0, 2.0);
       }},
      {QStringLiteral("Ctrl+-"),
       [](WindowFixture& w) {
         return zooms(w, Qt::Key_Minus, 1.0, 0.9) && zooms(w, Qt::Key_Minus, 0.8, 0.8);
       }},
      {QStringLiteral("Ctrl+0"), [](WindowFixture& w) { return zooms(w, Qt::Key_0, 1.4, 1.0); }},
      {QStringLiteral("F11"), [](WindowFixture& w) {
         press(w, Qt::Key_F11);
         const bool full = w.window.isFullScreen();
         press(w, Qt::Key_F11);
         return full && !w.window.isFullScreen();
       }}};
  return all;
}

/// The keys and the mouse of the plot, and those of files and help.
const std::map<QString, Check>& pictureChecks() {
  static const std::map<QString, Check> all = {
      {QStringLiteral("F"), [](WindowFixture& w) { return follows(w, Qt::Key_F); }},
      {QStringLiteral("Home"), [](WindowFixture& w) { return follows(w, Qt::Key_Home); }},
      {QStringLiteral("Shift+Home"),
       [](WindowFixture& w) {
         return press(w, Qt::Key_Home, kShift), !w.window.plot()->following();
       }},
      {QStringLiteral("L"),
       [](WindowFixture& w) { return press(w, Qt::Key_L), !w.window.plot()->logY(); }},
      {QStringLiteral("wheel"), [](WindowFixture& w) { return wheelLeavesFollowing(w, {}); }},
      {QStringLiteral("Ctrl+wheel"),
       [](WindowFixture& w) { return wheelLeavesFollowing(w, kControl); }},
      {QStringLiteral("drag"), [](WindowFixture& w) { return dragLeavesFollowing(w, {}); }},
      {QStringLiteral("Shift+drag"),
       [](WindowFixture& w) { return dragLeavesFollowing(w, kShift); }},
      {QStringLiteral("double-click"),
       [](WindowFixture& w) {
         QTest::mouseDClick(chartOf(w), Qt::LeftButton, {}, {300, 150});
         return !w.window.plot()->following();
       }},
      {QStringLiteral("Backspace"),
       [](WindowFixture& w) {
         w.window.plot()->fitAll();
         return press(w, Qt::Key_Backspace), w.window.plot()->following();
       }},
      {QStringLiteral("←"), [](WindowFixture& w) { return movesTheCursor(w, Qt::Key_Left, {}); }},
      {QStringLiteral("→"), [](WindowFixture& w) { return movesTheCursor(w, Qt::Key_Right, {}); }},
      {QStringLiteral("Shift+←"),
       [](WindowFixture& w) { return movesTheHalfLife(w, Qt::Key_Left, 1.0 / 1.2); }},
      {QStringLiteral("Shift+→"),
       [](WindowFixture& w) { return movesTheHalfLife(w, Qt::Key_Right, 1.2); }},
      {QStringLiteral("Alt+Enter"),
       [](WindowFixture& w) {
         QTest::keyClick(halfLives(w), Qt::Key_Return, Qt::AltModifier);
         return asked<command::EditTracks>(w) == 1;
       }},
      {QStringLiteral("Ctrl+←"),
       [](WindowFixture& w) { return movesTheCursor(w, Qt::Key_Left, kControl); }},
      {QStringLiteral("Ctrl+→"),
       [](WindowFixture& w) { return movesTheCursor(w, Qt::Key_Right, kControl); }},
      {QStringLiteral("Ctrl+E"),
       [](WindowFixture& w) { return opens(w, Qt::Key_E, kControl, "Export picture"); }},
      {QStringLiteral("Ctrl+Shift+E"),
       [](WindowFixture& w) { return opens(w, Qt::Key_E, kControl | kShift, "Export data"); }},
      {QStringLiteral("Ctrl+Shift+C"),
       [](WindowFixture& w) {
         QGuiApplication::clipboard()->clear();
         press(w, Qt::Key_C, kControl | kShift);
         return !QGuiApplication::clipboard()->image().isNull();
       }},
      {QStringLiteral("F1"),
       [](WindowFixture& w) { return opens(w, Qt::Key_F1, {}, "Keyboard shortcuts"); }},
      {QStringLiteral("?"),
       [](WindowFixture& w) { return opens(w, Qt::Key_Question, kShift, "Keyboard shortcuts"); }},
      {QStringLiteral("Ctrl+Q"),
       [](WindowFixture& w) { return press(w, Qt::Key_Q, kControl), !w.window.isVisible(); }}};
  return all;
}

}  // namespace

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
    const auto& checks = runChecks().contains(key)      ? runChecks()
                         : windowChecks().contains(key) ? windowChecks()
                                                        : pictureChecks();
    const auto check = checks.find(key);
    QVERIFY2(check != checks.end(), "on the sheet, and not tested here");
    WindowFixture w;
    w.run();
    QTRY_VERIFY(w.window.plot()->drawnCounts().drawn > 0);
    QVERIFY(check->second(w));
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

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::KeysTest)
#include "keys_test.moc"
