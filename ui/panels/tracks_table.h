// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of tracks. A click on an eye hides or shows a curve, a double-click on a row shows only
// it; F2 renames, Del removes, Enter selects and returns to the plot, and the menu key or a
// right-click opens the menu of a track (track_menu.h). The columns are as wide as their widest
// text so far in the run and share the remaining width, so that no column moves when a number gets
// longer.
#pragma once

#include "ui/panels/panel.h"
#include "ui/panels/tracks_model.h"

#include <array>
#include <cstddef>

#include <QTableView>
#include <QTimer>

namespace emascope::ui {

class TracksTable final : public QTableView {
  Q_OBJECT
 public:
  TracksTable(const PanelContext& context, QWidget* parent);

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool viewportEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;

 private:
  void follow();
  /// Reads the values again.
  void refresh();
  /// `anew`: for another run or other tracks.
  void fitColumns(bool anew);
  /// Whether a text has more letters than any before in its column.
  bool growLetters(bool anew);
  /// Width of a cell whose digits may all become wide ones: a 1 is narrower than a 0.
  [[nodiscard]] int roomFor(const QModelIndex& cell) const;
  /// The least width of a column: that of its head and numbers. Long words may be elided, the tool
  /// tip has them.
  [[nodiscard]] int leastWidth(int column) const;
  void spread();
  void select(std::size_t track);
  void openMenu(int row, const QPoint& global);
  void rename(int row);

  PanelContext context_;
  TracksModel* model_;
  std::array<int, TracksModel::kColumns> wanted_ = {};
  std::array<int, TracksModel::kColumns> least_ = {};
  std::array<qsizetype, TracksModel::kColumns> letters_ = {};
  std::size_t due_ = 0;
  bool only_one_before_click_ = false;
  QTimer calm_;          // while the run goes on, until the values may change again
  bool missed_ = false;  // they have changed meanwhile
};

}  // namespace emascope::ui
