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
class LossPlot;
class PlotCard;
class SideColumn;

class TuneView final : public QWidget {
  Q_OBJECT
 public:
  TuneView(const PanelContext& context, Actions& actions, QWidget* parent);
  ~TuneView() override;

  [[nodiscard]] LossPlot* plot() const;
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
  void arrange();

  PlotCard* plot_card_;
  QTabWidget* tables_;
  QWidget* tables_card_;
  SideColumn* side_;
  std::unique_ptr<Arrangement> arrangement_;
};

}  // namespace emascope::ui
