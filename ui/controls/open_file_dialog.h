// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opens a dialog, or raises the one already open for the same purpose.
#pragma once

#include <QDialog>
#include <QString>
#include <QVariant>
#include <QWidget>

namespace emascope::ui {

/// Makes `dialog` one about `subject`, for raiseOpen(); it closes when `subject` is destroyed.
inline void setSubject(QDialog* dialog, const QObject* subject) {
  dialog->setProperty("subject", QVariant::fromValue(reinterpret_cast<quintptr>(subject)));
  QObject::connect(subject, &QObject::destroyed, dialog, &QWidget::close);
}

/// Brings the dialog of `window` with this title to the front. False if none is open, or only one
/// about another subject, which is closed.
[[nodiscard]] inline bool raiseOpen(const QWidget* window, const QString& title,
                                    const QObject* subject = nullptr) {
  for (auto* dialog : window->findChildren<QDialog*>(QString(), Qt::FindDirectChildrenOnly)) {
    if (!dialog->isVisible() || dialog->windowTitle() != title) continue;
    if (dialog->property("subject").value<quintptr>() != reinterpret_cast<quintptr>(subject)) {
      dialog->close();
      continue;
    }
    dialog->raise();
    dialog->activateWindow();
    return true;
  }
  return false;
}

}  // namespace emascope::ui
