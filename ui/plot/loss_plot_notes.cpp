// SPDX-License-Identifier: GPL-3.0-or-later
//
// LossPlot's texts and marks, from the record: what annotations.h paints around the curves.
#include "core/protocol/record/verdict.h"
#include "ui/plot/loss_plot_private.h"
#include "ui/plot/ticks.h"
#include "ui/run/said.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"
#include "ui/theme/verdict_shade.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

namespace emascope::ui {
namespace {

/// Of the last evaluation; infinite if that has none.
double lastLoss(const RunRecord& record, std::size_t track) {
  const bool any = track < record.alive && !record.points.empty();
  const double loss = any ? record.points.back().tracks[track].val.loss : NAN;
  return std::isfinite(loss) ? loss : std::numeric_limits<double>::infinity();
}

}  // namespace

QString LossPlot::Private::selectedName() const {
  return trackName(*record, series.selectedTrack());
}

void LossPlot::Private::makeNotes() {
  notes.ends.clear();
  notes.isolated.clear();
  notes.verdict.clear();
  notes.compared.reset();
  notes.difference_caption.clear();
  notes.decay_caption.clear();
  notes.skipped.clear();
  notes.empty_text.clear();
  notes.axis_caption = series.axis().quantity() == XQuantity::kEpoch  ? LossPlot::tr("epoch")
                       : series.axis().quantity() == XQuantity::kTime ? LossPlot::tr("time")
                                                                      : QString();
  notes.non_finite.clear();
  for (const double step : series.nonFiniteSteps()) {
    notes.non_finite.push_back(series.axis().place(step));
  }
  notes.ghost_caption = ghost ? ghost->caption : QString();
  if (record == nullptr) {
    notes.marks.clear();
    notes.lines.clear();
    notes.remarks.clear();
    notes.checkpoints.clear();
    notes.empty_text = LossPlot::tr("No run yet. Start one to see its losses here.");
    drawn_counts = {};
    return;
  }
  for (const event::SkippedStep& skip : record->skipped) {
    notes.skipped.push_back(series.axis().place(static_cast<double>(skip.step)));
  }
  makeMarks();
  makeRemarks();
  makeCheckpoints();
  for (std::size_t curve = 0; curve < series.curves(); ++curve) {
    if (!visible(curve)) continue;
    for (const PlotPoint& point : columns[curve].isolated()) {
      notes.isolated.push_back({point.x, point.y, colorOf(curve)});
    }
  }
  makeEndLabels(view.span);
  makeVerdict();
  makeCounts();
  notes.empty_text = emptyText();
}

void LossPlot::Private::makeMarks() {
  const XAxis& axis = series.axis();
  const Gestures none;
  EditEffects& effects = (shared_verdicts ? *shared_verdicts : own_verdicts).effects();
  notes.marks.clear();
  for (const Mark& mark : marks_.of(*record, effects, axis, gestures ? *gestures : none)) {
    notes.marks.push_back({mark.text, axis.place(static_cast<double>(mark.step)),
                           axis.place(mark.acts), axis.place(mark.settled), mark.step, mark.change,
                           mark.first_step});
  }
  const auto add = [&](const QString& text, std::int64_t step) {
    const auto at = static_cast<double>(step);
    const double place = axis.place(at);
    notes.marks.push_back(
        {text + QStringLiteral("  @ ") + axis.text(at), place, place, place, step, -1, step + 1});
  };
  for (const std::int64_t step : revivals) add(LossPlot::tr("engine restarted"), step);
  if (continued_after) add(LossPlot::tr("continued here"), *continued_after);
  std::stable_sort(notes.marks.begin(), notes.marks.end(),
                   [](const PlacedMark& a, const PlacedMark& b) { return a.step < b.step; });
}

void LossPlot::Private::makeRemarks() {
  notes.lines.clear();
  notes.remarks.clear();
  for (std::size_t i = 0; i < remarks.lines.size(); ++i) {
    const ReferenceLine& line = remarks.lines[i];
    if (line.metric != series.metric()) continue;
    const QString value = plainNumber(line.value, 4);
    notes.lines.push_back(
        {line.name.isEmpty() ? value : QStringLiteral("%1  %2").arg(line.name, value), line.value,
         i});
  }
  for (std::size_t i = 0; i < remarks.notes.size(); ++i) {
    const StepNote& note = remarks.notes[i];
    notes.remarks.push_back({note.text, series.axis().place(static_cast<double>(note.step)), i});
  }
}

void LossPlot::Private::makeCheckpoints() {
  notes.checkpoints.clear();
  for (const event::CheckpointWritten& one : record->checkpoints) {
    notes.checkpoints.push_back(
        {series.axis().place(static_cast<double>(one.step)), one.step, one.pinned});
  }
}

QString LossPlot::Private::emptyText() const {
  if (series.empty()) {
    if (record->config.tracks.empty()) return LossPlot::tr("No run yet.");
    const RunConfig& config = record->config;  // the last step is evaluated, too
    return LossPlot::tr("The first evaluation comes after step %1.")
        .arg(grouped(std::min(config.eval_every, std::max(config.steps, std::int64_t{1}))));
  }
  bool any = false;
  for (std::size_t curve = 0; curve < series.curves(); ++curve) any = any || visible(curve);
  if (!any) return LossPlot::tr("All curves are hidden.");
  const std::vector<double>& places = series.places();
  const auto first = std::lower_bound(places.begin(), places.end(), view.span.lower);
  const bool line = first != places.begin() && first != places.end();  // from one beyond each edge
  if (line || (first != places.end() && *first <= view.span.upper)) return {};
  const XAxis& axis = series.axis();
  return LossPlot::tr(
             "No evaluation between steps %1 and %2; the last one is at step %3.\n"
             "Press F to follow the run again.")
      .arg(stepText(axis.stepAt(view.span.lower)), stepText(axis.stepAt(view.span.upper)),
           stepText(series.steps().back()));
}

void LossPlot::Private::makeEndLabels(const Range& span) {
  notes.ends.clear();
  const std::vector<double>& places = series.places();
  const auto last = std::upper_bound(places.begin(), places.end(), span.upper);
  const auto count = static_cast<std::size_t>(last - places.begin());
  // In order of importance: main, raw, the others by their last loss. Those at the end are left out
  // where there is no room.
  std::vector<std::size_t> order;
  if (series.curves() > 1) order.push_back(1);
  if (series.curves() > 0) order.push_back(0);
  const std::size_t others = order.size();
  for (std::size_t curve = 2; curve < series.curves(); ++curve) order.push_back(curve);
  std::ranges::stable_sort(order.begin() + static_cast<std::ptrdiff_t>(others), order.end(), {},
                           [this](std::size_t curve) { return lastLoss(*record, curve - 1); });
  std::vector<double> values;
  QStringList when;  // where the view ends before the curve
  for (const std::size_t curve : order) {
    const std::vector<double>& losses = series.loss(curve);
    if (!visible(curve) || (curve > 0 && curve > record->alive)) continue;
    std::size_t i = count;
    while (i > 0 && !std::isfinite(losses[i - 1])) --i;
    if (i == 0 || places[i - 1] < span.lower) continue;
    const bool goes_on = std::any_of(losses.begin() + static_cast<std::ptrdiff_t>(count),
                                     losses.end(), [](double loss) { return std::isfinite(loss); });
    when +=
        goes_on ? QStringLiteral("  @ ") + series.axis().text(series.steps()[i - 1]) : QString();
    const QString name = curve == 0 ? LossPlot::tr("raw") : trackName(*record, curve - 1);
    values.push_back(losses[i - 1]);
    const QColor color = curve == 0 ? theme().raw_text : theme().trackText(looks[curve - 1].number);
    notes.ends.push_back({name, color, colorOf(curve), places[i - 1], losses[i - 1], curve == 1});
  }
  const int decimals = commonDecimals(values);
  for (qsizetype i = 0; i < when.size(); ++i) {
    EndLabel& end = notes.ends[static_cast<std::size_t>(i)];
    end.text += QStringLiteral("  ") + alignedNumber(end.loss, decimals) + when[i];
  }
  labelLastRun(span);
}

void LossPlot::Private::labelLastRun(const Range& span) {
  if (!last_run) return;
  std::size_t i = last_run_places_.size();
  while (i > 0 && (last_run_places_[i - 1] > span.upper || !std::isfinite(last_run_values_[i - 1])))
    --i;
  if (i == 0 || last_run_places_[i - 1] < span.lower) return;
  constexpr qsizetype kLongestName = 24;
  const QString name = !last_run->title.isEmpty() ? last_run->title.left(kLongestName)
                       : last_run->number == 0    ? LossPlot::tr("last run")
                                                  : LossPlot::tr("run %1").arg(last_run->number);
  EndLabel end{name, theme().ema_text, theme().last_run, last_run_places_[i - 1],
               last_run_values_[i - 1]};
  end.past = true;
  notes.ends.push_back(std::move(end));
}

void LossPlot::Private::makeVerdict() {
  if (series.curves() < 2 || series.empty()) return;
  const QString name = selectedName();
  const Verdict& verdict = this->verdict(series.selectedTrack());
  for (const Phrase& text : verdictPhrases(verdict, name.toStdString())) {
    notes.verdict << said(text);
  }
  notes.verdict_color = verdictShade(verdict, theme().secondary);
  if (verdict.evaluations > 1) {
    notes.compared = Range{series.axis().place(static_cast<double>(verdict.first_step)),
                           series.axis().place(static_cast<double>(verdict.last_step))};
  }
  notes.difference_caption = series.metric() ? LossPlot::tr("Δ of the losses = raw − %1").arg(name)
                                             : LossPlot::tr("Δ = raw − %1").arg(name);
  notes.decay_caption = series.selectedTrack() == 0 ? LossPlot::tr("decay used  βₜ")
                                                    : LossPlot::tr("decay used  βₜ · %1").arg(name);
}

void LossPlot::Private::makeCounts() {
  drawn_counts = {};
  drawn_counts.non_finite = series.nonFiniteValues();
  std::int64_t below = 0;
  for (std::size_t curve = 0; curve < series.curves(); ++curve) {
    if (!visible(curve)) continue;
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

}  // namespace emascope::ui
