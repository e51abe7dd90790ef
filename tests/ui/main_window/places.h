// SPDX-License-Identifier: GPL-3.0-or-later
//
// Looks at all that the window can show: each workspace, and in it each tab.
#pragma once

#include "tests/ui/main_window/layout_checks.h"
#include "tests/ui/support/text_recorder.h"
#include "ui/main_window/workspaces.h"

#include <functional>
#include <utility>

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QLabel>
#include <QString>
#include <QStringList>
#include <QTabWidget>

namespace emascope::ui {

using Look = std::function<void(const QString& place)>;

/// Brings each tab of `page` to the front, and calls `look` there with its name.
inline void lookAtTabs(const QWidget& page, const QString& name, const Look& look) {
  look(name);
  for (auto* tabs : page.findChildren<QTabWidget*>()) {
    for (int tab = 0; tabs->isVisible() && tab < tabs->count(); ++tab) {
      if (!tabs->isTabVisible(tab)) continue;
      tabs->setCurrentIndex(tab);
      settle();
      look(QStringLiteral("%1, %2").arg(name, tabs->tabText(tab)));
    }
  }
}

/// The same in Tune, Compare and Teach, one after the other.
inline void lookEverywhere(const WindowFixture& w, const Look& look) {
  const std::pair<Workspace, const char*> all[] = {
      {Workspace::kTune, "Tune"}, {Workspace::kCompare, "Compare"}, {Workspace::kTeach, "Teach"}};
  for (const auto& [workspace, name] : all) {
    w.window.workspaces()->show(workspace);
    settle();
    lookAtTabs(*w.window.workspaces()->page(workspace), QLatin1String(name), look);
  }
}

/// What can be read now in `root`: what is painted, what labels say, and the cells of tables and
/// lists, also those that are scrolled away.
inline QStringList readableTexts(QWidget& root) {
  QStringList texts;
  for (const WrittenText& written : textsOf(root)) texts << written.text;
  for (const QLabel* label : root.findChildren<QLabel*>()) {
    if (label->isVisible()) texts << label->text();
  }
  for (const auto* view : root.findChildren<QAbstractItemView*>()) {
    const QAbstractItemModel* model = view->model();
    if (!view->isVisible() || model == nullptr) continue;
    for (int row = 0; row < model->rowCount(); ++row) {
      for (int column = 0; column < model->columnCount(); ++column) {
        texts << model->index(row, column).data().toString();
      }
    }
  }
  return texts;
}

}  // namespace emascope::ui
