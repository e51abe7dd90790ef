// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/series_collector.h"

#include "core/base/quoted.h"
#include "core/base/short_text.h"

#include <algorithm>

namespace emascope {

void SeriesCollector::Curve::add(const Point& point) {
  const bool first = series.steps.empty();
  if (!late.empty() && point.step <= latest_late) {
    late.push_back(point);
  } else if (first || point.step > series.steps.back()) {
    series.steps.push_back(point.step);
    series.seconds.push_back(point.seconds);
    series.values.push_back(point.value);
  } else if (point.step == series.steps.back()) {
    series.seconds.back() = point.seconds;
    series.values.back() = point.value;
  } else {
    latest_late = point.step;
    late.push_back(point);
  }
}

void SeriesCollector::Curve::discardFrom(std::int64_t step) {
  const auto end = std::ranges::lower_bound(series.steps, step);
  const auto left = static_cast<std::size_t>(end - series.steps.begin());
  series.steps.resize(left);
  series.seconds.resize(left);
  series.values.resize(left);
  std::erase_if(late, [step](const Point& point) { return point.step >= step; });
  if (!late.empty()) latest_late = std::ranges::max_element(late, {}, &Point::step)->step;
}

LogSeries SeriesCollector::Curve::merged() const {
  if (late.empty()) return series;
  std::vector<Point> points;
  points.reserve(this->points());
  for (std::size_t i = 0; i < series.steps.size(); ++i) {
    points.push_back({series.steps[i], series.seconds[i], series.values[i]});
  }
  points.insert(points.end(), late.begin(), late.end());
  std::ranges::stable_sort(points, {}, &Point::step);
  LogSeries one;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i + 1 < points.size() && points[i + 1].step == points[i].step) continue;
    one.steps.push_back(points[i].step);
    one.seconds.push_back(points[i].seconds);
    one.values.push_back(points[i].value);
  }
  return one;
}

Status SeriesCollector::add(std::string_view tag, std::int64_t step, double seconds, double value,
                            std::string_view group) {
  if (points_ >= kMostLogPoints) {
    return Error{"", "has too many points", "at most " + std::to_string(kMostLogPoints)};
  }
  auto found = tags_.find(tag);
  if (found == tags_.end()) {
    if (tag.size() > kLongestLogTag) {
      return Error{"", "has a tag of " + std::to_string(tag.size()) + " bytes",
                   "at most " + std::to_string(kLongestLogTag)};
    }
    if (tags_.size() >= kMostLogTags) {
      return Error{"",
                   "has too many tags (the next is " + inQuotes(shortText(asUtf8(tag), 80)) + ")",
                   "at most " + std::to_string(kMostLogTags)};
    }
    found = tags_.try_emplace(std::string(tag)).first;
    found->second.group = group;
  }
  points_ -= found->second.points();
  found->second.add({step, seconds, value});
  points_ += found->second.points();
  return Ok{};
}

void SeriesCollector::discardFrom(std::int64_t step, std::string_view group) {
  for (auto& [tag, curve] : tags_) {
    if (curve.group != group) continue;
    points_ -= curve.points();
    curve.discardFrom(step);
    points_ += curve.points();
  }
}

std::vector<LogSeries> SeriesCollector::series() const {
  std::vector<LogSeries> all;
  for (const auto& [tag, added] : tags_) {
    if (added.points() == 0) continue;
    all.push_back(added.merged());
    all.back().tag = asUtf8(tag);
  }
  // Tags that are not UTF-8 may have become equal, or moved.
  std::ranges::stable_sort(all, {}, &LogSeries::tag);
  return all;
}

}  // namespace emascope
