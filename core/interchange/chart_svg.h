// SPDX-License-Identifier: Apache-2.0
//
// Curves over steps as an SVG in a page: axes, grid, marks, notes, reference lines. Colors come
// from the classes of a style sheet: "axis", "grid", "mark", "note", "reference", "raw", and "c0"
// to "c7" with "d0" to "d2" for the dashes. A curve with more points than pixels is drawn by its
// lowest and highest value in each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

struct ChartPoint {
  double x = 0.0;
  double y = 0.0;  ///< the curve has a gap where it is not finite
};

struct ChartCurve {
  std::string name = {};
  std::string style = {};  ///< classes
  std::vector<ChartPoint> points = {};
};

/// A vertical line.
struct ChartMark {
  double x = 0.0;
  std::string label = {};  ///< a few characters, above the line
  std::string title = {};  ///< tool tip
};

/// A horizontal line.
struct ChartLine {
  double y = 0.0;
  std::string name = {};  ///< its beginning is written above the line
};

struct ChartSpec {
  std::string name = {};  ///< aria-label: what a screen reader reads aloud
  std::string y_label = {};
  std::vector<ChartCurve> curves = {};
  std::vector<ChartMark> marks = {};  ///< the first kMostChartMarks are drawn
  /// Vertical lines with the beginning of their labels along them; as many.
  std::vector<ChartMark> notes = {};
  /// As many; those that are much lower or higher than the curves, or not above zero on a
  /// logarithmic axis, are not drawn.
  std::vector<ChartLine> lines = {};
  /// The y axis is logarithmic if all values are above zero and the largest is more than so many
  /// times the smallest.
  double logarithmic_from = 10.0;
};

inline constexpr std::size_t kMostChartMarks = 200;

/// The classes of curve number `index` of the averages: "curve c0 d0" for the first.
[[nodiscard]] std::string curveStyle(std::size_t index);

/// The SVG element; empty if no curve has a finite point.
[[nodiscard]] std::string chartSvg(const ChartSpec& spec);

/// The ticks of an axis within [low, high], at most about `most`: 1, 2 or 5 times a power of ten.
/// @pre low < high, both finite, and above 0 if `logarithmic`
[[nodiscard]] std::vector<double> axisTicks(double low, double high, bool logarithmic, int most);

}  // namespace emascope
