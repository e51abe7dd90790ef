// SPDX-License-Identifier: GPL-3.0-or-later
//
// Several kept runs over each other, in place of the workspaces: the chart, and below it a table of
// their best losses and of the settings that differ. A column is a run, in its color.
#pragma once

#include "core/library/stored_run.h"

#include <memory>
#include <vector>

#include <QString>
#include <QWidget>

class QTableWidget;

namespace emascope::ui {

class OverlayChart;

struct NamedRun {
  QString title = {};
  std::shared_ptr<const StoredRun> run = {};
};

class OverlayPage final : public QWidget {
  Q_OBJECT
 public:
  /// @pre at most as many as Theme::tracks
  OverlayPage(const std::vector<NamedRun>& runs, QWidget* parent);
  [[nodiscard]] OverlayChart* chart() const { return chart_; }

 Q_SIGNALS:
  void backWanted();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  [[nodiscard]] QWidget* makeBanner();
  void fillTable(const std::vector<NamedRun>& runs);
  void paintInTheme();

  OverlayChart* chart_;
  QTableWidget* table_;
};

}  // namespace emascope::ui
