// SPDX-License-Identifier: GPL-3.0-or-later
//
// The status line: state, step, speed, time left, device and the reason for it, time shares, and
// how many points of the curves are drawn, merged or outside the axis.
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;

namespace emascope::ui {

class FittingLabel;
class LossPlot;
class RunController;
class ShareBar;

class StatusLine final : public QWidget {
  Q_OBJECT
 public:
  StatusLine(RunController& controller, QWidget* parent);
  /// The plot whose points and drawing time are shown.
  void setPlot(LossPlot& plot);
  /// Replaces the run state while no engine responds.
  void setEngineState(const QString& text);
  /// Shows a notice such as "Written: plot.png" for 10 seconds.
  void say(const QString& news);
  /// To be called when the plot was hidden or shown.
  void refreshDrawnCounts();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void refresh();
  [[nodiscard]] QString timeLeft() const;

  RunController& controller_;
  LossPlot* plot_ = nullptr;
  QString engine_;
  QLabel* dot_;
  QLabel* state_;
  QLabel* step_;
  QLabel* speed_;
  QLabel* left_;
  QLabel* device_;
  QLabel* shares_;
  ShareBar* bar_;
  QLabel* points_;
  FittingLabel* news_;
  QTimer news_over_;
  double drawing_ms_ = 0.0;
  QElapsedTimer since_;
  double ui_share_ = 0.0;
};

}  // namespace emascope::ui
