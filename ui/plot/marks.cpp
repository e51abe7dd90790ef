// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/marks.h"

#include "core/protocol/spec/catalog.h"
#include "core/rules/live_edit.h"
#include "ui/plot/change_effect.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/words.h"

#include <algorithm>
#include <cmath>

namespace emascope::ui {
namespace {

constexpr double kDragSeconds = 0.5;

/// Seconds of run time at `step`, interpolated or extrapolated from the evaluations.
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

/// Whether a value turns back (up, then down, or the reverse). "first old -> last new" would hide
/// that, and might even show no change.
bool turnsBack(const event::Applied& earlier, const event::Applied& later) {
  return std::any_of(later.new_values.begin(), later.new_values.end(), [&](const auto& item) {
    const auto& [id, value] = item;
    const auto from = earlier.old_values.find(id);
    const auto to = earlier.new_values.find(id);
    if (from == earlier.old_values.end() || to == earlier.new_values.end()) return true;
    return (from->second < to->second && value < to->second) ||
           (from->second > to->second && value > to->second);
  });
}

bool joins(const RunRecord& record, const event::Applied& earlier, const event::Applied& later) {
  if (earlier.track != later.track || !sameIds(earlier.new_values, later.new_values)) return false;
  if (later.new_values.contains(kReseed)) return false;
  if (later.step - earlier.step <= record.config.eval_every) return true;
  return secondsAt(record.points, later.step) - secondsAt(record.points, earlier.step) <=
         kDragSeconds;
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

QString effectText(const ChangeEffect& effect, std::int64_t step) {
  if (!effect.known || effect.from == step) return {};
  return effect.from ? LossPlot::tr(" · no effect before %1").arg(grouped(*effect.from))
                     : LossPlot::tr(" · no effect in this run");
}

}  // namespace

std::vector<Mark> mergedMarks(const RunRecord& record) {
  std::vector<Mark> marks;
  const auto& changes = record.changes;
  for (std::size_t first = 0; first < changes.size();) {
    std::size_t last = first;
    event::Applied whole = changes[first];
    while (last + 1 < changes.size() && joins(record, changes[last], changes[last + 1]) &&
           !turnsBack(whole, changes[last + 1])) {
      whole = changes[++last];
      whole.old_values = changes[first].old_values;
    }
    Mark mark;
    mark.first_step = changes[first].step;
    mark.step = whole.step;
    mark.change = static_cast<qsizetype>(last);
    mark.merged = static_cast<qsizetype>(last) - static_cast<qsizetype>(first) + 1;
    mark.text = changeText(knownParameters(), record.tracks, whole) +
                QStringLiteral("  @ %1").arg(grouped(mark.step));
    const ChangeEffect effect = effectOf(record, first, last);
    mark.acts = static_cast<double>(effect.from.value_or(mark.step));
    mark.settled = std::max(effect.settled, mark.acts);
    mark.text += effectText(effect, mark.step);
    marks.push_back(mark);
    first = last + 1;
  }
  return marks;
}

}  // namespace emascope::ui
