// SPDX-License-Identifier: GPL-3.0-or-later
//
// Chooses the ghost of the chart: the main track of the last run, or none. Its owner shows it only
// while there is a last run of the same problem, and room.
#pragma once

#include <QPushButton>

namespace emascope::ui {

class LastRun;
class LossPlot;

class GhostButton final : public QPushButton {
  Q_OBJECT
 public:
  GhostButton(const LastRun& last, LossPlot& plot, QWidget* parent);
  /// Whether there is a last run of the same problem.
  [[nodiscard]] bool hasChoice() const;

 Q_SIGNALS:
  void renewed();  ///< hasChoice(), or the text

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void choose(bool shown);
  void renew();
  void paintLine();

  const LastRun& last_;
  LossPlot& plot_;
  bool wanted_ = true;
};

}  // namespace emascope::ui
