// SPDX-License-Identifier: GPL-3.0-or-later
//
// The workspace Tune: the plot, the tables below it and the cards beside it, arranged for the size
// of the window. Its panels come from the registry (panel.h).
#pragma once

#include "ui/panels/panel.h"

#include <memory>

#include <QWidget>

class QSettings;
class QTabWidget;

namespace emascope::ui {

class Actions;
class Arrangement;
class GhostButton;
class LastRun;
class LossPlot;
class PlotCard;
class SideColumn;

class TuneView final : public QWidget {
  Q_OBJECT
 public:
  TuneView(const PanelContext& context, Actions& actions, QWidget* parent);
  ~TuneView() override;

  [[nodiscard]] LossPlot* plot() const;
  /// Of the chart.
  [[nodiscard]] LastRun* lastRun() const;
  [[nodiscard]] GhostButton* ghostButton() const;
  /// Adds a tab below the plot behind that of the tracks, with the buttons beside it, or null. The
  /// window title of the table is the title of its tab.
  void addTable(QWidget* table, QWidget* buttons);
  /// Brings the tab of the tracks to the front.
  void showTracks();

  void restore(const QSettings& settings);
  void save(QSettings& settings) const;

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void placeCards(const PanelContext& context);
  void placeTables(const PanelContext& context);
  void placeTable(QWidget* panel, const QString& title, QWidget* buttons, int place);
  void arrange();

  PlotCard* plot_card_;
  QTabWidget* tables_;
  QWidget* tables_card_;
  SideColumn* side_;
  std::unique_ptr<Arrangement> arrangement_;
};

}  // namespace emascope::ui
