// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opens the chart's menu and chooses in menus, with the mouse.
#pragma once

#include "tests/ui/main_window/window_fixture.h"
#include "ui/plot/loss_plot.h"

#include <QContextMenuEvent>
#include <QMenu>

namespace emascope::ui {

inline QWidget* chartOf(const WindowFixture& w) { return w.window.plot()->findChild<QWidget*>(); }

/// Opens the menu with the right button; a press of it must not do anything else.
inline QMenu* menuAt(const WindowFixture& w, const QPoint& at) {
  QWidget* chart = chartOf(w);
  QTest::mouseClick(chart, Qt::RightButton, {}, at);
  QContextMenuEvent event(QContextMenuEvent::Mouse, at, chart->mapToGlobal(at));
  QCoreApplication::sendEvent(chart, &event);
  QMenu* open = nullptr;
  for (QMenu* menu : w.window.findChildren<QMenu*>(QStringLiteral("chart_menu"))) {
    if (menu->isVisible()) open = menu;
  }
  return open;
}

/// Null if the menu has no such entry.
template <typename T = QAction>
T* entry(const QMenu* menu, const char* name) {
  return menu->findChild<T*>(QLatin1String(name));
}

/// Clicks an entry of an open menu.
inline void choose(QMenu* menu, const char* name) {
  QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(entry(menu, name)).center());
}

}  // namespace emascope::ui
