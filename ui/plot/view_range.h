// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which part of an axis to show when the user has not said so. One outlier must not flatten a
// curve, so the value axes are robust: the 1st to 99th percentile of what is drawn, widened to the
// extremes where these are not far; what stays outside is counted by the caller. Between redraws
// the range changes only when it has to, so that it does not breathe.
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

/// Of the finite `values` (on a log axis: of the positive ones), without padding; none if there are
/// none. The order of `values` is lost.
[[nodiscard]] std::optional<Range> robustRange(std::vector<double>& values, AxisScale scale);

/// Of all of them.
[[nodiscard]] std::optional<Range> wholeRange(const std::vector<double>& values, AxisScale scale);

/// `content` with some air around; a single value gets a range of its own size.
[[nodiscard]] Range padded(const Range& content, AxisScale scale);

/// `shown` if it still suits `content`, else a new padded range.
[[nodiscard]] Range stabilized(const std::optional<Range>& shown, const Range& content,
                               AxisScale scale);

/// `range` zoomed by `factor` (below 1: in) with `fixed` staying where it is.
[[nodiscard]] Range zoomed(const Range& range, double fixed, double factor, AxisScale scale);
/// `range` moved by a share of its length.
[[nodiscard]] Range moved(const Range& range, double share, AxisScale scale);

}  // namespace emascope::ui
