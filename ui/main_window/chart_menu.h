// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a right-click on the chart offers: notes and reference lines, and what the horizontal axis
// counts. Keeps the remarks of each problem, and the choice of the axis in the settings.
#pragma once

#include "ui/plot/loss_plot.h"
#include "ui/plot/remarks.h"

#include <QObject>

class QMenu;

namespace emascope::ui {

class Actions;
class RemarkEditor;
class RunController;

class ChartMenu final : public QObject {
  Q_OBJECT
 public:
  ChartMenu(RunController& controller, Actions& actions, LossPlot& plot);

 private:
  void renew();
  void popUp(const ChartSpot& spot, const QPoint& global);
  void fillForRemarks(QMenu& menu, const ChartSpot& spot);
  /// Going back to a checkpoint there, or to the one before an edit there.
  void fillForCheckpoint(QMenu& menu, const ChartSpot& spot);
  void chooseAxis(XQuantity quantity);
  void showAxis();
  [[nodiscard]] Remarks& remarks();

  RunController& controller_;
  Actions& actions_;
  LossPlot& plot_;
  RemarkEditor* editor_;
  RemarkBook book_;
  RunConfig problem_;  // whose remarks are shown
};

}  // namespace emascope::ui
