// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opens a file dialog, or raises the one already open for the same purpose.
#pragma once

#include <QFileDialog>
#include <QString>
#include <QWidget>

namespace emascope::ui {

/// Brings the file dialog of `window` with this title to the front. False if none is open.
[[nodiscard]] inline bool raiseOpen(const QWidget* window, const QString& title) {
  for (auto* dialog : window->findChildren<QFileDialog*>(QString(), Qt::FindDirectChildrenOnly)) {
    if (!dialog->isVisible() || dialog->windowTitle() != title) continue;
    dialog->raise();
    dialog->activateWindow();
    return true;
  }
  return false;
}

}  // namespace emascope::ui
