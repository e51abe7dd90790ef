// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/marks.h"

#include "core/protocol/record/change_effect.h"
#include "core/protocol/spec/catalog.h"
#include "core/rules/live_edit.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/words.h"

#include <algorithm>
#include <cmath>

namespace emascope::ui {
namespace {

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

bool sameGesture(const Gestures& gestures, const event::Applied& a, const event::Applied& b) {
  const auto of_a = gestures.find(a.request);
  const auto of_b = gestures.find(b.request);
  return of_a != gestures.end() && of_b != gestures.end() && of_a->second == of_b->second;
}

bool joins(const RunRecord& record, const Gestures& gestures, const event::Applied& earlier,
           const event::Applied& later) {
  if (earlier.track != later.track || !sameIds(earlier.new_values, later.new_values)) return false;
  if (later.new_values.contains(kReseed)) return false;
  return later.step - earlier.step <= record.config.eval_every ||
         sameGesture(gestures, earlier, later);
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

/// Whether the run has come to where the change alters the decay.
bool actsByNow(const RunRecord& record, const ChangeEffect& effect, std::int64_t step) {
  if (!effect.known || effect.from == step) return true;
  const std::int64_t seen = record.points.empty() ? 0 : record.points.back().step;
  return effect.from && *effect.from <= std::max(record.step, seen);
}

QString effectText(const ChangeEffect& effect, std::int64_t step, bool acts, const XAxis& axis) {
  if (!effect.known || effect.from == step) return {};
  if (!effect.from) return LossPlot::tr(" · no effect yet (none before the end)");
  const QString from = axis.text(static_cast<double>(*effect.from));
  return acts ? LossPlot::tr(" · acts from %1").arg(from)
              : LossPlot::tr(" · no effect yet (from %1)").arg(from);
}

}  // namespace

std::vector<Mark> mergedMarks(const RunRecord& record, const XAxis& axis,
                              const Gestures& gestures) {
  std::vector<Mark> marks;
  const auto& changes = record.changes;
  for (std::size_t first = 0; first < changes.size();) {
    std::size_t last = first;
    event::Applied whole = changes[first];
    while (last + 1 < changes.size() && joins(record, gestures, changes[last], changes[last + 1]) &&
           !turnsBack(whole, changes[last + 1])) {
      whole = changes[++last];
      whole.old_values = changes[first].old_values;
    }
    Mark mark;
    mark.first_step = changes[first].step;
    mark.step = whole.step;
    mark.change = static_cast<qsizetype>(last);
    mark.merged = static_cast<qsizetype>(last) - static_cast<qsizetype>(first) + 1;
    mark.text = changeText(knownParameters(), record.tracks, whole) + QStringLiteral("  @ ") +
                axis.text(static_cast<double>(mark.step));
    const ChangeEffect effect = effectOf(record, first, last);
    const bool acts = actsByNow(record, effect, mark.step);
    mark.acts = static_cast<double>(effect.from.value_or(mark.step));
    mark.settled = acts ? std::max(effect.settled, mark.acts) : mark.acts;
    mark.text += effectText(effect, mark.step, acts, axis);
    marks.push_back(mark);
    first = last + 1;
  }
  return marks;
}

}  // namespace emascope::ui
