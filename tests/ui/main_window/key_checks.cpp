// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/main_window/key_checks.h"

#include "ui/main_window/workspaces.h"
#include "ui/panels/half_life_plot.h"
#include "ui/plot/loss_plot.h"
#include "ui/theme/interface_scale.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDialog>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>
#include <QWheelEvent>

namespace emascope::ui {
namespace {

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

bool savesCheckpoint(WindowFixture& w) {
  press(w, Qt::Key_S, kControl);
  return asked<command::Checkpoint>(w) == 1;
}

bool renamesWithF2(WindowFixture& w) {
  QTableView* table = tableOn(w);
  press(w, Qt::Key_F2);
  return table->findChild<QLineEdit*>() != nullptr;
}

/// The keys of the run and of its averages.
const std::map<QString, KeyCheck>& runChecks() {
  static const std::map<QString, KeyCheck> all = {
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
      {QStringLiteral("Ctrl+S"), savesCheckpoint},
      {QStringLiteral("["), [](WindowFixture& w) { return scales(w, Qt::Key_BracketLeft, false); }},
      {QStringLiteral("]"), [](WindowFixture& w) { return scales(w, Qt::Key_BracketRight, true); }},
      {QStringLiteral("1 … 9"),
       [](WindowFixture& w) {
         return hides(w, Qt::Key_1, "chip_main") && hides(w, Qt::Key_3, "chip_slow");
       }},
      {QStringLiteral("0"), [](WindowFixture& w) { return hides(w, Qt::Key_0, "chip_raw"); }},
      {QStringLiteral("F2"), renamesWithF2},
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
const std::map<QString, KeyCheck>& windowChecks() {
  static const std::map<QString, KeyCheck> all = {
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
const std::map<QString, KeyCheck>& pictureChecks() {
  static const std::map<QString, KeyCheck> all = {
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

KeyCheck checkOfKey(const QString& key) {
  for (const auto* checks : {&runChecks(), &windowChecks(), &pictureChecks()}) {
    if (const auto check = checks->find(key); check != checks->end()) return check->second;
  }
  return {};
}

void press(WindowFixture& w, Qt::Key key, Qt::KeyboardModifiers modifiers) {
  QWidget* focused = QApplication::focusWidget();
  QTest::keyClick(focused ? focused : &w.window, key, modifiers);
}

QLineEdit* typeInto(WindowFixture& w, const QString& text) {
  auto* field = w.part<QWidget>("knob_beta")->findChild<QLineEdit*>();
  field->setFocus();
  field->selectAll();
  QTest::keyClicks(field, text);
  return field;
}

}  // namespace emascope::ui
