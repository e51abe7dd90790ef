// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/columns.h"

#include <algorithm>
#include <cmath>

namespace emascope::ui {
namespace {

constexpr std::size_t kMostPerColumn = 2;

}  // namespace

void Columns::cover(const std::vector<double>& x, const std::vector<double>& y, const View& view) {
  const bool moved = !(view == view_) || x.size() < end_;
  view_ = view;
  if (moved)
    begin_ = static_cast<std::size_t>(std::lower_bound(x.begin(), x.end(), view.lower) - x.begin());
  const auto from =
      x.begin() + static_cast<std::ptrdiff_t>(moved ? begin_ : std::max(begin_, end_));
  end_ = static_cast<std::size_t>(std::upper_bound(from, x.end(), view.upper) - x.begin());
  end_ = std::max(end_, begin_);
  const auto pixels = static_cast<std::size_t>(std::max(view.pixels, 1));
  const bool dense = end_ - begin_ > kMostPerColumn * pixels;
  if (dense && (moved || !dense_)) {
    columns_.assign(pixels, {});
    next_ = begin_;
    visible_ = 0;
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

void Columns::addToColumns(const std::vector<double>& x, const std::vector<double>& y) {
  const auto count = static_cast<double>(columns_.size());
  const double per_step = count / std::max(view_.upper - view_.lower, 1e-300);
  for (; next_ < end_; ++next_) {
    const double place = std::clamp((x[next_] - view_.lower) * per_step, 0.0, count - 1.0);
    Column& column = columns_[static_cast<std::size_t>(place)];
    const double value = y[next_];
    if (!std::isfinite(value)) {
      (column.any ? column.gap_after : column.gap_before) = true;
      continue;
    }
    ++visible_;
    if (!column.any) {
      column.any = true;
      column.first = column.lowest = column.highest = next_;
    } else if (value < y[column.lowest]) {
      column.lowest = next_;
    } else if (value > y[column.highest]) {
      column.highest = next_;
    }
    column.last = next_;
  }
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
    const double low = y[column.lowest];
    const double high = y[column.highest];
    const bool upwards = std::abs(from - low) <= std::abs(from - high);
    points_.push_back({x[column.first], upwards ? low : high});
    if (column.lowest != column.highest) points_.push_back({x[column.first], upwards ? high : low});
    drawn_ += column.lowest != column.highest ? 2 : 1;
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
      space_.clear();
      for (std::size_t i = column.first; i <= column.last; ++i) {
        if (std::isfinite(y[i])) space_.push_back(y[i]);
      }
      const auto middle = space_.begin() + static_cast<std::ptrdiff_t>(space_.size() / 2);
      std::nth_element(space_.begin(), middle, space_.end());
      column.median = *middle;
      column.median_of = column.last + 1;
    }
    medians_.push_back({x[column.first], column.median});
    if (column.gap_after) medians_.push_back({x[column.last], std::nan("")});
  }
  if (end_ < x.size()) list(end_);
}

Columns::Halves Columns::halves(const std::vector<double>& x, const std::vector<double>& y) const {
  Halves halves;
  const double gap = std::nan("");
  if (dense_) {
    for (const Column& column : columns_) {
      if (!column.any) continue;
      const double high = y[column.highest];
      const double low = y[column.lowest];
      halves.above.push_back({x[column.first], high < 0.0 ? gap : high});
      halves.below.push_back({x[column.first], low < 0.0 ? low : gap});
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
    if (column.any && (y[column.highest] > upper || y[column.lowest] < lower)) {
      count(column.first, column.last + 1);
    }
  }
  return result;
}

}  // namespace emascope::ui
