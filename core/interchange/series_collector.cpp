// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/series_collector.h"

#include "core/base/quoted.h"
#include "core/base/short_text.h"

#include <algorithm>

namespace emascope {

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
  found->second.points.push_back({step, seconds, value});
  ++points_;
  return Ok{};
}

void SeriesCollector::discardFrom(std::int64_t step, std::string_view group) {
  for (auto& [tag, curve] : tags_) {
    if (curve.group != group) continue;
    points_ -=
        std::erase_if(curve.points, [step](const Point& point) { return point.step >= step; });
  }
}

std::vector<LogSeries> SeriesCollector::series() const {
  std::vector<LogSeries> all;
  for (const auto& [tag, added] : tags_) {
    if (added.points.empty()) continue;
    std::vector<Point> points = added.points;
    std::ranges::stable_sort(points, {}, &Point::step);
    LogSeries one{.tag = asUtf8(tag)};
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (i + 1 < points.size() && points[i + 1].step == points[i].step) continue;
      one.steps.push_back(points[i].step);
      one.seconds.push_back(points[i].seconds);
      one.values.push_back(points[i].value);
    }
    all.push_back(std::move(one));
  }
  // Tags that are not UTF-8 may have become equal, or moved.
  std::ranges::stable_sort(all, {}, &LogSeries::tag);
  return all;
}

}  // namespace emascope
