// SPDX-License-Identifier: GPL-3.0-or-later
//
// Chooses the ghost of the chart: the main track of the last run, of a kept run, or none. Its owner
// shows it only while there is a last run of the same problem or a chosen one, and room.
#pragma once

#include "ui/run/last_run.h"

#include <memory>

#include <QPushButton>

class QAction;
class QMenu;

namespace emascope::ui {

class LossPlot;

class GhostButton final : public QPushButton {
  Q_OBJECT
 public:
  GhostButton(const LastRun& last, LossPlot& plot, QWidget* parent);
  /// Whether there is a last run of the same problem, or a chosen one.
  [[nodiscard]] bool hasChoice() const;

 Q_SIGNALS:
  void renewed();  ///< hasChoice(), or the text
  /// Entries for the kept runs are to be put into this menu, which is empty and about to be shown.
  void keptRunsWanted(QMenu* menu);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  enum class Ghost { kNone, kLast, kChosen };
  void makeMenu();
  void choose(Ghost ghost);
  void fillMenu();
  [[nodiscard]] const std::shared_ptr<const PastRun>& shown() const;
  void renew();
  void paintLine();

  const LastRun& last_;
  LossPlot& plot_;
  Ghost wanted_ = Ghost::kLast;
  QAction* none_ = nullptr;
  QAction* of_last_ = nullptr;
  QAction* of_chosen_ = nullptr;
  QMenu* kept_ = nullptr;
};

}  // namespace emascope::ui
