// SPDX-License-Identifier: GPL-3.0-or-later
//
// Chooses the range of an axis that the user has not zoomed. One outlier must not flatten a curve,
// so value axes show the 1st to 99th percentile of the drawn values, extended to the extremes if
// these are close. The caller counts the values outside. A range changes between redraws only if
// necessary, so that the axis stays calm.
#pragma once

#include <optional>
#include <vector>

namespace emascope::ui {

struct Range {
  double lower = 0.0;
  double upper = 1.0;
  [[nodiscard]] double size() const { return upper - lower; }
  friend bool operator==(const Range&, const Range&) = default;
};

enum class AxisScale { kLinear, kLog };

/// Robust range of the finite `values` (on a log axis: the positive ones), without padding; none if
/// there are no such values. Reorders `values`.
[[nodiscard]] std::optional<Range> robustRange(std::vector<double>& values, AxisScale scale);

/// Range of all finite `values` (on a log axis: the positive ones).
[[nodiscard]] std::optional<Range> wholeRange(const std::vector<double>& values, AxisScale scale);

/// `content` with a margin on both sides. A single value gets a range of its own magnitude.
[[nodiscard]] Range padded(const Range& content, AxisScale scale);

/// `shown` if it still fits `content`, otherwise a new padded range.
[[nodiscard]] Range stabilized(const std::optional<Range>& shown, const Range& content,
                               AxisScale scale);

/// `range` zoomed around `fixed` by `factor`; below 1 zooms in.
[[nodiscard]] Range zoomed(const Range& range, double fixed, double factor, AxisScale scale);
/// `range` moved by `share` of its length.
[[nodiscard]] Range moved(const Range& range, double share, AxisScale scale);

}  // namespace emascope::ui
