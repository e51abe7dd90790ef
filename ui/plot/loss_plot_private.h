// SPDX-License-Identifier: GPL-3.0-or-later
//
// The state of a LossPlot: what it shows of which record, where the user looks, and what is drawn.
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

/// Where the user looks. While following, the ranges are those of the last redraw.
struct PlotView {
  bool following = true;
  Range steps{0.0, 1.0};
  Range loss{0.1, 1.0};
  Range difference{-0.1, 0.1};
};

class LossPlot::Private {
 public:
  explicit Private(LossPlot& owner);

  // What is drawn (loss_plot_private.cpp).
  void queueRedraw();
  void redraw();
  /// Puts everything into the chart for a widget `width` pixels wide.
  void prepare(int width);
  void retheme();
  /// Where the steps have to end so that the names of curves that end at `last` stand beside them.
  [[nodiscard]] double withRoomForNames(double last, int width);
  void setCursor(std::optional<std::size_t> index);
  void paintOverlay(QPainter& painter);
  [[nodiscard]] std::vector<HoverRow> hoverRows() const;

  // Where the user looks (loss_plot_input.cpp).
  void look(const PlotView& view);  ///< by the user: leaves following, remembers the view before
  void follow(bool following);
  void wheel(const QWheelEvent& event);
  void press(const QMouseEvent& event);
  void move(const QMouseEvent& event);
  void release(const QMouseEvent& event);
  void moveCursor(int direction, bool to_mark);
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
  bool fit_difference = false;  // of another track than before: its range says nothing
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
  void makeEndLabels(double up_to);
  void makeVerdict();
  void makeCounts();
  [[nodiscard]] QString selectedName() const;
  [[nodiscard]] std::vector<double> drawnLosses() const;
  [[nodiscard]] bool pan(const QPointF& to);

  bool queued_ = false;
  bool stale_ = true;
  double name_room_ = 0.0;            // pixels right of the last step, for the curves' names
  std::optional<RunConfig> problem_;  // of the run before
  std::size_t marks_of_changes_ = 0, marks_of_points_ = 0;
  // Of a mouse button that is down.
  bool pressed_ = false, dragging_ = false, boxing_ = false;
  QPointF press_at_, now_at_;
  std::optional<Strip> press_strip_;
  PlotView press_view_;
  QElapsedTimer last_wheel_;
};

}  // namespace emascope::ui
