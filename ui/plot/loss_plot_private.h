// SPDX-License-Identifier: GPL-3.0-or-later
//
// The state of a LossPlot: the record, the view, and the data drawn.
#pragma once

#include "ui/plot/annotations.h"
#include "ui/plot/chart.h"
#include "ui/plot/columns.h"
#include "ui/plot/loss_plot.h"
#include "ui/plot/run_series.h"
#include "ui/plot/view_range.h"

#include <array>
#include <optional>
#include <vector>

#include <QElapsedTimer>
#include <QMouseEvent>
#include <QWheelEvent>

namespace emascope::ui {

/// The ranges of the axes. While following, those of the last redraw.
struct PlotView {
  bool following = true;
  Range steps{0.0, 1.0};
  Range loss{0.1, 1.0};
  Range difference{-0.1, 0.1};
};

class LossPlot::Private {
 public:
  explicit Private(LossPlot& owner);

  // Drawing (loss_plot_private.cpp).
  void queueRedraw();
  void redraw();
  /// Passes all data to the chart for a widget `width` pixels wide.
  void prepare(int width);
  void retheme();
  /// End of the step axis that leaves room for the names of curves that end at step `last`.
  [[nodiscard]] double withRoomForNames(double last, int width);
  /// Pixels beside the strips for the names of curves that reach the end of `steps`. Used in views
  /// that do not follow, because their axes must not be extended.
  [[nodiscard]] int roomBesideStrips(const Range& steps, int width) const;
  void setCursor(std::optional<std::size_t> index);
  void paintOverlay(QPainter& painter);
  [[nodiscard]] std::vector<HoverRow> hoverRows() const;

  // View and input (loss_plot_input.cpp).
  void look(const PlotView& view);  ///< chosen by the user: ends following, keeps the old view
  void follow(bool following);
  void wheel(const QWheelEvent& event);
  void press(const QMouseEvent& event);
  void move(const QMouseEvent& event);
  void release(const QMouseEvent& event);
  void moveCursor(int direction, bool to_mark);
  void pointAt(std::size_t evaluation);  ///< moves the view if needed
  void remember();

  LossPlot& q;
  Chart chart;
  const RunRecord* record = nullptr;
  RunSeries series;
  std::vector<Columns> columns;  // one per curve
  Columns difference_columns, decay_columns;
  std::optional<DecayGhost> ghost;
  std::size_t selected = 0;
  PlotView view;
  std::vector<PlotView> earlier;
  std::optional<Range> shown_loss, shown_difference;  // while following
  bool fit_difference = false;  // the selected track is new, so its old range is ignored
  bool log_y = true;
  Notes notes;
  DrawnCounts drawn_counts;
  std::optional<std::size_t> cursor;  // index of an evaluation
  bool keyboard_focus = false;

 private:
  void startRun();
  void followAnotherProblem();
  [[nodiscard]] Range followedSteps(int width);
  void coverAll(int width);
  void fitLoss();
  void fitDifference();
  void pushCurves();
  void pushStrips();
  void makeNotes();
  void makeEndLabels(const Range& steps);
  [[nodiscard]] QString emptyText() const;
  [[nodiscard]] double nameWidth() const;  ///< of curve names, in steps of 16 pixels
  void makeVerdict();
  void makeCounts();
  [[nodiscard]] QString selectedName() const;
  [[nodiscard]] std::vector<double> drawnLosses() const;
  [[nodiscard]] bool pan(const QPointF& to);

  bool queued_ = false;
  bool stale_ = true;
  double name_room_ = 0.0;            // pixels for curve names, right of the last step
  std::optional<RunConfig> problem_;  // of the previous run
  std::size_t marks_of_changes_ = 0, marks_of_points_ = 0;
  // State while a mouse button is down.
  bool pressed_ = false, dragging_ = false, boxing_ = false;
  QPointF press_at_, now_at_;
  std::optional<Strip> press_strip_;
  PlotView press_view_;
  QElapsedTimer last_wheel_;
};

}  // namespace emascope::ui
