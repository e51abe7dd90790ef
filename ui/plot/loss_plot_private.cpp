// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/loss_plot_private.h"

#include "core/protocol/record/run_summary.h"
#include "core/rules/units.h"
#include "ui/plot/ticks.h"
#include "ui/run/restart_config.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

namespace emascope::ui {
namespace {

constexpr double kMostNames = 0.3;   // share of the strips' width for curve names
constexpr double kClampSpans = 3.0;  // lines are clamped to this many axis lengths beyond it

/// Clamps values so that pixel coordinates stay small; a value that a log axis cannot show goes
/// below the axis.
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

std::vector<double> valuesOf(const std::vector<PlotPoint>& points, const Range& steps) {
  std::vector<double> values;
  values.reserve(points.size());
  for (const PlotPoint& point : points) {
    if (point.x >= steps.lower && point.x <= steps.upper) values.push_back(point.y);
  }
  return values;
}

}  // namespace

LossPlot::Private::Private(LossPlot& owner) : q(owner), chart(&owner) {
  chart.onPaint([this](QPainter& painter) { paintBands(painter, chart.canvas(), notes); },
                [this](QPainter& painter) { paintNotes(painter, chart.canvas(), notes); },
                [this](QPainter& painter) { paintOverlay(painter); });
  chart.setTracks(0);
  columns.resize(1);
  chart.applyTheme(0);
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
  Q_EMIT q.redrawn(static_cast<double>(clock.nsecsElapsed()) / 1e6);
}

void LossPlot::Private::prepare(int width) {
  series.selectTrack(selected);
  if (series.take(record)) startRun();
  followAnotherProblem();
  if (view.following) view.steps = followedSteps(width);
  if (!view.following) makeEndLabels(view.steps);
  chart.setNameRoom(view.following ? 0 : roomBesideStrips(view.steps, width));
  coverAll(width);
  if (view.following) fitLoss();
  if (view.following || fit_difference) fitDifference();
  fit_difference = fit_difference && series.empty();
  chart.setLogLoss(log_y);
  chart.setSteps(view.steps);
  chart.setValues(Strip::kLoss, view.loss);
  chart.setValues(Strip::kDifference, view.difference);
  pushCurves();
  pushStrips();
  makeNotes();
}

void LossPlot::Private::startRun() {
  columns.assign(std::max<std::size_t>(series.curves(), 1), {});
  chart.setTracks(columns.size() - 1);
  chart.applyTheme(selected);
  shown_loss.reset();
  shown_difference.reset();
  marks_of_changes_ = marks_of_points_ = 0;
  notes.marks.clear();
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
  return notes.ends.empty() ? 0.0 : std::ceil((endLabelWidth(notes.ends) + 12.0) / 16.0) * 16.0;
}

double LossPlot::Private::withRoomForNames(double last, int width) {
  makeEndLabels({0.0, last});
  const double pixels = Chart::stripWidth(width);
  const double room = nameWidth();
  return room > kMostNames * pixels ? last : last / (1.0 - room / pixels);
}

int LossPlot::Private::roomBesideStrips(const Range& steps, int width) const {
  const double pixels = Chart::stripWidth(width);
  const double room = nameWidth();
  if (notes.ends.empty() || room > kMostNames * pixels) return 0;
  double last = steps.lower;
  for (const EndLabel& end : notes.ends) last = std::max(last, std::min(end.step, steps.upper));
  const bool fits = (last - steps.lower) / steps.size() * pixels + room < pixels + 1.0;
  return fits ? 0 : static_cast<int>(room);
}

Range LossPlot::Private::followedSteps(int width) {
  if (record == nullptr) return {0.0, 1000.0};
  const double now = series.empty() ? 0.0 : series.steps().back();
  const double planned =
      std::max(static_cast<double>(std::max<std::int64_t>(record->config.steps, 1)), now);
  makeEndLabels({0.0, std::max(now, planned)});
  // Leave room for the names when the curves approach the end. It never shrinks during a run, so
  // that the axis does not move with each digit.
  name_room_ = std::max(name_room_, nameWidth());
  const double pixels = Chart::stripWidth(width);
  const bool near_end = !notes.ends.empty() && now / planned * pixels + name_room_ > pixels;
  if (!near_end || name_room_ > kMostNames * pixels) return {0.0, planned};
  return {0.0, planned / (1.0 - name_room_ / pixels)};
}

void LossPlot::Private::coverAll(int width) {
  const Columns::View part{view.steps.lower, view.steps.upper,
                           Chart::stripWidth(width, chart.nameRoom()), series.generation()};
  for (std::size_t curve = 0; curve < series.curves(); ++curve) {
    columns[curve].cover(series.steps(), series.loss(curve), part);
  }
  difference_columns.cover(series.steps(), series.difference(), part);
  decay_columns.cover(series.steps(), series.decay(), part);
}

std::vector<double> LossPlot::Private::drawnLosses() const {
  std::vector<double> values;
  for (std::size_t curve = 0; curve < series.curves(); ++curve) {
    const std::vector<double> of_one = valuesOf(columns[curve].points(), view.steps);
    values.insert(values.end(), of_one.begin(), of_one.end());
  }
  return values;
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
  std::vector<double> differences = valuesOf(difference_columns.points(), view.steps);
  if (auto range = robustRange(differences, AxisScale::kLinear)) {
    range->lower = std::min(range->lower, 0.0);
    // Do not magnify a negligible difference.
    range->upper = std::max({range->upper, 0.0, 0.02 * view.loss.lower});
    shown_difference = stabilized(shown_difference, *range, AxisScale::kLinear);
  }
  view.difference = shown_difference.value_or(Range{-0.05, 0.1});
}

void LossPlot::Private::pushCurves() {
  const AxisScale scale = log_y ? AxisScale::kLog : AxisScale::kLinear;
  for (std::size_t curve = 0; curve < columns.size(); ++curve) {
    std::vector<PlotPoint> points =
        curve < series.curves() ? columns[curve].points() : std::vector<PlotPoint>();
    clampTo(points, view.loss, scale);
    chart.setCurve(curve, points, columns[curve].merged());
  }
}

void LossPlot::Private::pushStrips() {
  auto [above, below] = difference_columns.halves(series.steps(), series.difference());
  clampTo(above, view.difference, AxisScale::kLinear);
  clampTo(below, view.difference, AxisScale::kLinear);
  chart.setDifference(above, below);
  std::vector<PlotPoint> decay = decay_columns.points();
  double highest = 2.0;
  for (const PlotPoint& point : decay) {
    if (!std::isnan(point.y)) highest = std::max(highest, point.y);
  }
  std::vector<PlotPoint> pending;
  if (ghost) {
    for (const auto& [step, beta] : ghost->points) pending.push_back({step, decayScale(beta)});
    for (const PlotPoint& point : pending) highest = std::max(highest, point.y);
  }
  // From slightly below 0.9 to the next nine; lower decays are drawn on the edge.
  const Range range{0.6, std::ceil(highest + 0.1) + 0.15};
  for (PlotPoint& point : decay) {
    if (!std::isnan(point.y)) point.y = std::max(point.y, range.lower);
  }
  for (PlotPoint& point : pending) point.y = std::max(point.y, range.lower);
  chart.setValues(Strip::kDecay, range);
  chart.setDecay(decay, decay_columns.merged());
  chart.setGhost(pending);
}

QString LossPlot::Private::selectedName() const {
  return trackName(*record, series.selectedTrack());
}

void LossPlot::Private::makeNotes() {
  notes.ends.clear();
  notes.isolated.clear();
  notes.verdict.clear();
  notes.difference_caption.clear();
  notes.decay_caption.clear();
  notes.skipped.clear();
  notes.empty_text.clear();
  notes.non_finite = series.nonFiniteSteps();
  notes.ghost_caption = ghost ? ghost->caption : QString();
  if (record == nullptr) {
    notes.marks.clear();
    notes.empty_text = LossPlot::tr("No run yet. Start one to see its losses here.");
    drawn_counts = {};
    return;
  }
  for (const event::SkippedStep& skip : record->skipped) {
    notes.skipped.push_back(static_cast<double>(skip.step));
  }
  if (record->changes.size() != marks_of_changes_ || record->points.size() != marks_of_points_) {
    notes.marks = mergedMarks(*record);
    marks_of_changes_ = record->changes.size();
    marks_of_points_ = record->points.size();
  }
  for (std::size_t curve = 0; curve < series.curves(); ++curve) {
    const QColor color = curve == 0 ? theme().raw : theme().trackColor(curve - 1);
    for (const PlotPoint& point : columns[curve].isolated()) {
      notes.isolated.push_back({point.x, point.y, color});
    }
  }
  makeEndLabels(view.steps);
  makeVerdict();
  makeCounts();
  notes.empty_text = emptyText();
}

QString LossPlot::Private::emptyText() const {
  if (series.empty())
    return LossPlot::tr("The first evaluation comes after step %1.")
        .arg(grouped(record->config.eval_every));
  const std::vector<double>& steps = series.steps();
  const auto first = std::lower_bound(steps.begin(), steps.end(), view.steps.lower);
  const bool line = first != steps.begin() && first != steps.end();  // from one beyond each edge
  if (line || (first != steps.end() && *first <= view.steps.upper)) return {};
  return LossPlot::tr(
             "No evaluation between steps %1 and %2; the last one is at step %3.\n"
             "Press F to follow the run again.")
      .arg(stepText(view.steps.lower), stepText(view.steps.upper), stepText(steps.back()));
}

void LossPlot::Private::makeEndLabels(const Range& steps) {
  notes.ends.clear();
  const auto last = std::upper_bound(series.steps().begin(), series.steps().end(), steps.upper);
  const auto count = static_cast<std::size_t>(last - series.steps().begin());
  // In order of importance: main, raw, the others.
  std::vector<std::size_t> order;
  if (series.curves() > 1) order.push_back(1);
  if (series.curves() > 0) order.push_back(0);
  for (std::size_t curve = 2; curve < series.curves(); ++curve) order.push_back(curve);
  std::vector<double> values;
  for (const std::size_t curve : order) {
    const std::vector<double>& losses = series.loss(curve);
    std::size_t i = count;
    while (i > 0 && !std::isfinite(losses[i - 1])) --i;
    if (i == 0 || series.steps()[i - 1] < steps.lower) continue;
    const QString name = curve == 0 ? LossPlot::tr("raw") : trackName(*record, curve - 1);
    values.push_back(losses[i - 1]);
    notes.ends.push_back({name, curve == 0 ? theme().raw_text : theme().trackText(curve - 1),
                          series.steps()[i - 1], losses[i - 1], curve == 1});
  }
  const int decimals = commonDecimals(values);
  for (EndLabel& end : notes.ends) {
    end.text += QStringLiteral("  ") + alignedNumber(end.loss, decimals);
  }
}

void LossPlot::Private::makeVerdict() {
  if (series.curves() < 2 || series.empty()) return;
  const QString name = selectedName();
  const Comparison comparison = compare(record->points, series.selectedTrack(), kVerdictWindow);
  notes.verdict = QString::fromStdString(verdictText(comparison, name.toStdString()));
  switch (lead(comparison)) {
    case Lead::kTrack:
      notes.verdict_color = theme().better_text;
      break;
    case Lead::kRaw:
      notes.verdict_color = theme().worse_text;
      break;
    case Lead::kUndecided:
      notes.verdict_color = theme().secondary;
      break;
  }
  notes.difference_caption = LossPlot::tr("Δ = raw − %1").arg(name);
  notes.decay_caption = series.selectedTrack() == 0 ? LossPlot::tr("decay used  βₜ")
                                                    : LossPlot::tr("decay used  βₜ · %1").arg(name);
}

void LossPlot::Private::makeCounts() {
  drawn_counts = {};
  drawn_counts.non_finite = series.nonFiniteValues();
  std::int64_t below = 0;
  for (std::size_t curve = 0; curve < series.curves(); ++curve) {
    const auto outside =
        columns[curve].outside(series.loss(curve), view.loss.lower, view.loss.upper);
    drawn_counts.above += outside.above;
    below += outside.below;
  }
  if (series.curves() > 0) {
    drawn_counts.drawn = columns[0].drawn();
    drawn_counts.merged = columns[0].visible() - columns[0].drawn();
  }
  const auto cut =
      difference_columns.outside(series.difference(), view.difference.lower, view.difference.upper);
  if (cut.above + cut.below > 0 && !notes.difference_caption.isEmpty()) {
    notes.difference_caption +=
        QStringLiteral("  ·  ") +
        (cut.above + cut.below == 1
             ? LossPlot::tr("1 beyond the axis")
             : LossPlot::tr("%1 beyond the axis").arg(grouped(cut.above + cut.below)));
  }
  QStringList parts;
  const auto count = [](std::int64_t n, const QString& one, const QString& many) {
    return n == 1 ? one : many.arg(grouped(n));
  };
  if (drawn_counts.above > 0) {
    parts << count(drawn_counts.above, LossPlot::tr("1 point above the axis ▲"),
                   LossPlot::tr("%1 points above the axis ▲"));
  }
  if (drawn_counts.non_finite > 0) {
    parts << count(drawn_counts.non_finite, LossPlot::tr("1 value not finite"),
                   LossPlot::tr("%1 values not finite"));
  }
  if (!record->skipped.empty()) {
    parts << count(record->skipped.back().total, LossPlot::tr("1 step skipped ×"),
                   LossPlot::tr("%1 steps skipped ×"));
  }
  notes.hidden = parts.join(QStringLiteral("  ·  "));
  notes.hidden_below = below == 0 ? QString()
                                  : count(below, LossPlot::tr("1 point below the axis ▼"),
                                          LossPlot::tr("%1 points below the axis ▼"));
}

void LossPlot::Private::retheme() {
  chart.applyTheme(selected);
  queueRedraw();
}

}  // namespace emascope::ui
