// SPDX-License-Identifier: GPL-3.0-or-later
//
// Selects the points of a long curve to draw: at most the lowest and highest of each pixel column,
// so that no spike is lost and the cost of drawing does not depend on the length, and the median of
// each column. With an unchanged view only new points are processed. Non-finite values break the
// line and are never drawn.
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
  /// The visible part of the x axis and its width in pixels. A new `generation` means new data.
  struct View {
    double lower = 0.0;
    double upper = 1.0;
    int pixels = 1;
    std::int64_t generation = 0;
    friend bool operator==(const View&, const View&) = default;
  };

  /// Selects points. @pre `x` ascending, `y` of the same length; since the last call with the same
  /// view both have only grown
  void cover(const std::vector<double>& x, const std::vector<double>& y, const View& view);

  /// The points to draw, with one beyond each edge so that lines reach it.
  [[nodiscard]] const std::vector<PlotPoint>& points() const { return points_; }
  /// If merged(): the median of each column, for the line within the band of the extremes; else
  /// empty.
  [[nodiscard]] const std::vector<PlotPoint>& medians() const { return medians_; }
  /// Points with a gap on both sides, which no line shows.
  [[nodiscard]] const std::vector<PlotPoint>& isolated() const { return isolated_; }
  /// For a fill to 0: the parts above and below, with a point at each crossing. Merged columns give
  /// only their highest and lowest values, because filling a jagged line is slow.
  struct Halves {
    std::vector<PlotPoint> above, below;
  };
  /// `x` as given to cover().
  [[nodiscard]] Halves halves(const std::vector<double>& x) const;
  [[nodiscard]] bool merged() const { return dense_; }
  [[nodiscard]] std::int64_t visible() const { return visible_; }  ///< finite, in view
  [[nodiscard]] std::int64_t drawn() const { return drawn_; }      ///< drawn of these

  struct Outside {
    std::int64_t above = 0;
    std::int64_t below = 0;
  };
  /// How many visible values lie outside [lower, upper]; `y` as given to cover().
  [[nodiscard]] Outside outside(const std::vector<double>& y, double lower, double upper) const;

 private:
  struct Column {
    std::size_t first = 0, last = 0;  ///< its first and last finite value
    double low = 0.0, high = 0.0;
    bool any = false;
    bool gap_before = false, gap_after = false;
    double median = 0.0;
    std::size_t median_of = 0;  ///< one past the last point that `median` takes into account
  };
  void fillColumns(const std::vector<double>& x, const std::vector<double>& y);
  void addToColumns(const std::vector<double>& x, const std::vector<double>& y);
  void addTo(Column& column, const std::vector<double>& y, std::size_t i);
  [[nodiscard]] double medianOf(const Column& column, const std::vector<double>& y);
  [[nodiscard]] double perStep() const;
  void listAll(const std::vector<double>& x, const std::vector<double>& y);
  void listColumns(const std::vector<double>& x, const std::vector<double>& y);
  void listPoint(const std::vector<double>& x, const std::vector<double>& y, std::size_t i);
  void listMedians(const std::vector<double>& x, const std::vector<double>& y);

  View view_ = {};
  bool dense_ = false;
  std::size_t begin_ = 0, end_ = 0;  // range of visible points
  std::size_t next_ = 0;             // first point not yet in columns_
  std::vector<Column> columns_;
  std::vector<PlotPoint> points_, medians_, isolated_;
  std::vector<double> finite_, space_;  // room for medianOf()
  std::vector<std::int32_t> bins_;
  std::int64_t visible_ = 0, drawn_ = 0;
};

}  // namespace emascope::ui
