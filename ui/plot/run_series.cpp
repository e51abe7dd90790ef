// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/run_series.h"

#include "core/rules/units.h"

#include <algorithm>
#include <cmath>

namespace emascope::ui {
namespace {

/// @pre `values` ascending and not empty
std::size_t nearestIn(const std::vector<double>& values, double value) {
  const auto after = std::lower_bound(values.begin(), values.end(), value);
  if (after == values.begin()) return 0;
  if (after == values.end()) return values.size() - 1;
  const auto index = static_cast<std::size_t>(after - values.begin());
  return values[index] - value < value - values[index - 1] ? index : index - 1;
}

}  // namespace

bool RunSeries::take(const RunRecord* record) {
  const std::size_t tracks = record == nullptr ? 0 : record->tracks.size();
  const std::size_t track_changes = record == nullptr ? 0 : record->track_changes.size();
  const std::size_t count = record == nullptr ? 0 : record->points.size();
  bool other = count < size() || curves() != tracks + 1 || track_changes != track_changes_;
  if (!other && !empty()) {
    const EvalPoint& same = record->points[size() - 1];
    other = same.step != last_.step || same.seconds != last_.seconds;
  }
  if (other) restart(record, tracks);
  if (empty()) axis_.restart(wanted_axis_, record);  // perhaps of another problem
  track_changes_ = track_changes;
  if (count == 0) return other;
  for (std::size_t i = difference_.size(); i < size(); ++i) addSelected(record->points[i]);
  const bool grown = size() < count;
  for (std::size_t i = size(); i < count; ++i) addPoint(record->points[i]);
  if (grown) last_ = record->points.back();
  return other;
}

void RunSeries::selectTrack(std::size_t track) {
  if (track == selected_) return;
  selected_ = track;
  difference_.clear();
  decay_.clear();
  ++generation_;
}

void RunSeries::setMetric(bool metric) {
  if (metric == metric_) return;
  metric_ = metric;
  forget();
}

void RunSeries::setAxis(XQuantity wanted) {
  if (wanted == wanted_axis_) return;
  wanted_axis_ = wanted;
  forget();
}

void RunSeries::forget() { losses_.clear(); }

void RunSeries::restart(const RunRecord* record, std::size_t tracks) {
  axis_.restart(wanted_axis_, record);
  losses_.assign(tracks + 1, {});
  difference_.clear();
  decay_.clear();
  non_finite_steps_.clear();
  non_finite_values_ = 0;
  if (selected_ >= tracks) selected_ = 0;
  ++generation_;
}

void RunSeries::addPoint(const EvalPoint& point) {
  const std::int64_t before = non_finite_values_;
  const auto add = [this](std::size_t curve, const Evaluation& val, bool there = true) {
    const double value = metric_ ? val.metric : val.loss;
    losses_[curve].push_back(value);
    if (there && !std::isfinite(value)) ++non_finite_values_;
  };
  axis_.add(point);
  add(0, point.raw);
  for (std::size_t track = 0; track + 1 < losses_.size(); ++track) {
    add(track + 1, point.tracks[track].val, isPresent(point.tracks[track]));
  }
  if (non_finite_values_ != before) non_finite_steps_.push_back(steps().back());
  addSelected(point);
}

void RunSeries::addSelected(const EvalPoint& point) {
  if (selected_ >= point.tracks.size() || !isPresent(point.tracks[selected_])) {
    difference_.push_back(std::nan(""));
    decay_.push_back(std::nan(""));
    return;
  }
  const TrackEvaluation& track = point.tracks[selected_];
  difference_.push_back(point.raw.loss - track.val.loss);
  decay_.push_back(decayScale(track.decay));
}

std::size_t RunSeries::nearest(double step) const { return nearestIn(steps(), step); }

std::size_t RunSeries::nearestTo(double place) const { return nearestIn(places(), place); }

}  // namespace emascope::ui
