// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/change_effect.h"

#include "core/protocol/record/track_age.h"
#include "core/rules/decay_param.h"
#include "core/rules/live_edit.h"
#include "core/rules/rule_clock.h"
#include "core/rules/track_params.h"
#include "core/rules/units.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace emascope {
namespace {

constexpr double kHalfLives = 3.0;
constexpr std::int64_t kSamples = 64;      // of the remaining run, for the search
constexpr std::int64_t kMostSkips = 1000;  // consecutive skipped updates to look past

struct Settings {
  const ScheduleEntry& rule;
  std::vector<double> values;
  RunLength run;
  std::int64_t first_call = 1;

  /// The action of the first update at or after `step` that update_every does not skip.
  [[nodiscard]] EmaAction at(std::int64_t step) const {
    EmaAction action;
    std::int64_t call = std::max<std::int64_t>(step - first_call + 1, 1);
    for (std::int64_t tries = 0; tries < kMostSkips; ++tries, ++call) {
      action = rule.action(values, plainCall(rule, values, call, run));
      if (action.kind != ActionKind::kSkip || action.reason != Reason::kStride) break;
    }
    return action;
  }
};

bool differ(const EmaAction& a, const EmaAction& b) {
  return a.kind != b.kind || (a.kind == ActionKind::kBlend && a.beta != b.beta);
}

/// Bisects between a step at which the two agree and one at which they differ.
std::int64_t firstDifference(const Settings& before, const Settings& after, std::int64_t agree,
                             std::int64_t disagree) {
  while (disagree - agree > 1) {
    const std::int64_t middle = agree + (disagree - agree) / 2;
    (differ(before.at(middle), after.at(middle)) ? disagree : agree) = middle;
  }
  return disagree;
}

std::optional<std::int64_t> differFrom(const Settings& before, const Settings& after,
                                       std::int64_t step, std::int64_t last) {
  if (differ(before.at(step), after.at(step))) return step;
  std::int64_t agree = step;
  for (std::int64_t sample = 1; sample <= kSamples && agree < last; ++sample) {
    const auto share = static_cast<double>(sample) / static_cast<double>(kSamples);
    const std::int64_t at = std::max(
        agree + 1, step + static_cast<std::int64_t>(share * static_cast<double>(last - step)));
    if (differ(before.at(at), after.at(at))) return firstDifference(before, after, agree, at);
    agree = at;
  }
  return std::nullopt;
}

std::optional<std::vector<double>> valuesAfter(const RunRecord& record, const ScheduleEntry& rule,
                                               const std::string& track, std::size_t changes,
                                               const ParamValues& over = {}) {
  const auto& spec = record.tracks[static_cast<std::size_t>(record.trackIndex(track))];
  ParamValues values = spec.params;
  for (auto& [id, value] : values) {
    const auto known = over.find(id);
    value = known != over.end() ? known->second : record.value(track, id, changes);
  }
  auto ordered = orderedValues(rule, values, "");
  return ordered ? std::optional(std::move(ordered).value()) : std::nullopt;
}

bool changesStride(const event::Applied& change) {
  return std::ranges::any_of(change.new_values, [&](const auto& item) {
    const auto before = change.old_values.find(item.first);
    return isStrideParam(item.first) && before != change.old_values.end() &&
           before->second != item.second;
  });
}

double settledAt(const Settings& settings, std::int64_t from) {
  const EmaAction action = settings.at(from);
  const auto start = static_cast<double>(from);
  if (action.kind != ActionKind::kBlend) return start;
  const auto stride = strideParam(settings.rule.params);
  const auto index = stride ? paramIndex(settings.rule, *stride) : std::nullopt;
  const double every = index ? std::max(1.0, settings.values[*index]) : 1.0;
  const double steps = kHalfLives * halfLife(action.beta) * every;
  return std::isfinite(steps) ? start + steps : start;
}

}  // namespace

ChangeEffect effectOf(const RunRecord& record, std::size_t first, std::size_t last) {
  const event::Applied& change = record.changes[last];
  const auto step = static_cast<double>(change.step);
  const ChangeEffect unknown{.known = false, .from = change.step, .settled = step};
  const int track = record.trackIndex(change.track);
  if (track < 0 || change.new_values.contains(kReseed)) return unknown;
  const ScheduleEntry* rule = findRule(record.tracks[static_cast<std::size_t>(track)].schedule);
  if (rule == nullptr) return unknown;
  const RunLength run{.steps = static_cast<double>(plannedSteps(record.config))};
  const auto old_values =
      valuesAfter(record, *rule, change.track, first, record.changes[first].old_values);
  const auto new_values = valuesAfter(record, *rule, change.track, last + 1);
  if (!old_values || !new_values || !checkRunLength(*rule, *new_values, run, "")) return unknown;
  const std::int64_t first_call = firstCall(record, change.track);
  const Settings before{*rule, *old_values, run, first_call};
  const Settings after{*rule, *new_values, run, first_call};
  ChangeEffect effect{.known = true};
  effect.from = changesStride(change) ? std::optional(change.step)
                                      : differFrom(before, after, change.step, record.config.steps);
  if (effect.from) {
    effect.settled = settledAt(after, *effect.from);
    return effect;
  }
  // The decay is unchanged, but perhaps not the buffers or the feedback into the model.
  const bool decay_alone = std::none_of(change.new_values.begin(), change.new_values.end(),
                                        [](const auto& item) { return isTrackParam(item.first); });
  if (!decay_alone || !rule->library.empty()) return unknown;
  effect.settled = step;
  return effect;
}

}  // namespace emascope
