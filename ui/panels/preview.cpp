// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/preview.h"

#include "core/rules/decay_param.h"
#include "core/rules/schedule.h"
#include "ui/run/said.h"
#include "ui/run/words.h"

#include <algorithm>
#include <cmath>

namespace emascope::ui {

std::vector<std::pair<double, double>> decayCurve(const std::string& schedule,
                                                  const ParamValues& values, double from, double to,
                                                  const RunLength& run) {
  std::vector<std::pair<double, double>> points;
  const ScheduleEntry* rule = findRule(schedule);
  if (!rule) return points;
  const auto ordered = orderedValues(*rule, values, "");
  if (!ordered || !checkRunLength(*rule, *ordered, run, "")) return points;
  constexpr int kPoints = 200;
  double decay = 0.0;
  const double stride = std::max(1.0, (to - from) / kPoints);
  for (double step = std::max(1.0, from); step <= to; step += stride) {
    // Use the next call that update_every does not skip, so that skipped calls show no spikes.
    for (std::int64_t call = static_cast<std::int64_t>(step), tries = 0; tries < 1000;
         ++call, ++tries) {
      const EmaAction action = rule->action(*ordered, plainCall(*rule, *ordered, call, run));
      if (action.kind == ActionKind::kSkip && action.reason == Reason::kStride) continue;
      decay = action.kind == ActionKind::kCopy ? 0.0 : action.beta;
      break;
    }
    points.emplace_back(step, decay);
  }
  return points;
}

QString capText(const std::string& schedule, const ParamValues& values, std::int64_t step,
                std::int64_t last) {
  const ScheduleEntry* rule = findRule(schedule);
  if (!rule) return {};
  const auto ordered = orderedValues(*rule, values, "");
  if (!ordered) return {};
  const auto from = rule->cap_from(*ordered);
  const QString what = decayParam(*rule, values) ? tr("β") : tr("the half-life");
  if (!from) {
    return values.contains("power") ? tr("the cap is never reached: %1 has no effect").arg(what)
                                    : QString();
  }
  if (*from > last) {
    return tr("cap reached at step %1, after the end of this run: %2 has no effect")
        .arg(grouped(*from), what);
  }
  return *from <= step ? tr("cap reached at step %1").arg(grouped(*from))
                       : tr("cap will be reached at step %1").arg(grouped(*from));
}

ParamValues pendingValues(const std::string& schedule, const ParamValues& in_force,
                          const ParamValues& shown) {
  const ScheduleEntry* rule = findRule(schedule);
  if (!rule) return shown;
  const auto before = orderedValues(*rule, in_force, "");
  if (!before) return shown;
  std::vector<double> values = *before;
  ParamValues changes;
  for (const auto& [id, value] : shown) {
    const auto old = in_force.find(id);
    if (old == in_force.end() || old->second != value) changes[id] = value;
  }
  if (!changeValues(*rule, values, changes, "")) return shown;
  ParamValues pending;
  for (std::size_t i = 0; i < values.size(); ++i) pending[rule->params[i].id] = values[i];
  return pending;
}

ParamValues valuesInForce(const RunRecord& record, std::size_t track) {
  ParamValues values = record.tracks[track].params;
  for (auto& [id, value] : values) value = record.value(record.tracks[track].label, id);
  return values;
}

}  // namespace emascope::ui
