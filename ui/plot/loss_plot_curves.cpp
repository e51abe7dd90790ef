// SPDX-License-Identifier: GPL-3.0-or-later
//
// LossPlot's curves: which are drawn, in which line, and their points for the chart.
#include "ui/plot/loss_plot_private.h"
#include "ui/run/restart_config.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace emascope::ui {
namespace {

constexpr double kClampSpans = 3.0;  // lines are clamped to this many axis lengths beyond it
constexpr int kBelowAll = -1000;     // order of raw

}  // namespace

void clampTo(std::vector<PlotPoint>& points, const Range& range, AxisScale scale) {
  double lower = range.lower - kClampSpans * range.size();
  double upper = range.upper + kClampSpans * range.size();
  if (scale == AxisScale::kLog) {
    const double spans = std::pow(range.upper / range.lower, kClampSpans);
    lower = range.lower / spans;
    upper = range.upper * spans;
  }
  for (PlotPoint& point : points) {
    if (!std::isnan(point.y)) point.y = std::clamp(point.y, lower, upper);
  }
}

LineAndBand lineAndBand(const Columns& columns) {
  if (!columns.merged()) return {columns.points(), {}};
  return {columns.medians(), columns.points()};
}

std::vector<double> valuesOf(const std::vector<PlotPoint>& points, const Range& span) {
  std::vector<double> values;
  values.reserve(points.size());
  for (const PlotPoint& point : points) {
    if (point.x >= span.lower && point.x <= span.upper) values.push_back(point.y);
  }
  return values;
}

bool LossPlot::Private::visible(std::size_t curve) const {
  if (curve == 0) return !hidden.contains("raw");
  if (curve > looks.size()) return true;
  const std::string& label = looks[curve - 1].shown_as;
  return !label.empty() && !hidden.contains(label);
}

QColor LossPlot::Private::colorOf(std::size_t curve) const {
  if (curve == 0) return theme().raw;
  return theme().trackColor(curve <= looks.size() ? looks[curve - 1].number : curve - 1);
}

std::vector<Chart::CurveLook> LossPlot::Private::curveLooks() const {
  std::vector<Chart::CurveLook> curves;
  for (std::size_t curve = 0; curve < columns.size(); ++curve) {
    if (curve == 0 || curve > looks.size()) {
      curves.push_back({rawLineStyle(), colorOf(curve), kBelowAll});
      continue;
    }
    // Raw at the bottom, the main track on top.
    curves.push_back({trackLineStyle(looks[curve - 1].number), colorOf(curve),
                      -static_cast<int>(looks[curve - 1].number)});
  }
  return curves;
}

void LossPlot::Private::coverAll(int width) {
  const Columns::View part{view.span.lower, view.span.upper,
                           Chart::stripWidth(width, chart.nameRoom()), series.generation()};
  for (std::size_t curve = 0; curve < series.curves(); ++curve) {
    columns[curve].cover(series.places(), series.loss(curve), part);
  }
  difference_columns.cover(series.places(), series.difference(), part);
  decay_columns.cover(series.places(), series.decay(), part);
  Columns::View whole = part;
  whole.generation = last_run_generation_;
  last_run_columns.cover(last_run_places_, last_run_values_, whole);
}

std::vector<double> LossPlot::Private::drawnLosses() const {
  std::vector<double> values;
  for (std::size_t curve = 0; curve < series.curves(); ++curve) {
    if (!visible(curve)) continue;
    const std::vector<double> of_one = valuesOf(columns[curve].points(), view.span);
    values.insert(values.end(), of_one.begin(), of_one.end());
  }
  return values;
}

void LossPlot::Private::pushCurves() {
  const AxisScale scale = log_y ? AxisScale::kLog : AxisScale::kLinear;
  notes.symbols.clear();
  solid.clear();
  for (std::size_t curve = 0; curve < columns.size(); ++curve) {
    const bool drawn = curve < series.curves() && visible(curve);
    LineAndBand parts = drawn ? lineAndBand(columns[curve]) : LineAndBand();
    clampTo(parts.line, view.loss, scale);
    clampTo(parts.band, view.loss, scale);
    const bool as_styled = chart.setCurve(curve, parts.line, parts.band);
    if (curve == 0 || curve > looks.size()) continue;
    const TrackLook& look = looks[curve - 1];
    // A curve that is hidden keeps its look in the legend.
    const bool is_solid = drawn ? !as_styled : told_solid_.contains(look.shown_as);
    if (is_solid) solid.insert(look.shown_as);
    if (!drawn) continue;
    const LineStyle style = trackLineStyle(look.number);
    markWithSymbols(curve, as_styled ? style.symbol : solidInstead(style).symbol);
  }
}

void LossPlot::Private::placeLastRun() {
  last_run_stale = false;
  last_run_places_.clear();
  last_run_values_.clear();
  ++last_run_generation_;
  const bool there = last_run && record != nullptr && sameProblem(last_run->config, record->config);
  if (!there) return;
  const XQuantity quantity = series.axis().quantity();
  for (const PastPoint& point : last_run->points) {
    double place = point.step;
    if (quantity == XQuantity::kEpoch) place *= last_run->epochs_per_step;
    if (quantity == XQuantity::kTime) {
      const double before = last_run_places_.empty() ? 0.0 : last_run_places_.back();
      place = point.seconds > before ? point.seconds : before;
      if (!std::isfinite(place)) place = before;
    }
    last_run_places_.push_back(place);
    last_run_values_.push_back(series.metric() ? point.val.metric : point.val.loss);
  }
}

void LossPlot::Private::pushLastRun() {
  const AxisScale scale = log_y ? AxisScale::kLog : AxisScale::kLinear;
  LineAndBand parts = lineAndBand(last_run_columns);
  clampTo(parts.line, view.loss, scale);
  clampTo(parts.band, view.loss, scale);
  chart.setLastRun(parts.line, parts.band);
}

void LossPlot::Private::markWithSymbols(std::size_t curve, Symbol symbol) {
  if (symbol == Symbol::kNone) return;
  const double pixels = std::max(chart.canvas().rect(Strip::kLoss).width(), 1.0);
  const double apart = kSymbolSpacing * view.span.size() / pixels;
  // Each track at other places, so that symbols of near curves do not cover each other.
  const double shift = apart * static_cast<double>(curve % 7) / 7.0;
  double last = -1.0;
  for (const PlotPoint& point : lineAndBand(columns[curve]).line) {
    if (!std::isfinite(point.y)) continue;
    const double cell = std::floor((point.x - shift) / apart);  // the same as the curve grows
    if (cell == last) continue;
    last = cell;
    notes.symbols.push_back({point.x, point.y, colorOf(curve), symbol});
  }
}

}  // namespace emascope::ui
