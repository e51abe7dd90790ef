// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card of the loss plot: title, subtitle, the legend (track_chips.h), the menu of the chart
// (chart_menu.h), and the buttons "ghost", "following", "log y" and the one that shows the metric
// of the task instead of the loss. What the strips that are folded would say stands in its head:
// the decay, the verdict. The verdict has the room it needs: buttons and title give way to it, one
// after the other, and only then it becomes shorter.
#pragma once

#include "ui/panels/panel.h"
#include "ui/plot/loss_plot.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace emascope::ui {

class Actions;
class FittingLabel;
class GhostButton;
class LastRun;
class TrackChips;

class PlotCard final : public QFrame {
  Q_OBJECT
 public:
  PlotCard(const PanelContext& context, Actions& actions, QWidget* parent);
  [[nodiscard]] LossPlot* plot() const { return plot_; }
  [[nodiscard]] LastRun* lastRun() const { return last_run_; }
  [[nodiscard]] GhostButton* ghostButton() const { return ghost_; }
  void setFolding(LossPlot::Folding folding);
  /// A very low window leaves the room to the plot.
  void setLegendShown(bool shown);

 protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void renew();
  void layOut();
  void follow(const PanelContext& context);
  void obey();
  void showFollowing(bool following);
  void showQuantity();
  void showFolded();
  void showVerdict();
  /// Shows what has room beside the verdict.
  void fitHead();

  RunController& controller_;
  const Selection& selection_;
  Actions& actions_;
  LossPlot* plot_;
  LastRun* last_run_;
  GhostButton* ghost_;
  TrackChips* legend_;
  FittingLabel* subtitle_;
  FittingLabel* verdict_;  ///< in place of the subtitle while the strip is folded
  QLabel* decay_;
  QPushButton* follow_;
  QPushButton* log_y_;
  QPushButton* metric_;
  QLabel* title_;
  QHBoxLayout* head_;
  int verdict_room_ = 0;  ///< pixels that the verdict has needed at this size
};

}  // namespace emascope::ui
