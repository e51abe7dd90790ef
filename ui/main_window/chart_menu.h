// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a right-click on the chart offers: notes and reference lines, and what the horizontal axis
// counts. Keeps the remarks of each problem, has the engine keep them with the run, and keeps the
// choice of the axis in the settings.
#pragma once

#include "ui/plot/loss_plot.h"
#include "ui/plot/remarks.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

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
  /// Going back to a checkpoint there, or to the one before an edit or a note there; of a stored
  /// run, continuing from it.
  void fillForCheckpoint(QMenu& menu, const ChartSpot& spot);
  [[nodiscard]] const event::CheckpointWritten* wayBack(const ChartSpot& spot);
  void chooseAxis(XQuantity quantity);
  void showAxis();
  [[nodiscard]] Remarks& remarks();
  /// Adds what was written, or puts it in the place of what has its id.
  template <typename Item>
  void write(std::vector<Item>& items, Item item);
  template <typename Item>
  void remove(std::vector<Item>& items, std::size_t index);
  /// The run has begun, and has said what was kept with the one that it goes on from: shows that,
  /// and has the engine keep with this run what is shown besides.
  void carryOver();

  RunController& controller_;
  Actions& actions_;
  LossPlot& plot_;
  RemarkEditor* editor_;
  RemarkBook book_;
  RunConfig problem_;              // whose remarks are shown
  std::set<std::int64_t> former_;  // ids of what was kept with the run before
  bool carries_ = false;           // carryOver() is still to come
};

}  // namespace emascope::ui
