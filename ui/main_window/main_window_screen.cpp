// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the window lies on the screen: its size, zoom, theme and full screen, and what of that is
// remembered.
#include "ui/main_window/actions.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/run_bar.h"
#include "ui/main_window/seed_dialog.h"
#include "ui/main_window/status_line.h"
#include "ui/main_window/tune_view.h"
#include "ui/main_window/workspaces.h"
#include "ui/main_window/zoom.h"
#include "ui/teach/lesson_session.h"
#include "ui/teach/teach_look.h"
#include "ui/teach/teach_view.h"
#include "ui/theme/interface_scale.h"

#include <algorithm>

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QStyleHints>

namespace emascope::ui {
namespace {

constexpr int kLeastWidth = 760;
constexpr int kLeastHeight = 520;
constexpr int kLayoutVersion = 4;

}  // namespace

// Without the window's frame, so that the status line stays on the screen.
QSize MainWindow::roomOnScreen() const { return screen()->availableSize() - QSize(8, 40); }

void MainWindow::setInterfaceScale(double scale) { zoom_->set(scale); }

void MainWindow::setLeastSize() {
  const QSize least(scaled(kLeastWidth), scaled(kLeastHeight));
  setMinimumSize(least.boundedTo(roomOnScreen()));
}

void MainWindow::setFullScreen(bool on) {
  if (workspaces_->current() == Workspace::kTeach) {
    lesson_screen_.choose(on);
  } else {
    emascope::ui::setFullScreen(*this, on);
  }
  showForWorkspace();
}

void MainWindow::workspaceShown() {
  if (workspaces_->current() != Workspace::kTeach) {
    lesson_screen_.giveBack();
  } else if (teach_->session().isOpen()) {
    lesson_screen_.take();
  }
  showForWorkspace();
}

void MainWindow::showForWorkspace() {
  const bool teaching = workspaces_->current() == Workspace::kTeach;
  const bool lesson = isFullScreen() && teaching;
  actions_->full_screen->setChecked(isFullScreen());
  menuBar()->setVisible(!lesson);
  status_->setVisible(!lesson);
  zoom_->setTeaching(teaching);
  actions_->setChartShown(workspaces_->current() == Workspace::kTune);
  fitRunBar();
}

// By the size of the window, not by that of the lesson, which the bar itself makes smaller.
void MainWindow::fitRunBar() {
  const bool lesson = isFullScreen() && workspaces_->current() == Workspace::kTeach;
  run_bar_->setLarge(lesson ? zoom_->ofLessons() * scaleOfWindow(size()) : 0.0);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
  QMainWindow::resizeEvent(event);
  fitRunBar();
}

void MainWindow::changeEvent(QEvent* event) {
  if (event->type() == QEvent::WindowStateChange && status_ != nullptr) showForWorkspace();
  QMainWindow::changeEvent(event);
}

void MainWindow::watchDesktop() {
  qApp->installEventFilter(this);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
  connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this,
          &MainWindow::followDesktop, Qt::QueuedConnection);
#endif
}

// The desktop's theme is applied afterward: it replaces the style, which is in use during the
// event.
bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
  const bool desktop = (event->type() == QEvent::ApplicationPaletteChange && watched == qApp) ||
                       (event->type() == QEvent::ThemeChange && watched == this);
  if (desktop && !settingPalette()) {
    QMetaObject::invokeMethod(this, &MainWindow::followDesktop, Qt::QueuedConnection);
  }
  return QMainWindow::eventFilter(watched, event);
}

void MainWindow::followDesktop() {
  const QAction* chosen = actions_->themes->checkedAction();
  const bool follows =
      chosen != nullptr && chosen->data().toInt() == static_cast<int>(ThemeChoice::kSystem);
  if (follows && desktopIsDark() != theme().dark) chooseTheme(ThemeChoice::kSystem);
}

void MainWindow::chooseTheme(ThemeChoice choice) {
  applyTheme(*qApp, choice);
  for (QAction* action : actions_->themes->actions()) {
    action->setChecked(action->data().toInt() == static_cast<int>(choice));
  }
}

void MainWindow::restoreSettings(std::optional<ThemeChoice> theme) {
  const QSettings settings;
  chooseTheme(theme.value_or(static_cast<ThemeChoice>(
      std::clamp(settings.value(QStringLiteral("theme"), 0).toInt(), 0, 2))));
  // The conversion to a bool would take anything that is damaged for a yes.
  actions_->send_while_dragging->setChecked(
      settings.value(QStringLiteral("send_while_dragging")).toString() == QLatin1String("true"));
  if (settings.value(QStringLiteral("layout")).toInt() == kLayoutVersion) {
    restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
    lesson_screen_.restore(settings);
  }
  zoom_->restore(settings);
  tune_->restore(settings);
  workspaces_->restore(settings);
  showForWorkspace();
}

void MainWindow::closeEvent(QCloseEvent* event) {
  QSettings settings;
  settings.setValue(QStringLiteral("layout"), kLayoutVersion);
  settings.setValue(QStringLiteral("geometry"), saveGeometry());
  lesson_screen_.save(settings);
  tune_->save(settings);
  settings.setValue(QStringLiteral("send_while_dragging"),
                    actions_->send_while_dragging->isChecked());
  if (auto* seeds = findChild<SeedDialog*>()) seeds->close();  // which ends its engine
  QMainWindow::closeEvent(event);
}

void MainWindow::forgetSettings() { QSettings().clear(); }

}  // namespace emascope::ui
