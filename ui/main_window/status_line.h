// SPDX-License-Identifier: GPL-3.0-or-later
//
// The status line: state, step, speed, time left, device and the reason for it, time shares, and
// how many points of the curves are drawn, merged or outside the axis. In a workspace without the
// plot it has the verdict in its place, in few words, unless a stored run is shown there.
#pragma once

#include <functional>
#include <string>

#include <QColor>
#include <QElapsedTimer>
#include <QString>
#include <QTimer>
#include <QWidget>

class QLabel;

namespace emascope::ui {

class FittingLabel;
class LossPlot;
class RunController;
class Selection;
class ShareBar;

class StatusLine final : public QWidget {
  Q_OBJECT
 public:
  StatusLine(RunController& controller, QWidget* parent);
  /// The plot whose points and drawing time are shown, and the track of the verdict.
  void setPlot(LossPlot& plot, const Selection& selection);
  /// What the verdict calls the track of that label; empty: trackName().
  void setTrackNames(std::function<QString(const std::string& label)> names);
  /// Replaces the run state while no engine responds.
  void setEngineState(const QString& text);
  /// Shows a notice such as "Written: plot.png" for 10 seconds.
  void say(const QString& news);
  /// Whether the present run is in front of the person; another one has no verdict here.
  void setRunViewed(bool viewed);
  /// To be called when the plot was hidden or shown.
  void refreshForPlot();

 Q_SIGNALS:
  /// The verdict in few words, in full words, and its color; empty where the plot says it.
  void verdictChanged(const QString& text, const QString& full, const QColor& ink);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void refresh();
  void refreshDrawnCounts();
  void refreshVerdict();
  /// The plot is in the workspace that is shown; a lesson has another one.
  [[nodiscard]] bool seesPlot() const;
  [[nodiscard]] QString timeLeft() const;

  RunController& controller_;
  LossPlot* plot_ = nullptr;
  const Selection* selection_ = nullptr;
  std::function<QString(const std::string&)> track_names_;
  QString engine_;
  bool viewed_ = true;
  QLabel* dot_;
  QLabel* state_;
  QLabel* step_;
  QLabel* speed_;
  QLabel* left_;
  QLabel* device_;
  QLabel* shares_;
  ShareBar* bar_;
  QLabel* verdict_;
  QLabel* points_;
  FittingLabel* news_;
  QTimer news_over_;
  double drawing_ms_ = 0.0;
  QElapsedTimer since_;
  double ui_share_ = 0.0;
};

}  // namespace emascope::ui
