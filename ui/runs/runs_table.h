// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of kept runs. Enter or a double-click opens a run, a click on a picture ticks it, F2
// renames, Insert ticks, Delete moves to the trash, the menu key or a right-click lists the rest.
// Letters that are typed filter. Space stays the run's. The menu also shows the runs in the trash
// in their place, which can only be restored.
#pragma once

#include "ui/runs/runs_model.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <QTableView>

class QMenu;

namespace emascope::ui {

class RunsTable final : public QTableView {
  Q_OBJECT
 public:
  RunsTable(RunShelf& shelf, RunsModel& model, RunsFilter& filter, QWidget* parent);

  /// Ids of the rows that are selected, in the order of the table.
  [[nodiscard]] std::vector<std::string> chosen() const;
  /// Null without one.
  [[nodiscard]] const RunRow* current() const;
  /// `why_not`: why a run cannot be the ghost, empty if it can.
  void setGhostCheck(std::function<QString(const RunRow& run)> why_not) {
    why_no_ghost_ = std::move(why_not);
  }

 Q_SIGNALS:
  void openWanted(const std::string& id);
  void ghostWanted(const std::string& id);
  void tagsWanted(const std::string& id);
  void noteWanted(const std::string& id);
  void undoWanted();
  void emptyTrashWanted();
  void trashShown(bool shown);
  void typed(const QString& letters);
  void left();  ///< Esc

 protected:
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void fitColumns();
  void describe();
  void fillMenu(QMenu& menu);
  void fillTrashMenu(QMenu& menu);
  void showTrash(bool shown);
  void open(const RunRow* run);
  void tickCurrent();
  void renameCurrent();
  void trashChosen();
  [[nodiscard]] int sourceRow(const QModelIndex& index) const;

  RunShelf& shelf_;
  RunsModel& model_;
  RunsFilter& filter_;
  std::function<QString(const RunRow&)> why_no_ghost_;
};

}  // namespace emascope::ui
