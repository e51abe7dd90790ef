// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/flat_region.h"

#include "core/base/numbers.h"
#include "core/protocol/record/half_life_losses.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace emascope {
namespace {

double meanOfLast(std::span<const double> values, std::size_t window) {
  const auto last = values.last(std::min(window, values.size()));
  double mean = 0.0;
  for (const double value : last) mean += value / static_cast<double>(last.size());
  return mean;
}

/// The interval of loss - loss of the best; half-width 0 before there is one.
MeanInterval differenceTo(const std::vector<double>& best, const std::vector<double>& losses,
                          std::size_t window) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < losses.size(); ++i) differences.push_back(losses[i] - best[i]);
  return meanInterval(differences, window)
      .value_or(MeanInterval{.mean = meanOfLast(differences, window)});
}

/// Whether each of the last `window` losses is above each of the best's.
bool liesAbove(std::span<const double> losses, std::span<const double> best, std::size_t window) {
  const std::size_t compared = std::min(window, losses.size());
  return std::ranges::min(losses.last(compared)) > std::ranges::max(best.last(compared));
}

std::string stepsText(double half_life) { return formatPlain(half_life, 3); }

/// The range along a line, open where it ends at the last point.
Phrase rangePhrase(const FlatRegion& region, const std::string& best) {
  const std::string from = stepsText(region.points[region.first].half_life);
  const std::string to = stepsText(region.points[region.last].half_life);
  if (region.first == 0) {
    return phrase("Any half-life up to %1 steps is within the noise of the best (%2).")
        .with(to, best);
  }
  if (region.last + 1 == region.points.size()) {
    return phrase("Any half-life of %1 or more steps is within the noise of the best (%2).")
        .with(from, best);
  }
  return phrase("Any half-life from %1 to %2 steps is within the noise of the best (%3).")
      .with(from, to, best);
}

/// Those within noise of the best, without it: "EMA is", "EMA and hl200 are", "EMA, hl90 and hl200
/// are".
Phrase namesPhrase(const FlatRegion& region, const std::string& best) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < region.points.size(); ++i) {
    if (i != region.best && region.points[i].within_noise) names.push_back(region.points[i].label);
  }
  Phrase list = verbatim(names.front());
  for (std::size_t i = 1; i < names.size(); ++i) {
    const bool last = i + 1 == names.size();
    list = phrase(last ? words("%1 and %2") : words("%1, %2")).with(std::move(list), names[i]);
  }
  return phrase(names.size() == 1 ? words("%1 is within the noise of the best (%2).")
                                  : words("%1 are within the noise of the best (%2)."))
      .with(std::move(list), best);
}

}  // namespace

FlatRegion flatRegion(std::vector<HalfLifeLosses> points, std::size_t window) {
  FlatRegion region;
  if (points.empty() || points.front().losses.empty()) return region;
  std::sort(points.begin(), points.end(), [](const HalfLifeLosses& a, const HalfLifeLosses& b) {
    return a.half_life < b.half_life;
  });
  region.evaluations = std::min(points.front().losses.size(), window);
  for (const HalfLifeLosses& point : points) {
    region.points.push_back({.label = point.label,
                             .half_life = point.half_life,
                             .mean = meanOfLast(point.losses, window)});
    if (region.points.back().mean < region.points[region.best].mean) {
      region.best = region.points.size() - 1;
    }
  }
  const std::vector<double>& best = points[region.best].losses;
  for (std::size_t i = 0; i < points.size(); ++i) {
    HalfLifePoint& point = region.points[i];
    point.difference = differenceTo(best, points[i].losses, window);
    // A loss that is still falling correlates so much that its interval may be any width.
    const bool apart = point.difference.at_least && liesAbove(points[i].losses, best, window);
    point.within_noise = i == region.best || (!point.difference.excludesZero() && !apart);
  }
  region.first = region.last = region.best;
  while (region.first > 0 && region.points[region.first - 1].within_noise) --region.first;
  while (region.last + 1 < region.points.size() && region.points[region.last + 1].within_noise) {
    ++region.last;
  }
  return region;
}

FlatRegion flatRegion(const RunRecord& record, VerdictSpan span) {
  ComparedLosses compared = comparedLosses(record, span);
  return flatRegion(std::move(compared.points), compared.window);
}

Phrase flatRegionPhrase(const FlatRegion& region) {
  if (region.points.size() < 2) return verbatim("");
  if (!region.known()) {
    return phrase("Too early to tell: %1 of %2 evaluations.")
        .with(std::to_string(region.evaluations), std::to_string(kFewestForInterval));
  }
  const auto& points = region.points;
  const auto within = std::count_if(points.begin(), points.end(),
                                    [](const HalfLifePoint& point) { return point.within_noise; });
  if (static_cast<std::size_t>(within) == points.size()) {
    return phrase("No half-life stands out yet.");
  }
  const bool line = std::any_of(points.begin(), points.end(),
                                [](const HalfLifePoint& point) { return point.label.empty(); });
  const std::string best =
      line ? stepsText(points[region.best].half_life) : points[region.best].label;
  if (line ? region.first == region.last : within == 1) {
    return phrase("No other half-life is within the noise of the best (%1).").with(best);
  }
  return line ? rangePhrase(region, best) : namesPhrase(region, best);
}

}  // namespace emascope
