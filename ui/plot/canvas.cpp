// SPDX-License-Identifier: GPL-3.0-or-later
//
// Canvas of chart.h: between values and pixels.
#include "ui/plot/chart.h"

#include <algorithm>
#include <cmath>

namespace emascope::ui {

double Canvas::x(double place) const {
  const QRectF& area = rect(Strip::kLoss);
  return area.left() + area.width() * (place - span.lower) / span.size();
}

double Canvas::place(double x) const {
  const QRectF& area = rect(Strip::kLoss);
  return span.lower + span.size() * (x - area.left()) / area.width();
}

AxisScale Canvas::scale(Strip strip) const {
  return strip == Strip::kLoss && log_loss ? AxisScale::kLog : AxisScale::kLinear;
}

double Canvas::y(Strip strip, double value) const {
  const QRectF& area = rect(strip);
  const Range& range = ranges[static_cast<std::size_t>(strip)];
  double share = (value - range.lower) / range.size();
  if (scale(strip) == AxisScale::kLog) {
    share =
        value > 0.0 ? std::log(value / range.lower) / std::log(range.upper / range.lower) : -3.0;
  }
  return area.bottom() - area.height() * std::clamp(share, -3.0, 3.0);
}

double Canvas::value(Strip strip, double y) const {
  const QRectF& area = rect(strip);
  const Range& range = ranges[static_cast<std::size_t>(strip)];
  const double share = (area.bottom() - y) / area.height();
  if (scale(strip) == AxisScale::kLog) {
    return range.lower * std::pow(range.upper / range.lower, share);
  }
  return range.lower + range.size() * share;
}

double Canvas::bottom() const {
  for (const Strip strip : {Strip::kDecay, Strip::kDifference}) {
    if (!rect(strip).isEmpty()) return rect(strip).bottom();
  }
  return rect(Strip::kLoss).bottom();
}

}  // namespace emascope::ui
