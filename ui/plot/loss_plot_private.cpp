// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/loss_plot_private.h"

#include "core/rules/units.h"
#include "ui/run/restart_config.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

namespace emascope::ui {
namespace {

constexpr double kMostNames = 0.3;  // share of the strips' width for curve names
// Of the expected end of a time axis.
constexpr double kLeastFilled = 0.7;
constexpr double kMoreTime = 1.1;

}  // namespace

LossPlot::Private::Private(LossPlot& owner) : q(owner), chart(&owner) {
  chart.onPaint([this](QPainter& painter) { paintBands(painter, chart.canvas(), notes); },
                [this](QPainter& painter) { paintNotes(painter, chart.canvas(), notes); },
                [this](QPainter& painter) { paintOverlay(painter); });
  columns.resize(1);
  chart.setCurves(curveLooks());
  chart.applyTheme(curveLooks(), theme().ema);
}

void LossPlot::Private::queueRedraw() {
  stale_ = true;
  if (queued_ || !q.isVisible()) return;
  queued_ = true;
  QMetaObject::invokeMethod(
      &q,
      [this] {
        queued_ = false;
        if (stale_ && q.isVisible()) redraw();
      },
      Qt::QueuedConnection);
}

void LossPlot::Private::redraw() {
  QElapsedTimer clock;
  clock.start();
  stale_ = false;
  prepare(q.width());
  chart.redraw();
  if (solid != told_solid_) {
    told_solid_ = solid;
    Q_EMIT q.solidLinesChanged(solid);
  }
  Q_EMIT q.redrawn(static_cast<double>(clock.nsecsElapsed()) / 1e6);
}

void LossPlot::Private::prepare(int width) {
  series.selectTrack(selected);
  if (series.take(record)) startRun();
  if (keep_steps_ && !view.following) {
    const XAxis& axis = series.axis();
    view.span = {axis.place(keep_steps_->lower), axis.place(keep_steps_->upper)};
  }
  keep_steps_.reset();
  followAnotherProblem();
  if (last_run_stale) placeLastRun();
  if (view.following) view.span = followedSpan(width);
  if (!view.following) makeEndLabels(view.span);
  chart.setNameRoom(view.following ? 0 : roomBesideStrips(view.span, width));
  coverAll(width);
  if (view.following || fit_loss) fitLoss();
  fit_loss = fit_loss && series.empty();
  if (view.following || fit_difference) fitDifference();
  fit_difference = fit_difference && series.empty();
  chart.setLogLoss(log_y);
  chart.setSpan(view.span, series.axis().quantity());
  chart.setValues(Strip::kLoss, view.loss);
  chart.setValues(Strip::kDifference, view.difference);
  pushLastRun();
  pushCurves();
  pushStrips();
  makeNotes();
}

void LossPlot::Private::startRun() {
  columns.assign(std::max<std::size_t>(series.curves(), 1), {});
  looks = record == nullptr ? std::vector<TrackLook>() : trackLooks(*record);
  chart.setCurves(curveLooks());
  chart.applyTheme(curveLooks(), colorOf(selected + 1));
  shown_loss.reset();
  shown_difference.reset();
  marks_.forget();
  last_run_stale = true;
  shown_end_ = 0.0;
  cursor.reset();
  name_room_ = 0.0;
}

void LossPlot::Private::followAnotherProblem() {
  if (record == nullptr || record->facts.engine.empty()) return;
  const bool other = problem_ && !sameProblem(*problem_, record->config);
  if (!problem_ || other) problem_ = record->config;
  if (!other) return;
  earlier.clear();
  shown_loss.reset();
  shown_difference.reset();
  if (view.following) return;
  view.following = true;
  Q_EMIT q.followingChanged(true);
}

double LossPlot::Private::nameWidth() const {
  return notes.ends.empty() ? 0.0 : std::ceil((endLabelWidth(notes.ends) + 5.0) / 16.0) * 16.0;
}

double LossPlot::Private::withRoomForNames(double last, int width) {
  makeEndLabels({0.0, last});
  const double pixels = Chart::stripWidth(width);
  const double room = nameWidth();
  return room > kMostNames * pixels ? last : last / (1.0 - room / pixels);
}

int LossPlot::Private::roomBesideStrips(const Range& span, int width) const {
  const double pixels = Chart::stripWidth(width);
  const double room = nameWidth();
  if (notes.ends.empty() || room > kMostNames * pixels) return 0;
  double last = span.lower;
  for (const EndLabel& end : notes.ends) {
    if (!end.past) last = std::max(last, std::min(end.place, span.upper));
  }
  const bool fits = (last - span.lower) / span.size() * pixels + room < pixels + 1.0;
  return fits ? 0 : static_cast<int>(room);
}

double LossPlot::Private::plannedEnd() const {
  if (record == nullptr) return 1000.0;
  const double now = series.empty() ? 0.0 : series.places().back();
  const auto steps = static_cast<double>(std::max<std::int64_t>(record->config.steps, 1));
  return std::max({series.axis().place(steps), now, series.axis().pace()});
}

/// The expected end of a time axis changes with each evaluation, so the axis keeps its end while
/// that is near.
double LossPlot::Private::steadyEnd(double expected, bool certain) {
  if (certain) return expected;
  const bool suits = expected <= shown_end_ && expected >= kLeastFilled * shown_end_;
  if (!suits) shown_end_ = kMoreTime * expected;
  return shown_end_;
}

Range LossPlot::Private::followedSpan(int width) {
  if (record == nullptr) return {0.0, 1000.0};
  const double now = series.empty() ? 0.0 : series.places().back();
  const bool done =
      !series.empty() && series.steps().back() >= static_cast<double>(record->config.steps);
  const bool certain = done || series.axis().quantity() != XQuantity::kTime;
  const double planned = steadyEnd(plannedEnd(), certain);
  makeEndLabels({0.0, std::max(now, planned)});
  // Leave room for the names when the curves approach the end. It never shrinks during a run, so
  // that the axis does not move with each digit.
  name_room_ = std::max(name_room_, nameWidth());
  const double pixels = Chart::stripWidth(width);
  const bool near_end = !notes.ends.empty() && now / planned * pixels + name_room_ > pixels;
  if (!near_end || name_room_ > kMostNames * pixels) return {0.0, planned};
  return {0.0, planned / (1.0 - name_room_ / pixels)};
}

void LossPlot::Private::setAxis(XQuantity quantity) {
  const XAxis& axis = series.axis();
  if (!view.following) {
    keep_steps_ = Range{axis.stepAt(view.span.lower), axis.stepAt(view.span.upper)};
  }
  series.setAxis(quantity);
  earlier.clear();  // their ranges are of the other axis
  queueRedraw();
}

void LossPlot::Private::fitLoss() {
  const AxisScale scale = log_y ? AxisScale::kLog : AxisScale::kLinear;
  std::vector<double> losses = drawnLosses();
  if (const auto range = robustRange(losses, scale)) {
    shown_loss = stabilized(shown_loss, *range, scale);
  }
  view.loss = shown_loss.value_or(Range{0.1, 1.0});
}

void LossPlot::Private::fitDifference() {
  std::vector<double> differences = valuesOf(difference_columns.points(), view.span);
  if (auto range = robustRange(differences, AxisScale::kLinear)) {
    range->lower = std::min(range->lower, 0.0);
    // Do not magnify a negligible difference.
    const double loss = series.metric() ? record->points.back().raw.loss : view.loss.lower;
    range->upper = std::max({range->upper, 0.0, std::isfinite(loss) ? 0.02 * loss : 0.0});
    shown_difference = stabilized(shown_difference, *range, AxisScale::kLinear);
  }
  view.difference = shown_difference.value_or(Range{-0.05, 0.1});
}

void LossPlot::Private::pushStrips() {
  auto [above, below] = difference_columns.halves(series.places());
  clampTo(above, view.difference, AxisScale::kLinear);
  clampTo(below, view.difference, AxisScale::kLinear);
  chart.setDifference(above, below);
  LineAndBand decay = lineAndBand(decay_columns);
  double highest = 2.0;
  for (const PlotPoint& point : decay_columns.points()) {
    if (!std::isnan(point.y)) highest = std::max(highest, point.y);
  }
  std::vector<PlotPoint> pending;
  if (ghost) {
    for (const auto& [step, beta] : ghost->points) {
      pending.push_back({series.axis().place(step), decayScale(beta)});
    }
    for (const PlotPoint& point : pending) highest = std::max(highest, point.y);
  }
  // From slightly below 0.9 to the next nine; lower decays are drawn on the edge.
  const Range range{0.6, std::ceil(highest + 0.1) + 0.15};
  for (std::vector<PlotPoint>* const points : {&decay.line, &decay.band}) {
    for (PlotPoint& point : *points) {
      if (!std::isnan(point.y)) point.y = std::max(point.y, range.lower);
    }
  }
  for (PlotPoint& point : pending) point.y = std::max(point.y, range.lower);
  chart.setValues(Strip::kDecay, range);
  chart.setDecay(decay.line, decay.band);
  chart.setGhost(pending);
}

void LossPlot::Private::retheme() {
  if (scale_ != interfaceScale()) {
    scale_ = interfaceScale();
    chart.setCurves(curveLooks());  // their widths are in this scale
    name_room_ = 0.0;
  }
  chart.applyTheme(curveLooks(), colorOf(selected + 1));
  queueRedraw();
}

}  // namespace emascope::ui
