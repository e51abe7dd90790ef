// SPDX-License-Identifier: Apache-2.0
#include "core/lessons/lesson_numbers.h"

#include "core/rules/schedule.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace emascope {
namespace {

using ValueKind = LessonValue::Kind;

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kWholePercent = 100.0;

LessonNumber lacking(std::string why) { return {.missing = std::move(why)}; }

LessonNumber given(double value) {
  if (std::isnan(value)) return lacking("it is not a number");
  return {.value = value};
}

std::string windowText(const LessonWindow& window) {
  return "(" + std::to_string(window.from) + ", " + std::to_string(window.to) + "]";
}

/// The series of one line of a run, or why it has none there.
class Line {
 public:
  Line(const RunRecord& record, std::string label, bool decay)
      : record_(record),
        label_(std::move(label)),
        decay_(decay),
        track_(label_ == kRawLine ? -1 : record.trackIndex(label_)) {}

  /// The values of the evaluations in `window`; empty if one is not finite, the track was not
  /// there, or the run has not reached the end of the window.
  [[nodiscard]] std::vector<double> over(const LessonWindow& window) const {
    if (record_.points.empty() || record_.points.back().step < window.to) return {};
    std::vector<double> values;
    // Evaluations are in the order of their steps.
    auto point = std::ranges::upper_bound(record_.points, window.from, {}, &EvalPoint::step);
    for (; point != record_.points.end() && point->step <= window.to; ++point) {
      const double value = of(*point);
      if (!std::isfinite(value)) return {};
      values.push_back(value);
    }
    return values;
  }
  /// The same for the evaluations at `steps`, of which none may be missing.
  [[nodiscard]] std::vector<double> at(const std::vector<std::int64_t>& steps) const {
    std::vector<double> values;
    for (const std::int64_t step : steps) {
      const auto found = std::ranges::lower_bound(record_.points, step, {}, &EvalPoint::step);
      if (found == record_.points.end() || found->step != step || !std::isfinite(of(*found)))
        return {};
      values.push_back(of(*found));
    }
    return values;
  }
  /// NaN where there is no such track.
  [[nodiscard]] double of(const EvalPoint& point) const {
    if (label_ == kRawLine && !decay_) return point.raw.loss;
    const auto index = static_cast<std::size_t>(track_);
    if (track_ < 0 || index >= point.tracks.size()) return std::nan("");
    return decay_ ? point.tracks[index].decay : point.tracks[index].val.loss;
  }
  [[nodiscard]] LessonNumber absent(const std::string& when) const {
    return lacking("no evaluations of '" + label_ + "' " + when);
  }

 private:
  const RunRecord& record_;
  std::string label_;
  bool decay_;
  int track_;
};

double averageOf(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

LessonNumber ofOneLine(const LessonValue& value, const RunRecord& record) {
  const Line line(record, value.tracks.front(), value.decay);
  const auto values = value.over ? line.over(*value.over) : line.at(value.steps);
  if (values.empty()) {
    return line.absent(value.over ? "in " + windowText(*value.over)
                                  : "at step " + std::to_string(value.steps.front()));
  }
  return given(value.kind == ValueKind::kMin ? *std::ranges::min_element(values)
                                             : averageOf(values));
}

LessonNumber ofTwoLines(const LessonValue& value, const RunRecord& record) {
  const auto first = Line(record, value.tracks[0], false).over(*value.over);
  const auto second = Line(record, value.tracks[1], false).over(*value.over);
  if (first.empty() || second.empty()) {
    const Line absent(record, value.tracks[first.empty() ? 0 : 1], false);
    return absent.absent("in " + windowText(*value.over));
  }
  double below = 0.0;
  double distance = 0.0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (first[i] < second[i]) below += 1.0;
    distance = std::max(distance, std::abs(first[i] - second[i]));
  }
  return given(value.kind == ValueKind::kBelow ? below : distance);
}

LessonNumber evaluationsIn(const LessonWindow& window, const RunRecord& record) {
  return given(
      static_cast<double>(std::ranges::count_if(record.points, [&](const EvalPoint& point) {
        return point.step > window.from && point.step <= window.to;
      })));
}

LessonNumber firstUnder(const LessonValue& value, const RunRecord& record) {
  const Line line(record, value.tracks.front(), false);
  for (const EvalPoint& point : record.points) {
    if (point.step > value.after && line.of(point) < value.under) {
      return given(static_cast<double>(point.step));
    }
  }
  return given(kNever);
}

LessonNumber bestHalfLife(const LessonValue& value, const RunRecord& record) {
  double lowest = kNever;
  double best = 0.0;
  for (const auto& [half_life, label] : value.best) {
    const LessonNumber mean = meanOf(record, label, *value.over);
    if (!mean.value) return mean;
    if (*mean.value >= lowest) continue;
    lowest = *mean.value;
    best = half_life;
  }
  return given(best);
}

/// By the rule with the values that the track began with: a later edit does not change when the
/// cap of the beginning would have been reached.
LessonNumber capBinds(const LessonValue& value, const RunRecord& record) {
  const std::string& label = value.tracks.front();
  const int index = record.trackIndex(label);
  if (index < 0) return lacking("no track '" + label + "'");
  const TrackSpec& track = record.tracks[static_cast<std::size_t>(index)];
  const ScheduleEntry* rule = findRule(track.schedule);
  if (rule == nullptr) return lacking("the rule of '" + label + "' is not known");
  const auto values = orderedValues(*rule, track.params, label);
  if (!values) return lacking(values.error().message());
  const auto call = rule->cap_from != nullptr ? rule->cap_from(*values) : std::nullopt;
  return given(call ? static_cast<double>(*call) : kNever);
}

const event::Synthesized* madeAt(const RunRecord& record, double half_life, std::int64_t step) {
  const auto found = std::ranges::find_if(record.syntheses, [&](const event::Synthesized& one) {
    return one.spec.profile == "half_life" && one.spec.value == half_life && one.spec.step == step;
  });
  return found == record.syntheses.end() ? nullptr : &*found;
}

bool isRefused(const LessonEvidence& evidence, double half_life, std::int64_t step) {
  const auto matches = [&](const SynthesisSpec& spec) {
    return spec.profile == "half_life" && spec.value == half_life && spec.step == step;
  };
  if (std::ranges::any_of(evidence.refused, matches)) return true;
  const RunRecord& record = *evidence.record;
  return std::ranges::any_of(record.config.syntheses, [&](const SynthesisSpec& spec) {
    return matches(spec) && std::ranges::any_of(record.refused, [&](const Error& error) {
             return error.where == "synthesize " + spec.label ||
                    error.where.starts_with("synthesize " + spec.label + ":");
           });
  });
}

LessonNumber ofSynthesis(const LessonValue& value, const LessonEvidence& evidence) {
  constexpr double kPercentOfHalf = 50.0;  // an L1 distance counts each misplaced weight twice
  double losses = 0.0;
  double wrong = 0.0;
  bool all_made = true;
  for (const std::int64_t step : value.steps) {
    if (isRefused(evidence, value.half_life, step)) {
      return value.kind == ValueKind::kRefused ? given(1.0) : lacking("the average is refused");
    }
    const event::Synthesized* made = madeAt(*evidence.record, value.half_life, step);
    if (made == nullptr) {
      all_made = false;
      continue;
    }
    losses += made->val.loss;
    wrong = std::max(wrong, kPercentOfHalf * made->error);
  }
  if (!all_made) return lacking("the average has not been made");
  if (value.kind == ValueKind::kRefused) return given(0.0);
  if (value.kind == ValueKind::kWrongWeight) return given(wrong);
  const double mean = losses / static_cast<double>(value.steps.size());
  return std::isfinite(mean) ? given(mean) : lacking("its loss is not finite");
}

LessonUnit unitOf(const LessonValue& value) {
  switch (value.kind) {
    case ValueKind::kBelow:
    case ValueKind::kEvaluations:
    case ValueKind::kFirst:
    case ValueKind::kBest:
    case ValueKind::kBinds:
    case ValueKind::kRefused:
      return LessonUnit::kCount;
    case ValueKind::kSpread:
    case ValueKind::kPercentLower:
    case ValueKind::kPercentHigher:
    case ValueKind::kPercentApart:
    case ValueKind::kWrongWeight:
      return LessonUnit::kPercent;
    case ValueKind::kTimes:
    case ValueKind::kShare:
      return LessonUnit::kFactor;
    default:
      return value.decay ? LessonUnit::kDecay : LessonUnit::kLoss;
  }
}

/// A value that is computed from others, which are finite.
double combined(ValueKind kind, const std::vector<double>& of) {
  switch (kind) {
    case ValueKind::kSpread: {
      const auto [low, high] = std::ranges::minmax_element(of);
      return kWholePercent * (*high / *low - 1.0);
    }
    case ValueKind::kPercentLower:
      return kWholePercent * (1.0 - of[0] / of[1]);
    case ValueKind::kPercentHigher:
      return kWholePercent * (of[0] / of[1] - 1.0);
    case ValueKind::kPercentApart:
      return kWholePercent * std::abs(of[0] / of[1] - 1.0);
    case ValueKind::kShare:
      return (of[0] - of[1]) / (of[0] - of[2]);
    default:
      return of[0] / of[1];
  }
}

class Numbers {
 public:
  Numbers(const LessonValues& values, std::string run, const LessonEvidences& evidences)
      : values_(values), run_(std::move(run)), evidences_(evidences) {}

  LessonNumbers all() {
    for (const auto& [name, value] : values_) number(name);
    return std::move(numbers_);
  }

 private:
  /// @pre no value needs itself, as readLesson() makes sure
  LessonNumber number(const std::string& name) {
    if (const auto known = numbers_.find(name); known != numbers_.end()) return known->second;
    const auto value = values_.find(name);
    LessonNumber found = value == values_.end()     ? lacking("no value '" + name + "'")
                         : value->second.of.empty() ? measured(value->second)
                                                    : derived(value->second);
    if (value != values_.end()) found.unit = unitOf(value->second);
    return numbers_[name] = found;
  }

  LessonNumber derived(const LessonValue& value) {
    std::vector<double> of;
    for (const std::string& name : value.of) {
      const LessonNumber other = number(name);
      if (!other.value) return other;
      of.push_back(*other.value);
    }
    const double result = combined(value.kind, of);
    return std::isfinite(result) ? given(result) : lacking("it is not finite");
  }

  [[nodiscard]] LessonNumber measured(const LessonValue& value) const {
    const std::string& run = value.run.empty() ? run_ : value.run;
    const auto found = evidences_.find(run);
    if (found == evidences_.end() || found->second.record == nullptr) {
      return lacking("no run '" + run + "'");
    }
    const RunRecord& record = *found->second.record;
    switch (value.kind) {
      case ValueKind::kBelow:
      case ValueKind::kDiffer:
        return ofTwoLines(value, record);
      case ValueKind::kEvaluations:
        return evaluationsIn(*value.over, record);
      case ValueKind::kFirst:
        return firstUnder(value, record);
      case ValueKind::kBest:
        return bestHalfLife(value, record);
      case ValueKind::kBinds:
        return capBinds(value, record);
      case ValueKind::kSynthesis:
      case ValueKind::kRefused:
      case ValueKind::kWrongWeight:
        return ofSynthesis(value, found->second);
      default:
        return ofOneLine(value, record);
    }
  }

  const LessonValues& values_;
  std::string run_;
  const LessonEvidences& evidences_;
  LessonNumbers numbers_ = {};
};

}  // namespace

LessonNumber meanOf(const RunRecord& record, const std::string& label, const LessonWindow& window) {
  const Line line(record, label, false);
  const auto values = line.over(window);
  return values.empty() ? line.absent("in " + windowText(window)) : given(averageOf(values));
}

LessonNumbers numbersOf(const LessonValues& values, const std::string& run,
                        const LessonEvidences& evidences) {
  return Numbers(values, run, evidences).all();
}

}  // namespace emascope
