// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/view_range.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace emascope::ui {
namespace {

constexpr double kAir = 0.06;  // margin on each side, as a share of the content
constexpr double kFarAway =
    0.6;  // share of the percentile range; an extreme farther out is an outlier
constexpr double kEdge = 0.015;    // share of the axis; content closer to the edge moves it
constexpr double kTooRoomy = 0.6;  // content below this share of the axis fits it again

double toLine(double value, AxisScale scale) {
  return scale == AxisScale::kLog ? std::log10(value) : value;
}
double fromLine(double place, AxisScale scale) {
  return scale == AxisScale::kLog ? std::pow(10.0, std::clamp(place, -300.0, 300.0)) : place;
}
Range toLine(const Range& range, AxisScale scale) {
  return {toLine(range.lower, scale), toLine(range.upper, scale)};
}
Range fromLine(const Range& range, AxisScale scale) {
  return {fromLine(range.lower, scale), fromLine(range.upper, scale)};
}

bool drawable(double value, AxisScale scale) {
  return std::isfinite(value) && (scale == AxisScale::kLinear || value > 0.0);
}

}  // namespace

std::optional<Range> robustRange(std::vector<double>& values, AxisScale scale) {
  const auto gone = std::remove_if(values.begin(), values.end(),
                                   [scale](double v) { return !drawable(v, scale); });
  values.erase(gone, values.end());
  if (values.empty()) return std::nullopt;
  const auto percentile = [&](double share) {
    const auto place = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + place, values.end());
    return toLine(values[static_cast<std::size_t>(place)], scale);
  };
  const Range most{percentile(0.01), percentile(0.99)};
  const double far = std::max(kFarAway * most.size(), 1e-12);
  Range kept = most;
  for (const double value : values) {
    const double place = toLine(value, scale);
    if (place < kept.lower && place >= most.lower - far) kept.lower = place;
    if (place > kept.upper && place <= most.upper + far) kept.upper = place;
  }
  return fromLine(kept, scale);
}

std::optional<Range> wholeRange(const std::vector<double>& values, AxisScale scale) {
  std::optional<Range> range;
  for (const double value : values) {
    if (!drawable(value, scale)) continue;
    if (!range) range = Range{value, value};
    range->lower = std::min(range->lower, value);
    range->upper = std::max(range->upper, value);
  }
  return range;
}

Range padded(const Range& content, AxisScale scale) {
  Range line = toLine(content, scale);
  double air = kAir * line.size();
  // Show at least a tenth of a decade, so that small noise around one value looks small.
  const double least =
      scale == AxisScale::kLog
          ? 0.1
          : std::max(0.02 * std::max(std::abs(line.lower), std::abs(line.upper)), 1e-6);
  air = std::max(air, (least - line.size()) / 2.0);
  return fromLine(Range{line.lower - air, line.upper + air}, scale);
}

Range stabilized(const std::optional<Range>& shown, const Range& content, AxisScale scale) {
  const Range fresh = padded(content, scale);
  if (!shown || !drawable(shown->lower, scale) || !drawable(shown->upper, scale)) return fresh;
  const Range inner = toLine(content, scale);
  const Range outer = toLine(*shown, scale);
  const double edge = kEdge * outer.size();
  const bool fits = inner.lower >= outer.lower + edge && inner.upper <= outer.upper - edge;
  const bool roomy = toLine(fresh, scale).size() < kTooRoomy * outer.size();
  if (fits && !roomy) return *shown;
  if (roomy) return fresh;
  // Grow by a tenth at a time, so that the axis does not move at each redraw.
  Range grown = outer;
  if (inner.lower < outer.lower + edge) grown.lower = inner.lower - 0.1 * inner.size();
  if (inner.upper > outer.upper - edge) grown.upper = inner.upper + 0.1 * inner.size();
  return fromLine(grown, scale);
}

Range zoomed(const Range& range, double fixed, double factor, AxisScale scale) {
  const Range line = toLine(range, scale);
  const double center = toLine(fixed, scale);
  return fromLine(
      Range{center - (center - line.lower) * factor, center + (line.upper - center) * factor},
      scale);
}

Range moved(const Range& range, double share, AxisScale scale) {
  const Range line = toLine(range, scale);
  const double by = share * line.size();
  return fromLine(Range{line.lower + by, line.upper + by}, scale);
}

}  // namespace emascope::ui
