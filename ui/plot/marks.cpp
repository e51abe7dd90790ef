// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/marks.h"

#include "core/protocol/catalog.h"
#include "core/rules/live_edit.h"
#include "core/rules/units.h"
#include "ui/run/words.h"

#include <algorithm>
#include <cmath>

namespace emascope::ui {
namespace {

constexpr double kDragSeconds = 0.5;
constexpr double kHalfLives = 3.0;

/// The run's time at `step`, between or beyond its evaluations.
double secondsAt(const std::vector<EvalPoint>& points, std::int64_t step) {
  if (points.empty()) return 0.0;
  const auto after =
      std::lower_bound(points.begin(), points.end(), step,
                       [](const EvalPoint& p, std::int64_t s) { return p.step < s; });
  const EvalPoint start = {};
  const EvalPoint* upper = after == points.end() ? &points.back() : &*after;
  const EvalPoint* lower = upper == &points.front() ? &start : upper - 1;
  const auto steps = static_cast<double>(upper->step - lower->step);
  if (steps <= 0.0) return upper->seconds;
  return lower->seconds +
         (upper->seconds - lower->seconds) * static_cast<double>(step - lower->step) / steps;
}

bool sameIds(const ParamValues& a, const ParamValues& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& x, const auto& y) { return x.first == y.first; });
}

bool joins(const RunRecord& record, const event::Applied& earlier, const event::Applied& later) {
  if (earlier.track != later.track || !sameIds(earlier.new_values, later.new_values)) return false;
  if (later.new_values.contains(kReseed)) return false;
  if (later.step - earlier.step <= record.config.eval_every) return true;
  return secondsAt(record.points, later.step) - secondsAt(record.points, earlier.step) <=
         kDragSeconds;
}

/// Three half-lives, in steps, of the decay in force after the change: the cap or what a ramp that
/// has not reached it gives at that step.
double settlingSteps(const RunRecord& record, std::size_t index) {
  const event::Applied& change = record.changes[index];
  const int track = record.trackIndex(change.track);
  if (track < 0 || change.new_values.contains(kReseed)) return 0.0;
  double beta = record.value(change.track, "beta", index + 1);
  const auto after =
      std::lower_bound(record.points.begin(), record.points.end(), change.step,
                       [](const EvalPoint& p, std::int64_t s) { return p.step < s; });
  if (after != record.points.end()) {
    const TrackEvaluation& used = after->tracks[static_cast<std::size_t>(track)];
    if (used.reason == Reason::kRamp || used.reason == Reason::kFloor) beta = used.decay;
  }
  const double every = std::max(1.0, record.value(change.track, "update_every", index + 1));
  const double steps = kHalfLives * halfLife(beta) * every;
  return std::isfinite(steps) ? steps : 0.0;
}

const Catalog& knownParameters() {
  static const Catalog catalog = [] {
    Catalog known;
    known.schedules = scheduleInfos();
    known.run_params.push_back({.id = "lr", .label = "learning rate"});
    return known;
  }();
  return catalog;
}

}  // namespace

std::vector<Mark> mergedMarks(const RunRecord& record) {
  std::vector<Mark> marks;
  const auto& changes = record.changes;
  for (std::size_t first = 0; first < changes.size();) {
    std::size_t last = first;
    while (last + 1 < changes.size() && joins(record, changes[last], changes[last + 1])) ++last;
    event::Applied whole = changes[last];
    whole.old_values = changes[first].old_values;
    Mark mark;
    mark.first_step = changes[first].step;
    mark.step = whole.step;
    mark.change = static_cast<qsizetype>(last);
    mark.merged = static_cast<qsizetype>(last) - static_cast<qsizetype>(first) + 1;
    mark.text = changeText(knownParameters(), record.tracks, whole) +
                QStringLiteral("  @ %1").arg(grouped(mark.step));
    mark.settled = static_cast<double>(mark.step) + settlingSteps(record, last);
    marks.push_back(mark);
    first = last + 1;
  }
  return marks;
}

}  // namespace emascope::ui
