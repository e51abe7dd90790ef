// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/half_life_losses.h"

#include "core/protocol/record/edit_effects.h"
#include "core/protocol/record/track_age.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <utility>

namespace emascope {
namespace {

constexpr double kSameHalfLife = 1.04;  // nearer to a track, a point says nothing new

double meanOfFinite(std::span<const double> values) {
  double sum = 0.0;
  std::size_t count = 0;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    sum += value;
    ++count;
  }
  return count > 0 ? sum / static_cast<double>(count) : std::numeric_limits<double>::quiet_NaN();
}

/// With the mean difference from raw in place of the mean.
EarlyTrack earlyTrack(const RunRecord& record, std::size_t track, const UsableEvaluations& usable) {
  std::vector<double> differences;
  for (std::size_t i = usable.begin; i < usable.end; ++i) {
    const EvalPoint& point = record.points[i];
    differences.push_back(point.tracks[track].val.loss - point.raw.loss);
  }
  return {.label = record.tracks[track].label,
          .half_life = halfLifeInForce(record, track),
          .mean = meanOfFinite(differences),
          .evaluations = differences.size()};
}

bool allFinite(const EvalPoint& point, const std::vector<std::size_t>& tracks) {
  return std::all_of(tracks.begin(), tracks.end(), [&](std::size_t track) {
    return std::isfinite(point.tracks[track].val.loss);
  });
}

/// Two digits are enough for a point of a line, and are easy to read.
double twoDigits(double value) {
  const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1.0);
  return std::round(value / unit) * unit;
}

double distance(double a, double b) { return std::abs(std::log(a / b)); }

/// The first of `taken` that is farthest from all of `chosen`.
std::int64_t farthest(const std::vector<std::int64_t>& taken,
                      const std::vector<std::int64_t>& chosen) {
  std::int64_t found = taken.front();
  std::int64_t most = -1;
  for (const std::int64_t step : taken) {
    std::int64_t nearest = std::numeric_limits<std::int64_t>::max();
    for (const std::int64_t other : chosen) nearest = std::min(nearest, std::abs(step - other));
    if (nearest <= most) continue;
    most = nearest;
    found = step;
  }
  return found;
}

/// A difference from the nearest track, at the evaluation with that index.
using Knots = std::map<std::size_t, double>;

double differenceAt(const Knots& knots, std::size_t index) {
  const auto after = knots.lower_bound(index);
  if (after == knots.end()) return knots.rbegin()->second;
  if (after == knots.begin() || after->first == index) return after->second;
  const auto before = std::prev(after);
  const double share = static_cast<double>(index - before->first) /
                       static_cast<double>(after->first - before->first);
  return before->second + share * (after->second - before->second);
}

}  // namespace

ComparedLosses comparedLosses(const RunRecord& record, VerdictSpan span) {
  EditEffects effects;
  return comparedLosses(record, span, effects);
}

ComparedLosses comparedLosses(const RunRecord& record, VerdictSpan span, EditEffects& effects) {
  ComparedLosses compared{.window = verdictWindow(record.config, span)};
  std::vector<std::size_t> tracks;
  const std::size_t all = record.points.size();
  const std::size_t most = std::min(kHistory * compared.window, all);
  std::size_t begin = all - most;
  for (std::size_t track = 0; track < record.alive; ++track) {
    const UsableEvaluations usable = usableEvaluations(record, track, effects, most);
    const double half_life = halfLifeInForce(record, track);
    const bool has_one = half_life > 0.0 && std::isfinite(half_life);
    if (usable.end != all || usable.begin == usable.end || !has_one) continue;
    if (usable.end - usable.begin < kFewestForInterval) {
      compared.early.push_back(earlyTrack(record, track, usable));
      continue;
    }
    if (!std::isfinite(record.points.back().tracks[track].val.loss)) continue;
    tracks.push_back(track);
    compared.points.push_back({.label = record.tracks[track].label, .half_life = half_life});
    begin = std::max(begin, usable.begin);
  }
  std::vector<double> raw;
  for (std::size_t i = begin; i < all; ++i) {
    const EvalPoint& point = record.points[i];
    if (!allFinite(point, tracks)) continue;
    compared.steps.push_back(point.step);
    raw.push_back(point.raw.loss);
    for (std::size_t k = 0; k < tracks.size(); ++k) {
      compared.points[k].losses.push_back(point.tracks[tracks[k]].val.loss);
    }
  }
  compared.raw_mean = meanOfFinite(std::span(raw).subspan(compared.firstCompared()));
  for (EarlyTrack& early : compared.early) early.mean += compared.raw_mean;
  std::erase_if(compared.early, [](const EarlyTrack& early) { return !std::isfinite(early.mean); });
  return compared;
}

std::vector<double> halfLivesOfLine(const ComparedLosses& compared) {
  if (compared.points.size() < 2) return {};
  const auto [shortest, longest] = std::minmax_element(
      compared.points.begin(), compared.points.end(),
      [](const HalfLifeLosses& a, const HalfLifeLosses& b) { return a.half_life < b.half_life; });
  const double low = shortest->half_life;
  const double ratio = longest->half_life / low;
  std::vector<double> half_lives;
  for (std::size_t i = 1; i <= kHalfLivesOfLine; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(kHalfLivesOfLine + 1);
    const double half_life = twoDigits(low * std::pow(ratio, share));
    const bool between = half_life > low && half_life < longest->half_life;
    const bool known = std::any_of(
        compared.points.begin(), compared.points.end(), [&](const HalfLifeLosses& point) {
          return distance(point.half_life, half_life) < std::log(kSameHalfLife);
        });
    if (between && !known && (half_lives.empty() || half_life > half_lives.back())) {
      half_lives.push_back(half_life);
    }
  }
  return half_lives;
}

std::vector<std::int64_t> stepsOfLine(const ComparedLosses& compared, std::int64_t snapshot_every,
                                      bool goes_on) {
  std::vector<std::int64_t> taken;
  for (std::size_t i = compared.firstCompared(); i < compared.steps.size(); ++i) {
    if (compared.steps[i] % snapshot_every == 0) taken.push_back(compared.steps[i]);
  }
  std::reverse(taken.begin(), taken.end());
  if (taken.size() <= kEvaluationsOfLine) return taken;
  std::int64_t apart = 2 * snapshot_every;
  const auto share = [&] { return taken.size() * static_cast<std::size_t>(snapshot_every); };
  while (share() > kEvaluationsOfLine * static_cast<std::size_t>(apart)) apart *= 2;
  std::vector<std::int64_t> chosen;
  for (const std::int64_t step : taken) {
    if (step % apart == 0) chosen.push_back(step);
  }
  // When the run rests, the largest gaps are filled.
  while (!goes_on && chosen.size() < kEvaluationsOfLine) chosen.push_back(farthest(taken, chosen));
  std::sort(chosen.rbegin(), chosen.rend());
  return chosen;
}

void addLine(ComparedLosses& compared, std::span<const LineLoss> line) {
  const std::size_t tracks = compared.points.size();
  if (tracks == 0) return;
  const std::size_t slack = std::min(compared.window, compared.steps.size()) / 4;
  std::map<double, std::map<std::int64_t, double>> by_half_life;
  for (const LineLoss& each : line) by_half_life[each.half_life][each.step] = each.loss;
  for (const auto& [half_life, losses] : by_half_life) {
    const double wanted = half_life;
    const auto nearest = std::min_element(
        compared.points.begin(), compared.points.begin() + static_cast<std::ptrdiff_t>(tracks),
        [wanted](const HalfLifeLosses& a, const HalfLifeLosses& b) {
          return distance(a.half_life, wanted) < distance(b.half_life, wanted);
        });
    Knots knots;
    std::size_t within = 0;
    for (std::size_t i = 0; i < compared.steps.size(); ++i) {
      const auto found = losses.find(compared.steps[i]);
      if (found == losses.end() || !std::isfinite(found->second)) continue;
      knots[i] = found->second - nearest->losses[i];
      if (i + slack >= compared.firstCompared()) ++within;
    }
    if (within < kFewestOfLine) continue;
    HalfLifeLosses point{.half_life = half_life};
    for (std::size_t i = 0; i < compared.steps.size(); ++i) {
      point.losses.push_back(nearest->losses[i] + differenceAt(knots, i));
    }
    compared.points.push_back(std::move(point));
  }
}

}  // namespace emascope
