// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/verdict.h"

#include "core/protocol/record/edit_effects.h"
#include "core/protocol/record/mean_interval.h"
#include "core/protocol/record/track_age.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <vector>

namespace emascope {
namespace {

struct Altered {
  std::int64_t from = 0;
  std::int64_t settled = 0;
};

/// The last edit that has altered the decay in use, or more than that, by the update of step `now`.
std::optional<Altered> lastAltered(const RunRecord& record, const std::string& label,
                                   std::int64_t now, EditEffects& effects) {
  const std::optional<ActedEdit> acted = effects.lastActed(record, label, now);
  if (!acted) return std::nullopt;
  const double settled = std::min(std::ceil(acted->settled), 1e15);
  return Altered{acted->from, std::max(acted->from, static_cast<std::int64_t>(settled))};
}

/// First step after the raw weights were last replaced by or before step `now`: by a feedback or by
/// its undo. 0 if they never were.
std::int64_t rawReplaced(const RunRecord& record, std::int64_t now) {
  std::int64_t last = 0;
  for (const TrackChange& one : record.track_changes) {
    const TrackAction& action = one.change.action;
    if (!std::holds_alternative<track_action::FeedBack>(action) &&
        !std::holds_alternative<track_action::UndoFeedBack>(action)) {
      continue;
    }
    if (one.change.step <= now) last = std::max(last, one.change.step);
  }
  return last;
}

/// The evaluations of one track of a run, and what is known of their use.
struct Evaluations {
  const RunRecord& record;
  std::size_t track = 0;
  std::size_t end = 0;  ///< one past its last evaluation; 0 if there is none
  std::optional<Altered> altered = {};
  std::int64_t raw_replaced = 0;  ///< as rawReplaced()

  [[nodiscard]] std::int64_t now() const { return record.points[end - 1].step; }
  [[nodiscard]] bool settles() const { return altered && now() < altered->settled; }
  /// Whether an evaluation at `step` is none of former settings.
  [[nodiscard]] bool isOfPresent(std::int64_t step) const {
    return step >= raw_replaced && (!altered || step >= altered->settled);
  }
  /// Whether evaluation number `i` describes the present settings, if all after it do.
  [[nodiscard]] bool usable(std::size_t i) const {
    const EvalPoint& point = record.points[i];
    const TrackEvaluation& own = point.tracks[track];
    return isPresent(own) && !isCopy(own) && isOfPresent(point.step);
  }
  /// Losses at thinned evaluations that may come before those of `record.points`, oldest first.
  [[nodiscard]] const std::deque<LossPair>* past() const {
    if (record.past.count == 0) return nullptr;
    const PastTrack& own = record.past.tracks[track];
    return own.absent && end > record.past.left ? nullptr : &own.pairs;
  }
};

Evaluations evaluationsOf(const RunRecord& record, std::size_t track, EditEffects& effects) {
  Evaluations all{.record = record, .track = track, .end = record.points.size()};
  while (all.end > 0 && !isPresent(record.points[all.end - 1].tracks[track])) --all.end;
  if (all.end == 0) return all;
  all.altered = lastAltered(record, record.tracks[track].label, all.now(), effects);
  all.raw_replaced = rawReplaced(record, all.now());
  return all;
}

struct Pairs {
  std::vector<double> raw, track;              // oldest first
  std::int64_t first_step = 0, last_step = 0;  // of the window
};

/// The last kHistory windows of the usable ones, of evaluations at which both losses are finite.
Pairs lastPairs(const Evaluations& all, std::size_t window) {
  Pairs pairs;
  const auto full = [&] { return pairs.raw.size() >= kHistory * window; };
  const auto add = [&](const LossPair& pair) {
    if (pairs.raw.empty()) pairs.last_step = pair.step;
    if (pairs.raw.size() < window) pairs.first_step = pair.step;
    pairs.raw.push_back(pair.raw);
    pairs.track.push_back(pair.track);
  };
  std::size_t i = all.end;
  for (; i > all.record.past.left && !full() && all.usable(i - 1); --i) {
    const EvalPoint& point = all.record.points[i - 1];
    const double averaged = point.tracks[all.track].val.loss;
    if (!std::isfinite(point.raw.loss) || !std::isfinite(averaged)) continue;
    add({point.step, point.raw.loss, averaged});
  }
  const std::deque<LossPair>* const past = all.past();
  if (past != nullptr && i <= all.record.past.left) {
    for (auto pair = past->rbegin(); pair != past->rend() && !full(); ++pair) {
      if (!all.isOfPresent(pair->step)) break;
      add(*pair);
    }
  }
  std::reverse(pairs.raw.begin(), pairs.raw.end());
  std::reverse(pairs.track.begin(), pairs.track.end());
  return pairs;
}

double meanOf(std::span<const double> values) {
  double mean = 0.0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  return mean;
}

}  // namespace

std::size_t verdictWindow(const RunConfig& config, VerdictSpan span) {
  if (span == VerdictSpan::kAll) return static_cast<std::size_t>(kMostSteps) + 1;
  const std::int64_t share = span == VerdictSpan::kTenth ? 10 : 5;
  const std::int64_t planned =
      stepsBeforeExtension(config) / std::max<std::int64_t>(config.eval_every, 1);
  return std::max(static_cast<std::size_t>(std::max<std::int64_t>(planned, 0) / share),
                  kFewestForInterval);
}

UsableEvaluations usableEvaluations(const RunRecord& record, std::size_t track,
                                    EditEffects& effects, std::size_t most) {
  const Evaluations all = evaluationsOf(record, track, effects);
  UsableEvaluations usable{.begin = all.end, .end = all.end};
  if (all.end == 0) return usable;
  if (all.settles()) {
    usable.settling_done = all.now() - all.altered->from;
    usable.settling = all.altered->settled - all.altered->from;
    return usable;
  }
  while (usable.begin > 0 && usable.end - usable.begin < most && all.usable(usable.begin - 1)) {
    --usable.begin;
  }
  return usable;
}

Verdict verdictOf(std::span<const double> raw, std::span<const double> track, std::size_t window) {
  const std::size_t known = std::min(raw.size(), kHistory * window);
  raw = raw.last(known);
  track = track.last(known);
  Verdict verdict;
  verdict.evaluations = std::min(raw.size(), window);
  if (verdict.evaluations == 0) return verdict;
  std::vector<double> differences;
  for (std::size_t i = 0; i < raw.size(); ++i) differences.push_back(raw[i] - track[i]);
  for (const double difference : std::span(differences).last(verdict.evaluations)) {
    if (difference > 0.0) ++verdict.wins;
    if (difference < 0.0) ++verdict.losses;
  }
  verdict.raw_mean = meanOf(raw.last(verdict.evaluations));
  verdict.track_mean = meanOf(track.last(verdict.evaluations));
  verdict.kind = VerdictKind::kNoComparison;
  if (!(verdict.raw_mean > 0.0)) return verdict;
  const double percent =
      100.0 * (meanOf(std::span(differences).last(verdict.evaluations)) / verdict.raw_mean);
  if (!std::isfinite(percent)) return verdict;
  verdict.percent_lower = percent;
  if (verdict.evaluations < kFewestForInterval) verdict.kind = VerdictKind::kTooEarly;
  const auto interval = meanInterval(differences, window);
  if (!interval) return verdict;
  const double half_width = 100.0 * (interval->half_width / verdict.raw_mean);
  if (!std::isfinite(half_width)) return verdict;
  verdict.percent_half_width = half_width;
  verdict.at_least = interval->at_least;
  verdict.kind = !interval->excludesZero() ? VerdictKind::kEqual
                 : interval->mean > 0.0    ? VerdictKind::kTrackLower
                                           : VerdictKind::kRawLower;
  if (isTooWide(verdict)) verdict.kind = VerdictKind::kTooEarly;
  return verdict;
}

Verdict verdictOf(const RunRecord& record, std::size_t track, VerdictSpan span) {
  EditEffects effects;
  return verdictOf(record, track, span, effects);
}

Verdict verdictOf(const RunRecord& record, std::size_t track, VerdictSpan span,
                  EditEffects& effects) {
  const Evaluations all = evaluationsOf(record, track, effects);
  if (all.end > 0) {
    const EvalPoint& last = record.points[all.end - 1];
    if (!std::isfinite(last.raw.loss) || !std::isfinite(last.tracks[track].val.loss)) {
      return {.kind = VerdictKind::kNoComparison};
    }
    if (all.settles()) {
      return {.kind = VerdictKind::kSettling,
              .settling_done = all.now() - all.altered->from,
              .settling = all.altered->settled - all.altered->from};
    }
  }
  const std::size_t window = verdictWindow(record.config, span);
  const Pairs pairs = lastPairs(all, window);
  Verdict verdict = verdictOf(pairs.raw, pairs.track, window);
  verdict.over = record.state == RunState::kFinished || record.state == RunState::kFailed;
  verdict.first_step = pairs.first_step;
  verdict.last_step = pairs.last_step;
  const double half_life = halfLifeInForce(record, track);
  const bool decay_is_known = all.end > 0 && std::isfinite(record.lastOf(track)->decay);
  if (decay_is_known && !pairs.raw.empty() &&
      half_life > static_cast<double>(pairs.last_step - pairs.first_step)) {
    const auto last = static_cast<double>(pairs.last_step);
    verdict.remembers = static_cast<std::int64_t>(last - std::min(std::round(half_life), last));
  }
  return verdict;
}

bool isTooWide(const Verdict& verdict) {
  if (verdict.kind != VerdictKind::kEqual && verdict.kind != VerdictKind::kTooEarly) return false;
  return verdict.percent_half_width && *verdict.percent_half_width > 0.0 &&
         (verdict.at_least || *verdict.percent_half_width >= kMostEqualPercent);
}

VerdictColor verdictColor(const Verdict& verdict) {
  if (verdict.kind == VerdictKind::kTrackLower) return VerdictColor::kBetter;
  if (verdict.kind == VerdictKind::kRawLower) return VerdictColor::kWorse;
  return VerdictColor::kNone;
}

}  // namespace emascope
