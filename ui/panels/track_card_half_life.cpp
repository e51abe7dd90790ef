// SPDX-License-Identifier: GPL-3.0-or-later
//
// TrackCard's words on how long the average remembers.
#include "core/protocol/record/track_age.h"
#include "core/rules/suggest.h"
#include "core/rules/units.h"
#include "ui/panels/preview.h"
#include "ui/panels/track_card.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"

#include <algorithm>
#include <cmath>

#include <QLabel>

namespace emascope::ui {
namespace {

/// Whether the track's decay has reached the value that it keeps, so that the mean age of its
/// weights is that of a constant decay. Ramps, and means of snapshots, are younger.
bool staysConstant(const TrackSpec& spec, const ParamValues& values,
                   const TrackEvaluation& evaluation) {
  if (evaluation.reason != Reason::kCap && evaluation.reason != Reason::kConstant) return false;
  const ScheduleEntry* rule = findRule(spec.schedule);
  if (!rule) return false;
  const auto ordered = orderedValues(*rule, values, "");
  return ordered.ok() && rule->traits(*ordered).kind == AverageKind::kRecursive;
}

}  // namespace

void TrackCard::showHalfLife(std::optional<double> decay) {
  if (!decay || *decay <= 0.0 || *decay >= 1.0) {
    const bool imported = isImported(context_.controller->record());
    half_life_text_->setText(!decay && imported ? tr("the decay is not in the log")
                             : !decay           ? tr("no evaluation yet")
                             : *decay <= 0.0    ? tr("a copy of the raw weights")
                                                : tr("the average no longer changes"));
    half_life_text_->setToolTip({});
    return;
  }
  const RunRecord& record = context_.controller->record();
  const std::size_t track = context_.selection->track();
  const double stride = strideInForce(record, track);
  const auto planned = static_cast<double>(std::max<std::int64_t>(1, record.config.steps));
  const double steps = halfLife(*decay) * stride;
  AgeNotice notice;
  if (staysConstant(spec(), valuesInForce(record, track), record.points.back().tracks[track])) {
    notice = ageNotice(
        {.mean_age = meanAge(*decay) * stride, .planned_steps = planned, .update_every = stride});
  }
  const QString text = notice.too_old ? tr("half-life %1 steps · %2 %: too long")
                                      : tr("half-life %1 steps · %2 % of the run");
  half_life_text_->setText(
      text.arg(steps < 10 ? shortNumber(steps, 2) : grouped(std::llround(steps)),
               shortNumber(100.0 * steps / planned, 2)));
  QStringList sentences;
  for (const Phrase& sentence : notice.sentences) sentences << said(sentence);
  half_life_text_->setToolTip(sentences.join(QLatin1Char(' ')));
}

}  // namespace emascope::ui
