// SPDX-License-Identifier: GPL-3.0-or-later
//
// The state of a LossPlot: the record, the view, and the data drawn.
#pragma once

#include "ui/plot/annotations.h"
#include "ui/plot/chart.h"
#include "ui/plot/columns.h"
#include "ui/plot/loss_plot.h"
#include "ui/plot/marks.h"
#include "ui/plot/run_series.h"
#include "ui/plot/view_range.h"
#include "ui/run/track_looks.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <QElapsedTimer>
#include <QMouseEvent>
#include <QWheelEvent>

namespace emascope::ui {

/// The ranges of the axes. While following, those of the last redraw.
struct PlotView {
  bool following = true;
  Range span{0.0, 1.0};  ///< of the horizontal axis
  Range loss{0.1, 1.0};
  Range difference{-0.1, 0.1};
};

/// Clamps values so that pixel coordinates stay small; a value that a log axis cannot show goes
/// below the axis.
void clampTo(std::vector<PlotPoint>& points, const Range& range, AxisScale scale);
/// How a curve is drawn: its points, or if they are merged, their medians over their extremes.
struct LineAndBand {
  std::vector<PlotPoint> line = {}, band = {};
};
[[nodiscard]] LineAndBand lineAndBand(const Columns& columns);
/// The values of the points between the ends of `span`.
[[nodiscard]] std::vector<double> valuesOf(const std::vector<PlotPoint>& points, const Range& span);

class LossPlot::Private {
 public:
  explicit Private(LossPlot& owner);

  // Drawing (loss_plot_private.cpp).
  void queueRedraw();
  void redraw();
  /// Passes all data to the chart for a widget `width` pixels wide.
  void prepare(int width);
  void retheme();
  /// End of the horizontal axis that leaves room for the names of curves that end at `last`.
  [[nodiscard]] double withRoomForNames(double last, int width);
  /// Pixels beside the strips for the names of curves that reach the end of `span`. Used in views
  /// that do not follow, because their axes must not be extended.
  [[nodiscard]] int roomBesideStrips(const Range& span, int width) const;
  /// The place where the plan of the run ends, or its last evaluation if that is later.
  [[nodiscard]] double plannedEnd() const;
  void setAxis(XQuantity quantity);
  void setCursor(std::optional<std::size_t> index);
  void paintOverlay(QPainter& painter);
  [[nodiscard]] std::vector<HoverRow> hoverRows() const;
  /// Whether curve number `curve` (0 = raw) is drawn.
  [[nodiscard]] bool visible(std::size_t curve) const;
  [[nodiscard]] QColor colorOf(std::size_t curve) const;
  /// On a track of the record.
  [[nodiscard]] const Verdict& verdict(std::size_t track) {
    return (shared_verdicts ? *shared_verdicts : own_verdicts).of(*record, track, verdict_span);
  }
  [[nodiscard]] bool showsLastRun() const { return !last_run_places_.empty(); }

  // Export (picture.cpp).
  void drawPicture(QPaintDevice& device, QSize size, double scale, bool vectors);

  // View and input (loss_plot_input.cpp).
  void look(const PlotView& view);  ///< chosen by the user: ends following, keeps the old view
  void follow(bool following);
  void wheel(const QWheelEvent& event);
  void press(const QMouseEvent& event);
  void move(const QMouseEvent& event);
  void release(const QMouseEvent& event);
  void moveCursor(int direction, bool to_mark);
  void pointAt(std::size_t evaluation);  ///< moves the view if needed
  [[nodiscard]] ChartSpot spotAt(const QPointF& at) const;
  void remember();
  /// The tool tip of the checkpoint there; empty without one.
  [[nodiscard]] QString tipAt(const QPointF& at) const;

  LossPlot& q;
  Chart chart;
  const RunRecord* record = nullptr;
  RunVerdicts* shared_verdicts = nullptr;
  RunVerdicts own_verdicts;  // if there are no shared ones
  RunSeries series;
  std::vector<Columns> columns;  // one per curve
  Columns difference_columns, decay_columns, last_run_columns;
  std::shared_ptr<const PastRun> last_run;
  Remarks remarks;
  std::vector<std::int64_t> revivals;
  std::optional<std::int64_t> continued_after;
  const Gestures* gestures = nullptr;
  std::optional<DecayGhost> ghost;
  std::size_t selected = 0;
  VerdictSpan verdict_span = VerdictSpan::kTenth;
  PlotView view;
  std::vector<PlotView> earlier;
  std::optional<Range> shown_loss, shown_difference;  // while following
  bool fit_difference = false;  // the selected track is new, so its old range is ignored
  bool fit_loss = false;        // the quantity is new
  bool last_run_stale = true;
  bool log_y = true;
  bool other_log_y = false;      // of the quantity that is not shown: loss or metric
  std::set<std::string> hidden;  // labels
  std::set<std::string> solid;   // labels of curves that are too long for their dashes
  std::vector<TrackLook> looks;  // one for each track of the record
  Notes notes;
  DrawnCounts drawn_counts;
  std::optional<std::size_t> cursor;  // index of an evaluation
  bool keyboard_focus = false;

 private:
  void startRun();
  void followAnotherProblem();
  void placeLastRun();
  [[nodiscard]] Range followedSpan(int width);
  [[nodiscard]] double steadyEnd(double expected, bool certain);
  void coverAll(int width);
  void fitLoss();
  void fitDifference();
  void pushCurves();
  void pushLastRun();
  void pushStrips();
  void makeNotes();
  void makeMarks();
  void makeRemarks();
  void makeCheckpoints();
  void makeEndLabels(const Range& span);
  void labelLastRun(const Range& span);
  [[nodiscard]] QString emptyText() const;
  [[nodiscard]] double nameWidth() const;  ///< of curve names, in steps of 16 pixels
  void makeVerdict();
  void makeCounts();
  [[nodiscard]] QString selectedName() const;
  [[nodiscard]] std::vector<double> drawnLosses() const;
  [[nodiscard]] std::vector<Chart::CurveLook> curveLooks() const;
  void markWithSymbols(std::size_t curve, Symbol symbol);
  [[nodiscard]] bool pan(const QPointF& to);

  std::set<std::string> told_solid_;
  bool queued_ = false;
  bool stale_ = true;
  double scale_ = 1.0;                // of the interface, when the curves were made
  double name_room_ = 0.0;            // pixels for curve names, right of the last step
  std::optional<RunConfig> problem_;  // of the previous run
  GrowingMarks marks_;
  std::vector<double> last_run_places_, last_run_values_;
  std::int64_t last_run_generation_ = 0;
  double shown_end_ = 0.0;           // of a time axis while following, 0 = none
  std::optional<Range> keep_steps_;  // of the view while the axis changes
  // State while a mouse button is down.
  bool pressed_ = false, dragging_ = false, boxing_ = false;
  QPointF press_at_, now_at_;
  std::optional<Strip> press_strip_;
  PlotView press_view_;
  QElapsedTimer last_wheel_;
};

}  // namespace emascope::ui
