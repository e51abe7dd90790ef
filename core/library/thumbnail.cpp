// SPDX-License-Identifier: Apache-2.0
#include "core/library/thumbnail.h"

#include "core/base/numbers.h"

#include <algorithm>
#include <cmath>
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
/// out. `loss` gives that of an evaluation.
template <typename Loss>
std::vector<ThumbPoint> thumbCurve(const std::vector<EvalPoint>& points, Loss loss) {
  std::vector<ThumbPoint> curve;
  const std::size_t group = (points.size() + kMostThumbPoints - 1) / kMostThumbPoints;
  for (std::size_t begin = 0; begin < points.size(); begin += group) {
    const std::size_t end = std::min(begin + group, points.size());
    double sum = 0.0;
    double count = 0.0;
    for (std::size_t i = begin; i < end; ++i) {
      const double value = loss(points[i]);
      if (!(value > 0.0) || !std::isfinite(value)) continue;
      sum += std::log(value);
      count += 1.0;
    }
    if (count > 0.0) curve.push_back({static_cast<double>(points[end - 1].step), sum / count});
  }
  return curve;
}

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

}  // namespace

std::string thumbnailSvg(const RunRecord& record) {
  const auto raw = thumbCurve(record.points, [](const EvalPoint& point) { return point.raw.loss; });
  if (raw.size() < 2) return {};
  const auto average = thumbCurve(record.points, [](const EvalPoint& point) {
    return point.tracks.empty() ? std::numeric_limits<double>::quiet_NaN()
                                : point.tracks.front().val.loss;
  });
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

}  // namespace emascope
