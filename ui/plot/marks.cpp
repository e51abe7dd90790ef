// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/marks.h"

#include "core/protocol/record/change_effect.h"
#include "core/protocol/spec/catalog.h"
#include "core/rules/live_edit.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/words.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <variant>

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

std::optional<std::int64_t> gestureOf(const Gestures& gestures, const event::Applied& change) {
  const auto found = gestures.find(change.request);
  return found == gestures.end() ? std::nullopt : std::optional(found->second);
}

bool joins(const RunRecord& record, const Gestures& gestures, const event::Applied& earlier,
           const event::Applied& later) {
  if (earlier.track != later.track || !sameIds(earlier.new_values, later.new_values)) return false;
  if (later.new_values.contains(kReseed)) return false;
  const auto gesture = gestureOf(gestures, earlier);
  if (gesture != gestureOf(gestures, later)) return false;
  return gesture || later.step - earlier.step <= record.config.eval_every;
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

std::int64_t lastEvaluation(const RunRecord& record) {
  return record.points.empty() ? 0 : record.points.back().step;
}

/// Whether the run has come to where the change alters the decay.
bool actsByNow(const RunRecord& record, const ChangeEffect& effect, std::int64_t step) {
  if (!effect.known || effect.from == step) return true;
  return effect.from && *effect.from <= std::max(record.step, lastEvaluation(record));
}

/// Whether `next` sets anew all that `change` has set, before that had an effect.
bool replacedBefore(const event::Applied& next, const event::Applied& change,
                    const ChangeEffect& effect) {
  if (!effect.known || effect.from == change.step) return false;
  if (effect.from && *effect.from < next.step) return false;
  return std::all_of(change.new_values.begin(), change.new_values.end(),
                     [&](const auto& item) { return next.new_values.contains(item.first); });
}

QString effectText(const ChangeEffect& effect, std::int64_t step, bool acts, const XAxis& axis) {
  if (!effect.known || effect.from == step) return {};
  if (!effect.from) return LossPlot::tr(" · no effect yet (none before the end)");
  const QString from = axis.text(static_cast<double>(*effect.from));
  return acts ? LossPlot::tr(" · acts from %1").arg(from)
              : LossPlot::tr(" · no effect yet (from %1)").arg(from);
}

/// The mark of record.changes[first] to record.changes[last].
Mark markOf(const RunRecord& record, EditEffects& effects, const XAxis& axis, std::size_t first,
            std::size_t last) {
  event::Applied whole = record.changes[last];
  whole.old_values = record.changes[first].old_values;
  Mark mark;
  mark.first_step = record.changes[first].step;
  mark.step = whole.step;
  mark.change = static_cast<qsizetype>(last);
  mark.merged = static_cast<qsizetype>(last) - static_cast<qsizetype>(first) + 1;
  mark.text = changeText(knownParameters(), record.tracks, whole) + QStringLiteral("  @ ") +
              axis.text(static_cast<double>(mark.step));
  const std::optional<std::size_t> next = effects.nextEdit(record, last);
  const ChangeEffect& effect = effects.withPending(record, first, last);
  if (next && replacedBefore(record.changes[*next], whole, effect)) {
    mark.acts = mark.settled = static_cast<double>(mark.step);
    mark.text += LossPlot::tr(" · changed at %1 before it acted")
                     .arg(axis.text(static_cast<double>(record.changes[*next].step)));
    return mark;
  }
  const bool acts = actsByNow(record, effect, mark.step);
  mark.acts = static_cast<double>(effect.from.value_or(mark.step));
  mark.settled = acts ? std::max(effect.settled, mark.acts) : mark.acts;
  mark.text += effectText(effect, mark.step, acts, axis);
  return mark;
}

/// Adds the marks of record.changes from `first` on, the first one of a mark.
void addMarks(std::vector<Mark>& marks, const RunRecord& record, EditEffects& effects,
              const XAxis& axis, const Gestures& gestures, std::size_t first) {
  const auto& changes = record.changes;
  while (first < changes.size()) {
    std::size_t last = first;
    event::Applied whole = changes[first];
    while (last + 1 < changes.size() && joins(record, gestures, changes[last], changes[last + 1]) &&
           !turnsBack(whole, changes[last + 1])) {
      whole = changes[++last];
      whole.old_values = changes[first].old_values;
    }
    marks.push_back(markOf(record, effects, axis, first, last));
    first = last + 1;
  }
}

/// "feedback of slow", "feedback undone"; empty for other actions.
QString feedbackText(const RunRecord& record, const TrackAction& action) {
  if (std::holds_alternative<track_action::UndoFeedBack>(action)) {
    return LossPlot::tr("feedback undone");
  }
  const auto* fed = std::get_if<track_action::FeedBack>(&action);
  if (fed == nullptr) return {};
  const int track = record.trackIndex(fed->label);
  return LossPlot::tr("feedback of %1")
      .arg(track < 0 ? shownLabel(fed->label) : trackName(record, static_cast<std::size_t>(track)));
}

/// Adds the marks of the feedbacks and of their undo: these replace the raw weights.
void addFeedbacks(std::vector<Mark>& marks, const RunRecord& record, const XAxis& axis) {
  for (const TrackChange& one : record.track_changes) {
    const QString text = feedbackText(record, one.change.action);
    if (text.isEmpty()) continue;
    const auto at = static_cast<double>(one.change.step);
    Mark mark;
    mark.first_step = mark.step = one.change.step;
    mark.change = -1;
    mark.text = text + QStringLiteral("  @ ") + axis.text(at);
    mark.acts = mark.settled = at;
    marks.push_back(std::move(mark));
  }
}

std::size_t firstChange(const Mark& mark) {
  return static_cast<std::size_t>(mark.change - mark.merged + 1);
}

}  // namespace

std::vector<Mark> mergedMarks(const RunRecord& record, const XAxis& axis,
                              const Gestures& gestures) {
  std::vector<Mark> marks;
  EditEffects effects;
  addMarks(marks, record, effects, axis, gestures, 0);
  addFeedbacks(marks, record, axis);
  return marks;
}

void GrowingMarks::forget() { *this = {}; }

const std::vector<Mark>& GrowingMarks::of(const RunRecord& record, EditEffects& effects,
                                          const XAxis& axis, const Gestures& gestures) {
  const bool other = record.track_changes.size() != track_changes_ ||
                     record.config.steps != steps_ || record.changes.size() < changes_;
  if (other) forget();
  marks_.resize(edits_);
  if (record.points.size() != points_ || record.changes.size() != changes_) {
    for (Mark& mark : marks_) {
      const double told = std::max(mark.acts, static_cast<double>(mark.step));
      if (told <= static_cast<double>(seen_)) continue;  // nothing about it was still to come
      mark =
          markOf(record, effects, axis, firstChange(mark), static_cast<std::size_t>(mark.change));
    }
  }
  if (record.changes.size() != changes_) {
    std::size_t first = 0;
    if (!marks_.empty()) {  // a new edit may belong to the last mark
      first = firstChange(marks_.back());
      marks_.pop_back();
    }
    addMarks(marks_, record, effects, axis, gestures, first);
  }
  edits_ = marks_.size();
  addFeedbacks(marks_, record, axis);
  changes_ = record.changes.size();
  track_changes_ = record.track_changes.size();
  points_ = record.points.size();
  steps_ = record.config.steps;
  seen_ = lastEvaluation(record);
  return marks_;
}

}  // namespace emascope::ui
