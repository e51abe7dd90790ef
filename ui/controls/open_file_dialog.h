// SPDX-License-Identifier: GPL-3.0-or-later
//
// So that no two dialogs that ask for the same file lie over each other.
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
