// SPDX-License-Identifier: Apache-2.0
#include "core/library/thumbnail.h"

#include "core/base/numbers.h"
#include "core/library/stored_run.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace emascope {
namespace {

constexpr double kThumbWidth = 160.0;
constexpr double kThumbHeight = 60.0;
constexpr double kThumbMargin = 3.0;
constexpr std::size_t kMostThumbPoints = 160;

struct ThumbPoint {
  double x = 0.0;  ///< step
  double y = 0.0;  ///< log of the loss
};

/// Means of at most kMostThumbPoints groups of evaluations; those that have no logarithm are left
/// out.
class ThumbCurve {
 public:
  /// `evaluations`: how many will be added.
  explicit ThumbCurve(std::size_t evaluations)
      : group_((evaluations + kMostThumbPoints - 1) / kMostThumbPoints), left_(evaluations) {}

  void add(std::int64_t step, double loss) {
    if (loss > 0.0 && std::isfinite(loss)) {
      sum_ += std::log(loss);
      count_ += 1.0;
    }
    --left_;
    if (++seen_ < group_ && left_ > 0) return;
    if (count_ > 0.0) points_.push_back({static_cast<double>(step), sum_ / count_});
    sum_ = count_ = 0.0;
    seen_ = 0;
  }
  [[nodiscard]] const std::vector<ThumbPoint>& points() const { return points_; }

 private:
  std::size_t group_;
  std::size_t left_;
  std::size_t seen_ = 0;  ///< of this group
  double sum_ = 0.0;
  double count_ = 0.0;
  std::vector<ThumbPoint> points_;
};

/// The curves of raw and of the track that is the main one at the end.
struct ThumbCurves {
  ThumbCurve raw;
  ThumbCurve average;

  explicit ThumbCurves(std::size_t evaluations) : raw(evaluations), average(evaluations) {}
  /// `main`: its index in the record, or -1.
  void add(const RunRecord& record, int main) {
    for (const EvalPoint& point : record.points) {
      raw.add(point.step, point.raw.loss);
      average.add(point.step, main < 0 ? std::numeric_limits<double>::quiet_NaN()
                                       : point.tracks[static_cast<std::size_t>(main)].val.loss);
    }
  }
};

struct ThumbRange {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  void add(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  /// 0 to 1; a half if all values are the same.
  [[nodiscard]] double share(double value) const {
    return high > low ? (value - low) / (high - low) : 0.5;
  }
};

std::string thumbLine(const std::vector<ThumbPoint>& curve, const ThumbRange& x,
                      const ThumbRange& y, const char* style) {
  constexpr int kDigits = 4;
  std::string points;
  for (const ThumbPoint& point : curve) {
    const double right = kThumbMargin + x.share(point.x) * (kThumbWidth - 2 * kThumbMargin);
    const double down = kThumbMargin + (1 - y.share(point.y)) * (kThumbHeight - 2 * kThumbMargin);
    points += (points.empty() ? "" : " ") + formatShort(right, kDigits) + "," +
              formatShort(down, kDigits);
  }
  return "<polyline fill=\"none\" " + std::string(style) + " points=\"" + points + "\"/>\n";
}

std::string svgOf(const ThumbCurves& curves) {
  const std::vector<ThumbPoint>& raw = curves.raw.points();
  const std::vector<ThumbPoint>& average = curves.average.points();
  if (raw.size() < 2) return {};
  ThumbRange x;
  ThumbRange y;
  for (const auto* curve : {&raw, &average}) {
    for (const ThumbPoint& point : *curve) {
      x.add(point.x);
      y.add(point.y);
    }
  }
  std::string svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"160\" height=\"60\" viewBox=\"0 0 160 "
      "60\">\n";
  svg += thumbLine(raw, x, y, "stroke=\"#8A99AB\" stroke-width=\"1\"");
  if (average.size() > 1) {
    svg += thumbLine(average, x, y, "stroke=\"#0072B2\" stroke-width=\"2\"");
  }
  return svg + "</svg>\n";
}

}  // namespace

std::string thumbnailSvg(const RunRecord& record) {
  ThumbCurves curves(record.points.size());
  curves.add(record, record.points.empty() || record.points.front().tracks.empty() ? -1 : 0);
  return svgOf(curves);
}

Result<std::string> thumbnailOf(const std::string& folder) {
  std::size_t evaluations = 0;
  std::string main;
  const Status counted = readEvaluations(folder, [&](const RunRecord& part) -> Status {
    evaluations += part.points.size();
    main = part.tracks.empty() ? std::string() : part.tracks.front().label;
    return Ok{};
  });
  if (!counted) return counted.error();
  ThumbCurves curves(evaluations);
  const Status read = readEvaluations(folder, [&](const RunRecord& part) -> Status {
    curves.add(part, part.trackIndex(main));
    return Ok{};
  });
  if (!read) return read.error();
  return svgOf(curves);
}

}  // namespace emascope
