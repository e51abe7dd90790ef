// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/columns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <span>

namespace emascope::ui {
namespace {

constexpr std::size_t kMostPerColumn = 2;
/// Independent chains of comparisons, so that one does not wait for the other.
constexpr std::size_t kLanes = 4;
constexpr std::size_t kBins = 32;

struct Extremes {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  bool finite = true;  ///< otherwise the other two mean nothing
};

Extremes extremesOf(std::span<const double> values) {
  Extremes result;
  std::array<double, kLanes> low;
  std::array<double, kLanes> high;
  std::array<double, kLanes> differences = {};  // 0, or NaN after a value that is not finite
  low.fill(result.low);
  high.fill(result.high);
  const auto take = [&](std::size_t lane, double value) {
    low[lane] = value < low[lane] ? value : low[lane];
    high[lane] = value > high[lane] ? value : high[lane];
    differences[lane] += value - value;
  };
  std::size_t i = 0;
  for (; i + kLanes <= values.size(); i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) take(lane, values[i + lane]);
  }
  for (; i < values.size(); ++i) take(0, values[i]);
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    result.low = std::min(result.low, low[lane]);
    result.high = std::max(result.high, high[lane]);
    result.finite = result.finite && differences[lane] == 0.0;
  }
  return result;
}

}  // namespace

void Columns::cover(const std::vector<double>& x, const std::vector<double>& y, const View& view) {
  const bool moved = !(view == view_) || x.size() < end_;
  view_ = view;
  if (moved) begin_ = end_ = 0;
  const auto at = [&x](std::size_t i) { return x.begin() + static_cast<std::ptrdiff_t>(i); };
  if (begin_ == end_) {  // nothing was in view
    begin_ =
        static_cast<std::size_t>(std::lower_bound(at(begin_), x.end(), view.lower) - x.begin());
  }
  const auto from = at(std::max(begin_, end_));
  end_ = static_cast<std::size_t>(std::upper_bound(from, x.end(), view.upper) - x.begin());
  end_ = std::max(end_, begin_);
  const auto pixels = static_cast<std::size_t>(std::max(view.pixels, 1));
  const bool dense = end_ - begin_ > kMostPerColumn * pixels;
  if (dense && (moved || !dense_)) {
    columns_.assign(pixels, {});
    next_ = begin_;
    visible_ = 0;
    fillColumns(x, y);
  }
  dense_ = dense;
  points_.clear();
  medians_.clear();
  isolated_.clear();
  if (dense_) {
    addToColumns(x, y);
    listColumns(x, y);
    listMedians(x, y);
  } else {
    listAll(x, y);
  }
}

double Columns::perStep() const {
  return static_cast<double>(columns_.size()) / std::max(view_.upper - view_.lower, 1e-300);
}

/// The same as addToColumns() for all visible points, a column at a time.
void Columns::fillColumns(const std::vector<double>& x, const std::vector<double>& y) {
  const double per_step = perStep();
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    const auto border = static_cast<double>(k + 1);
    const auto isBefore = [&](double place) { return (place - view_.lower) * per_step < border; };
    std::size_t end = end_;
    if (k + 1 < columns_.size()) {
      // Columns have about as many points as their neighbors.
      std::size_t reach = (end_ - next_) / (columns_.size() - k) + 1;
      std::size_t from = next_;
      while (from + reach < end_ && isBefore(x[from + reach])) {
        from += reach;
        reach *= 2;
      }
      const auto at = [&x](std::size_t i) { return x.begin() + static_cast<std::ptrdiff_t>(i); };
      const auto until = at(std::min(from + reach, end_));
      end = static_cast<std::size_t>(std::partition_point(at(from), until, isBefore) - x.begin());
    }
    if (end == next_) continue;
    Column& column = columns_[k];
    const Extremes extremes = extremesOf(std::span(y).subspan(next_, end - next_));
    if (!extremes.finite) {
      for (; next_ < end; ++next_) addTo(column, y, next_);
      continue;
    }
    column.any = true;
    column.first = next_;
    column.last = end - 1;
    column.low = extremes.low;
    column.high = extremes.high;
    visible_ += static_cast<std::int64_t>(end - next_);
    next_ = end;
  }
}

void Columns::addToColumns(const std::vector<double>& x, const std::vector<double>& y) {
  const auto count = static_cast<double>(columns_.size());
  const double per_step = perStep();
  for (; next_ < end_; ++next_) {
    const double place = std::clamp((x[next_] - view_.lower) * per_step, 0.0, count - 1.0);
    addTo(columns_[static_cast<std::size_t>(place)], y, next_);
  }
}

void Columns::addTo(Column& column, const std::vector<double>& y, std::size_t i) {
  const double value = y[i];
  if (!std::isfinite(value)) {
    (column.any ? column.gap_after : column.gap_before) = true;
    return;
  }
  ++visible_;
  if (!column.any) {
    column.any = true;
    column.first = i;
    column.low = column.high = value;
  }
  column.low = std::min(column.low, value);
  column.high = std::max(column.high, value);
  column.last = i;
}

void Columns::listPoint(const std::vector<double>& x, const std::vector<double>& y, std::size_t i) {
  points_.push_back({x[i], std::isfinite(y[i]) ? y[i] : std::nan("")});
}

void Columns::listAll(const std::vector<double>& x, const std::vector<double>& y) {
  visible_ = 0;
  const std::size_t from = begin_ > 0 ? begin_ - 1 : 0;
  const std::size_t to = std::min(end_ + 1, x.size());
  for (std::size_t i = from; i < to; ++i) {
    listPoint(x, y, i);
    if (i < begin_ || i >= end_ || !std::isfinite(y[i])) continue;
    ++visible_;
    const bool alone =
        (i == 0 || !std::isfinite(y[i - 1])) && (i + 1 == y.size() || !std::isfinite(y[i + 1]));
    if (alone) isolated_.push_back({x[i], y[i]});
  }
  drawn_ = visible_;
}

// Each column is a stroke between its lowest and highest value, starting at the end closer to the
// previous column. That draws half as much as a zigzag in the true order, which is not visible
// anyway.
void Columns::listColumns(const std::vector<double>& x, const std::vector<double>& y) {
  drawn_ = 0;
  if (begin_ > 0) listPoint(x, y, begin_ - 1);
  double from = points_.empty() || std::isnan(points_.back().y) ? 0.0 : points_.back().y;
  std::size_t last = begin_;
  for (const Column& column : columns_) {
    if (column.gap_before) points_.push_back({x[last], std::nan("")});
    if (!column.any) continue;
    const bool upwards = std::abs(from - column.low) <= std::abs(from - column.high);
    const double end = upwards ? column.high : column.low;
    points_.push_back({x[column.first], upwards ? column.low : column.high});
    if (column.low != column.high) points_.push_back({x[column.first], end});
    drawn_ += column.low != column.high ? 2 : 1;
    from = points_.back().y;
    last = column.last;
    const std::size_t only = column.first;
    if (only == column.last && (only == 0 || !std::isfinite(y[only - 1])) &&
        (only + 1 == y.size() || !std::isfinite(y[only + 1]))) {
      isolated_.push_back({x[only], y[only]});
    }
    if (column.gap_after) points_.push_back({x[last], std::nan("")});
  }
  if (last >= begin_ && last < end_ && std::isfinite(y[last]))
    points_.push_back({x[last], y[last]});
  if (end_ < x.size()) listPoint(x, y, end_);
}

void Columns::listMedians(const std::vector<double>& x, const std::vector<double>& y) {
  const auto list = [&](std::size_t i) {
    medians_.push_back({x[i], std::isfinite(y[i]) ? y[i] : std::nan("")});
  };
  if (begin_ > 0) list(begin_ - 1);
  for (Column& column : columns_) {
    if (column.gap_before) medians_.push_back({x[column.first], std::nan("")});
    if (!column.any) continue;
    if (column.median_of != column.last + 1) {
      column.median = medianOf(column, y);
      column.median_of = column.last + 1;
    }
    medians_.push_back({x[column.first], column.median});
    if (column.gap_after) medians_.push_back({x[column.last], std::nan("")});
  }
  if (end_ < x.size()) list(end_);
}

/// Counts the values in bins between the lowest and the highest; only those of the median's bin
/// have to be put in order.
double Columns::medianOf(const Column& column, const std::vector<double>& y) {
  if (column.low == column.high) return column.low;
  std::span<const double> values =
      std::span(y).subspan(column.first, column.last + 1 - column.first);
  if (column.gap_after) {  // perhaps between them
    finite_.clear();
    std::copy_if(values.begin(), values.end(), std::back_inserter(finite_),
                 [](double value) { return std::isfinite(value); });
    values = finite_;
  }
  const double width = column.high - column.low;
  const double per_value = (static_cast<double>(kBins) - 0.5) / width;
  bins_.assign(values.size(), 0);
  if (std::isfinite(width) && std::isfinite(per_value)) {
    const double low = column.low;
    for (std::size_t i = 0; i < values.size(); ++i) {
      bins_[i] = static_cast<std::int32_t>((values[i] - low) * per_value);
    }
  }
  std::array<std::size_t, kBins> counts = {};
  for (const std::int32_t bin : bins_) ++counts[static_cast<std::size_t>(bin)];
  std::size_t rank = values.size() / 2;
  std::size_t bin = 0;
  while (rank >= counts[bin]) rank -= counts[bin++];
  space_.clear();
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (static_cast<std::size_t>(bins_[i]) == bin) space_.push_back(values[i]);
  }
  const auto middle = space_.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(space_.begin(), middle, space_.end());
  return *middle;
}

Columns::Halves Columns::halves(const std::vector<double>& x) const {
  Halves halves;
  const double gap = std::nan("");
  if (dense_) {
    for (const Column& column : columns_) {
      if (!column.any) continue;
      halves.above.push_back({x[column.first], column.high < 0.0 ? gap : column.high});
      halves.below.push_back({x[column.first], column.low < 0.0 ? column.low : gap});
      if (!column.gap_after) continue;
      halves.above.push_back({x[column.last], gap});
      halves.below.push_back({x[column.last], gap});
    }
    return halves;
  }
  const PlotPoint* before = nullptr;
  for (const PlotPoint& point : points_) {
    const bool whole = before != nullptr && !std::isnan(before->y) && !std::isnan(point.y);
    if (whole && (before->y < 0.0) != (point.y < 0.0)) {
      const double share = before->y / (before->y - point.y);
      const double crossing = before->x + share * (point.x - before->x);
      halves.above.push_back({crossing, 0.0});
      halves.below.push_back({crossing, 0.0});
    }
    halves.above.push_back({point.x, point.y < 0.0 ? gap : point.y});
    halves.below.push_back({point.x, point.y < 0.0 ? point.y : gap});
    before = &point;
  }
  return halves;
}

Columns::Outside Columns::outside(const std::vector<double>& y, double lower, double upper) const {
  Outside result;
  const auto count = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      if (!std::isfinite(y[i])) continue;
      if (y[i] > upper) ++result.above;
      if (y[i] < lower) ++result.below;
    }
  };
  if (!dense_) {
    count(begin_, end_);
    return result;
  }
  for (const Column& column : columns_) {
    if (column.any && (column.high > upper || column.low < lower)) {
      count(column.first, column.last + 1);
    }
  }
  return result;
}

}  // namespace emascope::ui
