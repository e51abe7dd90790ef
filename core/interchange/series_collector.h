// SPDX-License-Identifier: Apache-2.0
//
// Collects the points of a log by tag, within the limits of imported_run.h. Points that come in the
// order of their steps, as nearly all do, are put where they belong at once.
#pragma once

#include "core/base/result.h"
#include "core/interchange/imported_run.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

class SeriesCollector {
 public:
  /// Appends a point. Refuses tags and points beyond the limits, without a place (Error::where).
  /// @param seconds Unix time, or NaN
  /// @param group of the tag, for discardFrom(); that of its first point counts
  [[nodiscard]] Status add(std::string_view tag, std::int64_t step, double seconds, double value,
                           std::string_view group = {});
  /// Forgets the points of `step` and later ones, of the tags of this group: a run that was
  /// continued from an earlier step says so.
  void discardFrom(std::int64_t step, std::string_view group);

  /// How many are kept.
  [[nodiscard]] std::size_t points() const { return points_; }
  /// The curves by tag, their points by step. Of several points at one step, the one that was added
  /// last counts. Tags without a point are left out.
  [[nodiscard]] std::vector<LogSeries> series() const;

 private:
  struct Point {
    std::int64_t step = 0;
    double seconds = 0.0;
    double value = 0.0;
  };
  struct Curve {
    std::string group = {};
    LogSeries series = {};         ///< without a tag
    std::vector<Point> late = {};  ///< came after later steps; they count before `series`
    std::int64_t latest_late = 0;  ///< the highest step of `late`
    void add(const Point& point);
    void discardFrom(std::int64_t step);
    [[nodiscard]] std::size_t points() const { return series.steps.size() + late.size(); }
    [[nodiscard]] LogSeries merged() const;
  };
  std::map<std::string, Curve, std::less<>> tags_ = {};
  std::size_t points_ = 0;
};

}  // namespace emascope
