// SPDX-License-Identifier: GPL-3.0-or-later
//
// Labels that must not lie on each other: heights pushed apart, and rows above a plot.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace emascope::ui {

/// Heights as near to `wanted` as possible, at least `gap` apart and within [top, bottom], in the
/// order of `wanted`. Too many for the space: evenly spread over it.
[[nodiscard]] std::vector<double> spreadApart(const std::vector<double>& wanted, double gap,
                                              double top, double bottom);

/// Rows of texts: the first row in which [left, right] is free.
class TextRows {
 public:
  /// Row for this interval, or -1 if all `rows` are taken there.
  int place(double left, double right, int rows);
  void block(int row, double left, double right);

 private:
  std::vector<std::vector<std::pair<double, double>>> taken_;
};

}  // namespace emascope::ui
