// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card of the loss plot: title, subtitle, and the "following" and "log y" buttons.
#pragma once

#include <QFrame>

class QPushButton;

namespace emascope::ui {

class Actions;
class FittingLabel;
class LossPlot;
class RunController;
class Selection;

class PlotCard final : public QFrame {
  Q_OBJECT
 public:
  PlotCard(RunController& controller, Selection& selection, Actions& actions, QWidget* parent);
  [[nodiscard]] LossPlot* plot() const { return plot_; }

 private:
  void renew();
  void showFollowing(bool following);

  RunController& controller_;
  Actions& actions_;
  LossPlot* plot_;
  FittingLabel* subtitle_;
  QPushButton* follow_;
  QPushButton* log_y_;
};

}  // namespace emascope::ui
