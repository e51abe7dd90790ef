// SPDX-License-Identifier: GPL-3.0-or-later
//
// Several runs over each other: validation loss over the steps, raw dashed and thin, the main
// average bold, one color a run, with a legend. The axis is logarithmic where all losses are above
// zero, and has the range that nearly all of them have. Runs that are over change no more, so it is
// painted directly, at most two points of a curve for each column of pixels.
#pragma once

#include "ui/plot/view_range.h"

#include <vector>

#include <QColor>
#include <QRectF>
#include <QString>
#include <QWidget>

namespace emascope::ui {

struct OverlayRun {
  QString name = {};
  QColor color = {};
  std::vector<double> steps = {};    ///< ascending
  std::vector<double> raw = {};      ///< one for each step; may be NaN
  std::vector<double> average = {};  ///< the same, of the main track
};

class OverlayChart final : public QWidget {
  Q_OBJECT
 public:
  explicit OverlayChart(QWidget* parent);

  void setRuns(std::vector<OverlayRun> runs);
  [[nodiscard]] const std::vector<OverlayRun>& runs() const { return runs_; }
  /// The chart in words, for screen readers.
  [[nodiscard]] QString summaryText() const;

  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] QRectF area() const;  ///< within the axes
  [[nodiscard]] double xOf(double step) const;
  [[nodiscard]] double yOf(double loss) const;
  void paintAxes(QPainter& painter) const;
  void paintCurve(QPainter& painter, const OverlayRun& run,
                  const std::vector<double>& losses) const;
  void paintLegend(QPainter& painter) const;

  std::vector<OverlayRun> runs_;
  AxisScale scale_ = AxisScale::kLinear;
  Range x_{0.0, 1.0};
  Range y_{0.0, 1.0};
};

}  // namespace emascope::ui
