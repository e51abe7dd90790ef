// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/preview.h"

#include "core/rules/schedule.h"
#include "ui/run/words.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

namespace emascope::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("preview", text); }

}  // namespace

std::vector<std::pair<double, double>> decayCurve(const std::string& schedule,
                                                  const ParamValues& values, double from,
                                                  double to) {
  std::vector<std::pair<double, double>> points;
  const auto rule = schedules().find(schedule);
  if (rule == schedules().end()) return points;
  const auto ordered = orderedValues(rule->second, values, "");
  if (!ordered) return points;
  constexpr int kPoints = 200;
  double decay = 0.0;
  const double stride = std::max(1.0, (to - from) / kPoints);
  for (double step = std::max(1.0, from); step <= to; step += stride) {
    // The next call that is not left out by update_every, so that a stride shows no comb.
    for (std::int64_t call = static_cast<std::int64_t>(step), tries = 0; tries < 1000;
         ++call, ++tries) {
      const EmaAction action = rule->second.action(*ordered, {call});
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
  const auto rule = schedules().find(schedule);
  if (rule == schedules().end()) return {};
  const auto ordered = orderedValues(rule->second, values, "");
  if (!ordered || !values.contains("power")) return {};
  const auto from = rule->second.cap_from(*ordered);
  if (!from) return tr("the cap is never reached: β changes nothing");
  if (*from > last) {
    return tr("cap reached at step %1, after this run ends: β changes nothing").arg(grouped(*from));
  }
  return *from <= step ? tr("cap reached at step %1").arg(grouped(*from))
                       : tr("cap will bind from step %1").arg(grouped(*from));
}

ParamValues valuesInForce(const RunRecord& record, std::size_t track) {
  ParamValues values = record.config.tracks[track].params;
  for (auto& [id, value] : values) value = record.value(record.config.tracks[track].label, id);
  return values;
}

}  // namespace emascope::ui
