// SPDX-License-Identifier: GPL-3.0-or-later
//
// "Repeat with 5 seeds": how far the runs are, and for raw and each average the mean and standard
// deviation of the last and the best validation loss over those that have ended. Non-modal. Cancel
// ends the engine process and keeps what there is; closing the dialog ends it, too.
#pragma once

#include "ui/run/seed_runs.h"

#include <QDialog>
#include <QStringList>

class QLabel;
class QPushButton;
class QTableWidget;

namespace emascope::ui {

class RunController;

class SeedDialog final : public QDialog {
  Q_OBJECT
 public:
  /// Begins to repeat the present run, with its settings of now. `engine`: command of the engine.
  SeedDialog(const RunController& controller, const QStringList& engine, QWidget* window);

  [[nodiscard]] bool goesOn() const { return runs_.goesOn(); }
  void done(int result) override;

 private:
  void makeTable();
  void layOut(const QString& about);
  void showRuns();
  void fillTable();

  SeedRuns runs_;
  QLabel* state_;
  QLabel* heading_;
  QTableWidget* table_;
  QPushButton* cancel_ = nullptr;
  QPushButton* close_ = nullptr;
  int in_table_ = 0;  // runs
};

/// Opens the dialog, or brings it to the front while its runs go on.
void repeatWithSeeds(const RunController& controller, const QStringList& engine, QWidget* window);

}  // namespace emascope::ui
