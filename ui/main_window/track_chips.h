// SPDX-License-Identifier: GPL-3.0-or-later
//
// The legend of the chart: a chip for raw and for each current track. A click hides or shows a
// curve, a double-click shows only it, a right-click opens the menu of the track. Chips that do not
// fit into the row are in the menu of its last button, each with the menu of its track.
#pragma once

#include "ui/panels/panel.h"

#include <string>
#include <vector>

#include <QAbstractButton>
#include <QColor>

class QToolButton;

namespace emascope::ui {

/// One of them: an eye, a piece of the line, and the name.
class TrackChip final : public QAbstractButton {
  Q_OBJECT
 public:
  /// `number` of the line, or -1 for raw.
  TrackChip(std::string label, const QString& name, int number, QWidget* parent);

  [[nodiscard]] const std::string& label() const { return label_; }
  /// Whether the chart draws its curve solid instead of dashed.
  void setSolid(bool solid);
  [[nodiscard]] QSize sizeHint() const override;

 Q_SIGNALS:
  void pressedFirst();   ///< before the first click of a possible double-click counts
  void doubleClicked();  ///< instead of its second click
  void menuWanted(const QPoint& global);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  std::string label_;
  int number_;
  bool solid_ = false;
};

class TrackChips final : public QWidget {
  Q_OBJECT
 public:
  TrackChips(const PanelContext& context, QWidget* parent);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;
  /// Tab goes from `before` to the chips.
  void comeAfter(QWidget* before);

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void rebuild();
  void refresh();
  void arrange();
  void orderTabs();
  void addChip(const std::string& label, const QString& name, int number);
  void fillMore();

  PanelContext context_;
  std::vector<TrackChip*> chips_;
  std::size_t fitting_ = 0;  // of the chips
  QToolButton* more_;
  QWidget* before_ = nullptr;
  bool only_one_before_click_ = false;
};

}  // namespace emascope::ui
