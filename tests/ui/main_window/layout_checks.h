// SPDX-License-Identifier: GPL-3.0-or-later
//
// What tests of the window's arrangement share.
#pragma once

#include "tests/ui/main_window/window_fixture.h"

#include <QPoint>
#include <QSplitter>
#include <QTabWidget>
#include <QWidget>

namespace emascope::ui {

/// Whether all of a widget is seen.
inline bool whole(const QWidget* widget) {
  return widget->isVisible() && widget->visibleRegion().boundingRect() == widget->rect();
}

/// Until the cards have been arranged.
inline void settle() {
  for (int i = 0; i < 5; ++i) QCoreApplication::processEvents();
}

/// Drags the first handle of a splitter.
inline void drag(QSplitter* splitter, QPoint by) {
  QWidget* handle = splitter->handle(1);
  const QPoint at = handle->rect().center();
  QTest::mousePress(handle, Qt::LeftButton, {}, at);
  QTest::mouseMove(handle, at + by / 2);
  QTest::mouseMove(handle, at + by - by / 2);
  QTest::mouseRelease(handle, Qt::LeftButton, {}, at);
}

/// Brings the tab with that card to the front, if it is a tab.
inline void showCard(const WindowFixture& fixture, const char* name) {
  const auto* card = fixture.part<QWidget>(name);
  for (const char* tabs : {"side_tabs", "tables"}) {
    auto* all = fixture.part<QTabWidget>(tabs);
    for (int tab = 0; tab < all->count(); ++tab) {
      if (all->widget(tab)->isAncestorOf(card)) all->setCurrentIndex(tab);
    }
  }
  settle();
}

}  // namespace emascope::ui
