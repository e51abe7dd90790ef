// SPDX-License-Identifier: GPL-3.0-or-later
//
// Layout of labels that must not overlap: heights pushed apart, and rows of texts.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace emascope::ui {

/// Heights as close to `wanted` as possible, at least `gap` apart and within [top, bottom], in the
/// order of `wanted`. Spread evenly if there are too many for the space.
[[nodiscard]] std::vector<double> spreadApart(const std::vector<double>& wanted, double gap,
                                              double top, double bottom);

/// Places texts into the first row in which [left, right] is free.
class TextRows {
 public:
  /// Row for this interval, or -1 if it is taken in all `rows` rows.
  int place(double left, double right, int rows);
  void block(int row, double left, double right);

 private:
  std::vector<std::vector<std::pair<double, double>>> taken_;
};

}  // namespace emascope::ui
