// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which points of a long curve to draw: at most the lowest and highest of each pixel column, so
// that no spike is lost and drawing costs the same at any length. While the view stays, only new
// points are looked at. A value that is not finite breaks the line and is never drawn.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace emascope::ui {

struct PlotPoint {
  double x = 0.0;
  double y = 0.0;  ///< NaN: a gap
};

class Columns {
 public:
  /// Part of the x axis and its width in pixels; another `generation` means other data.
  struct View {
    double lower = 0.0;
    double upper = 1.0;
    int pixels = 1;
    std::int64_t generation = 0;
    friend bool operator==(const View&, const View&) = default;
  };

  /// `x` ascending, `y` of the same length; both may only have grown since the last call with the
  /// same view.
  void cover(const std::vector<double>& x, const std::vector<double>& y, const View& view);

  /// The points to draw, one beyond each edge included so that lines reach it.
  [[nodiscard]] const std::vector<PlotPoint>& points() const { return points_; }
  /// Those with a gap on both sides, which no line shows.
  [[nodiscard]] const std::vector<PlotPoint>& isolated() const { return isolated_; }
  /// For a fill from 0: the parts above and below it, with a point where the line crosses. Where
  /// columns are merged, their highest and lowest alone: filling a jagged line is dear.
  struct Halves {
    std::vector<PlotPoint> above, below;
  };
  /// `y` as given to cover().
  [[nodiscard]] Halves halves(const std::vector<double>& x, const std::vector<double>& y) const;
  [[nodiscard]] bool merged() const { return dense_; }
  [[nodiscard]] std::int64_t visible() const { return visible_; }  ///< finite, within the view
  [[nodiscard]] std::int64_t drawn() const { return drawn_; }      ///< of those

  struct Outside {
    std::int64_t above = 0;
    std::int64_t below = 0;
  };
  /// How many visible values lie outside [lower, upper]; `y` as given to cover().
  [[nodiscard]] Outside outside(const std::vector<double>& y, double lower, double upper) const;

 private:
  struct Column {
    std::size_t first = 0, last = 0, lowest = 0, highest = 0;
    bool any = false;
    bool gap_before = false, gap_after = false;
  };
  void addToColumns(const std::vector<double>& x, const std::vector<double>& y);
  void listAll(const std::vector<double>& x, const std::vector<double>& y);
  void listColumns(const std::vector<double>& x, const std::vector<double>& y);
  void listPoint(const std::vector<double>& x, const std::vector<double>& y, std::size_t i);

  View view_ = {};
  bool dense_ = false;
  std::size_t begin_ = 0, end_ = 0;  // the visible points
  std::size_t next_ = 0;             // first one not yet in columns_
  std::vector<Column> columns_;
  std::vector<PlotPoint> points_, isolated_;
  std::int64_t visible_ = 0, drawn_ = 0;
};

}  // namespace emascope::ui
