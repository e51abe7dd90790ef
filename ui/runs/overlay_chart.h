// SPDX-License-Identifier: GPL-3.0-or-later
//
// Several runs over each other: validation loss over the steps, raw dashed and thin, the main
// average bold, one color a run, with a legend. The axis is logarithmic where all losses are above
// zero, and has the range that nearly all of them have. Runs that are over change no more, so it is
// painted directly, at most two points of a curve for each column of pixels. The wheel, a drag and
// keys zoom and move as in the chart of Tune; a double click, F or Home shows everything. A click
// on a run in the legend, or its number from 1 on, hides or shows it.
#pragma once

#include "ui/plot/view_range.h"

#include <cstddef>
#include <optional>
#include <set>
#include <vector>

#include <QColor>
#include <QPointF>
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

  /// Hides run number `run`, or shows it again; nothing if there is none.
  void toggle(std::size_t run);
  [[nodiscard]] bool isHidden(std::size_t run) const { return hidden_.contains(run); }
  /// The row of run number `run` in the legend.
  [[nodiscard]] QRectF legendRow(std::size_t run) const;

  /// What the axes show.
  [[nodiscard]] Range steps() const { return x_; }
  [[nodiscard]] Range losses() const { return y_; }
  /// Shows all steps, and the range that nearly all losses have.
  void showAll();

  [[nodiscard]] QSize sizeHint() const override;

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  /// The whole name of a run over its row of the legend, else what keys and mouse do.
  [[nodiscard]] QString tipAt(const QPointF& at) const;
  [[nodiscard]] QRectF area() const;  ///< within the axes
  /// Shows these ranges, but what is too narrow, or without a part of the runs, stays as it is.
  void look(const Range& steps, const Range& losses);
  void zoomSteps(double at, double factor);   ///< `at`: pixels from the left
  void zoomLosses(double at, double factor);  ///< from the top
  bool toggleAt(const QPointF& at);           ///< false if there is no row of the legend
  /// Does what `key` says; false if it says nothing.
  bool lookBy(int key);
  [[nodiscard]] double xOf(double step) const;
  [[nodiscard]] double yOf(double loss) const;
  void paintAxes(QPainter& painter) const;
  void paintCurve(QPainter& painter, const OverlayRun& run,
                  const std::vector<double>& losses) const;
  void paintLegend(QPainter& painter) const;

  std::vector<OverlayRun> runs_;
  std::set<std::size_t> hidden_;
  AxisScale scale_ = AxisScale::kLinear;
  Range x_{0.0, 1.0};
  Range y_{0.0, 1.0};
  Range all_x_{0.0, 1.0};  // of showAll()
  Range all_y_{0.0, 1.0};
  double pace_ = 1.0;  // steps between evaluations, of the run with the shortest
  struct Drag {
    QPointF from = {};
    Range x = {}, y = {};
    bool moved = false;
  };
  std::optional<Drag> drag_;
};

}  // namespace emascope::ui
