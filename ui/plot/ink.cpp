// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/ink.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QPainter>

namespace emascope::ui {
namespace {

bool isGap(const QPointF& point) { return std::isnan(point.x()) || std::isnan(point.y()); }

/// Width in device pixels; QCustomPlot draws 1 as one of them at any ratio.
double deviceWidth(const QPen& pen, double ratio) {
  const bool cosmetic = pen.widthF() == 0.0 || qFuzzyCompare(pen.widthF(), 1.0);
  return cosmetic ? 1.0 : pen.widthF() * ratio;
}

/// Rounded down; quicker than std::floor().
int wholeBelow(double value) {
  constexpr double kMost = 1 << 30;
  return static_cast<int>(static_cast<std::int64_t>(std::clamp(value, -kMost, kMost) + kMost) -
                          (1 << 30));
}

/// Each of the four bytes of `color` times share / 255, two at once.
std::uint32_t scaledBy(std::uint32_t color, std::uint32_t share) {
  constexpr std::uint32_t kTwo = 0x00ff00ffU;
  constexpr std::uint32_t kHalf = 0x00800080U;
  std::uint32_t low = (color & kTwo) * share;
  low = ((low + ((low >> 8U) & kTwo) + kHalf) >> 8U) & kTwo;
  std::uint32_t high = ((color >> 8U) & kTwo) * share;
  high = (high + ((high >> 8U) & kTwo) + kHalf) & ~kTwo;
  return low | high;
}

void blend(std::uint32_t& pixel, std::uint32_t color) {
  pixel = color + scaledBy(pixel, 255U - (color >> 24U));
}

}  // namespace

void Ink::Span::add(int first, int end) {
  if (isEmpty()) {
    from = first;
    to = end;
  } else {
    from = std::min(from, first);
    to = std::max(to, end);
  }
}

bool Ink::draws(const QVector<QPointF>& points, const QPen& pen, bool antialiased, double ratio) {
  if (pen.style() == Qt::NoPen || pen.brush().style() != Qt::SolidPattern || ratio < 1.0) {
    return false;
  }
  const double width = deviceWidth(pen, ratio);
  if (width < 1.0) return false;
  if (!antialiased && (width > 1.0 || ratio > 1.0 || pen.style() != Qt::SolidLine)) return false;
  double last = points.isEmpty() ? 0.0 : points.first().x();
  for (const QPointF& point : points) {
    if (isGap(point)) continue;
    if (point.x() < last) return false;
    last = point.x();
  }
  return true;
}

void Ink::setArea(const QRect& area, double ratio) {
  if (area == area_ && ratio == ratio_) return;
  area_ = area;
  ratio_ = ratio;
  const auto first = [ratio](int edge) { return static_cast<int>(std::floor(edge * ratio)); };
  const auto end = [ratio](int edge) { return static_cast<int>(std::ceil(edge * ratio)); };
  origin_ = QPoint(first(area.left()), first(area.top()));
  width_ = std::max(0, end(area.left() + area.width()) - origin_.x());
  height_ = std::max(0, end(area.top() + area.height()) - origin_.y());
  heights_.assign(static_cast<std::size_t>(width_) + 1, {});
  sheet_.assign(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_), 0);
  image_ = QImage(width_, height_, QImage::Format_ARGB32_Premultiplied);
  image_.setDevicePixelRatio(ratio);
  touched_.clear();
  rows_.clear();
  columns_.clear();
}

QPointF Ink::device(const QPointF& point) const { return point * ratio_ - QPointF(origin_); }

void Ink::draw(const QVector<QPointF>& points, const QPen& pen, bool antialiased) {
  if (width_ == 0 || height_ == 0) return;
  radius_ = deviceWidth(pen, ratio_) / 2.0;
  color_ = qPremultiply(pen.color().rgba());
  if (pen.style() != Qt::SolidLine) return dashed(points, pen);
  for (qsizetype i = 1; i < points.size(); ++i) {
    if (isGap(points[i - 1]) || isGap(points[i])) continue;
    const QPointF from = device(points[i - 1]);
    const QPointF to = device(points[i]);
    antialiased ? smooth(from, to) : crisp(from, to);
  }
  finish(antialiased);
}

/// At each border between columns: the highest and lowest point of a disc that rolls along the
/// line.
void Ink::smooth(const QPointF& from, const QPointF& to) {
  const int first = std::max(0, wholeBelow(from.x() - radius_) + 1);
  const int end = std::min(width_, wholeBelow(to.x() + radius_)) + 1;
  if (end <= first) return;
  touched_.add(first, end);
  const double run = to.x() - from.x();
  const double squared = radius_ * radius_;
  const bool upright = run < 1e-6;
  const double slope = upright ? 0.0 : (to.y() - from.y()) / run;
  // Where the disc's middle is when its upper or lower end is at the border.
  const double aside = radius_ * slope / std::sqrt(1.0 + slope * slope);
  const double highest = std::min(from.y(), to.y());
  const double lowest = std::max(from.y(), to.y());
  for (int i = first; i < end; ++i) {
    Heights& here = heights_[static_cast<std::size_t>(i)];
    const double left = from.x() - i;
    const double right = to.x() - i;
    double top = 0.0;
    double bottom = 0.0;
    if (upright) {
      const double reach = std::sqrt(std::max(0.0, squared - left * left));
      top = highest - reach;
      bottom = lowest + reach;
    } else {
      const double height = from.y() - slope * left;
      const double before = std::clamp(-aside, std::max(left, -radius_), std::min(right, radius_));
      const double behind = std::clamp(aside, std::max(left, -radius_), std::min(right, radius_));
      top = height + slope * before - std::sqrt(std::max(0.0, squared - before * before));
      bottom = height + slope * behind + std::sqrt(std::max(0.0, squared - behind * behind));
    }
    here.top = std::min(here.top, static_cast<float>(top));
    here.bottom = std::max(here.bottom, static_cast<float>(bottom));
  }
}

/// In each column: the pixels nearest to the line.
void Ink::crisp(const QPointF& from, const QPointF& to) {
  const int first = wholeBelow(from.x() + 0.5);
  const int last = wholeBelow(to.x() + 0.5);
  const int begin = std::max(first, 0);
  const int end = std::min(last + 1, width_);
  if (end <= begin) return;
  touched_.add(begin, end);
  const double slope = last == first ? 0.0 : (to.y() - from.y()) / (last - first);
  for (int i = begin; i < end; ++i) {
    const double left = i == first ? from.y() : from.y() + slope * (i - 0.5 - first);
    const double right = i == last ? to.y() : from.y() + slope * (i + 0.5 - first);
    Heights& here = heights_[static_cast<std::size_t>(i)];
    here.top = std::min(here.top, static_cast<float>(wholeBelow(std::min(left, right) + 0.5)));
    here.bottom =
        std::max(here.bottom, static_cast<float>(wholeBelow(std::max(left, right) + 0.5) + 1));
  }
}

/// The dashes of `pen`; a gap in the line begins the pattern anew.
void Ink::dashed(const QVector<QPointF>& points, const QPen& pen) {
  // A round end has the area of a flat one that is so much farther.
  constexpr double kRound = 0.785;
  const double width = 2.0 * radius_;
  QVector<double> pattern;  // from the end of a dash's straight part to the next, by turns
  double all = 0.0;
  for (qsizetype i = 0; i < pen.dashPattern().size(); ++i) {
    const double round = (i % 2 == 0 ? -kRound : kRound) * width;
    pattern.append(std::max(pen.dashPattern()[i] * width + round, 0.01));
    all += pattern.last();
  }
  if (pattern.isEmpty()) return;
  qsizetype part = 0;  // even ones are dashes
  double left = pattern[0];
  for (qsizetype i = 1; i < points.size(); ++i) {
    if (isGap(points[i - 1]) || isGap(points[i])) {
      finish(true);
      part = 0;
      left = pattern[0];
      continue;
    }
    QPointF from = device(points[i - 1]);
    const QPointF to = device(points[i]);
    double rest = std::hypot(to.x() - from.x(), to.y() - from.y());
    while (rest > 1e-6) {
      const double way = std::min(rest, left);
      const QPointF next = from + (to - from) * (way / rest);
      if (part % 2 == 0) smooth(from, next);
      rest -= way;
      left -= way;
      from = next;
      if (left > 0.0) continue;
      finish(true);  // so that the next dash may be in the same column
      part = (part + 1) % pattern.size();
      left = pattern[part];
    }
  }
  finish(true);
}

/// Colors what the line covers.
void Ink::finish(bool smooth) {
  if (touched_.isEmpty()) return;
  constexpr float kAll = 1.0F;
  constexpr float kHalf = 0.5F;  // of a column of which only one border is covered
  const auto isOf = [](const Heights& heights) { return heights.top <= heights.bottom; };
  if (smooth) {
    for (int i = touched_.from - 1; i < touched_.to; ++i) {
      if (i < 0 || i >= width_) continue;
      const Heights& left = heights_[static_cast<std::size_t>(i)];
      const Heights& right = heights_[static_cast<std::size_t>(i) + 1];
      if (isOf(left) && isOf(right)) {
        fillColumn(i, left, right, kAll);
      } else if (isOf(left) || isOf(right)) {
        const Heights& only = isOf(left) ? left : right;
        fillColumn(i, only, only, kHalf);
      }
    }
  } else {
    for (int i = touched_.from; i < touched_.to; ++i) {
      const Heights& here = heights_[static_cast<std::size_t>(i)];
      if (isOf(here))
        fill(i, static_cast<int>(std::max(here.top, 0.0F)),
             static_cast<int>(std::min(here.bottom, 1e6F)));
    }
  }
  std::fill(heights_.begin() + touched_.from, heights_.begin() + touched_.to, Heights{});
  touched_.clear();
}

void Ink::fill(int column, int top, int bottom) {
  top = std::max(top, 0);
  bottom = std::min(bottom, height_);
  if (bottom <= top) return;
  rows_.add(top, bottom);
  columns_.add(column, column + 1);
  std::uint32_t* pixels =
      &sheet_[static_cast<std::size_t>(column) * static_cast<std::size_t>(height_)];
  const std::uint32_t color = color_;
  if (color >> 24U == 255U) {
    std::fill(pixels + top, pixels + bottom, color);
  } else {
    for (int y = top; y < bottom; ++y) blend(pixels[y], color);
  }
}

/// A column between two borders. Where the line's edge goes from one height to another, the
/// coverage of the pixels between them rises evenly.
void Ink::fillColumn(int column, const Heights& left, const Heights& right, float most) {
  const float top = 0.5F * (left.top + right.top);
  const float bottom = 0.5F * (left.bottom + right.bottom);
  const float above = std::max(1.0F, std::abs(left.top - right.top));
  const float below = std::max(1.0F, std::abs(left.bottom - right.bottom));
  const int begin = std::max(wholeBelow(top - 0.5F * above), 0);
  const int end = std::min(wholeBelow(bottom + 0.5F * below) + 1, height_);
  if (end <= begin) return;
  rows_.add(begin, end);
  columns_.add(column, column + 1);
  int inner = std::clamp(wholeBelow(top + 0.5F * above + 0.5F), begin, end);
  const int inner_end = std::clamp(wholeBelow(bottom - 0.5F * below + 0.5F), begin, end);
  if (inner_end <= inner || most < 1.0F) inner = end;
  std::uint32_t* pixels =
      &sheet_[static_cast<std::size_t>(column) * static_cast<std::size_t>(height_)];
  const auto soft = [&](int from, int to) {
    for (int y = from; y < to; ++y) {
      const float middle = static_cast<float>(y) + 0.5F;
      const float entered = std::min((middle - top) / above + 0.5F, 1.0F);
      const float left_over = std::min((bottom - middle) / below + 0.5F, 1.0F);
      const float cover = most * std::max(entered + left_over - 1.0F, 0.0F);
      blend(pixels[y], scaledBy(color_, static_cast<std::uint32_t>(255.0F * cover + 0.5F)));
    }
  };
  soft(begin, inner);
  if (inner == end) return;
  fill(column, inner, inner_end);
  soft(inner_end, end);
}

void Ink::flush(QPainter& painter) {
  if (isEmpty()) return;
  constexpr int kBlock = 16;  // so that both sides stay in the cache
  for (int x0 = columns_.from; x0 < columns_.to; x0 += kBlock) {
    const int x1 = std::min(x0 + kBlock, columns_.to);
    for (int y0 = rows_.from; y0 < rows_.to; y0 += kBlock) {
      const int y1 = std::min(y0 + kBlock, rows_.to);
      for (int y = y0; y < y1; ++y) {
        auto* row = reinterpret_cast<std::uint32_t*>(image_.scanLine(y));
        for (int x = x0; x < x1; ++x) {
          row[x] =
              std::exchange(sheet_[static_cast<std::size_t>(x) * static_cast<std::size_t>(height_) +
                                   static_cast<std::size_t>(y)],
                            0U);
        }
      }
    }
  }
  painter.save();
  painter.setClipRect(area_);
  const QPointF first(columns_.from, rows_.from);
  painter.drawImage((QPointF(origin_) + first) / ratio_, image_,
                    QRectF(first, QSizeF(columns_.to - columns_.from, rows_.to - rows_.from)));
  painter.restore();
  rows_.clear();
  columns_.clear();
}

}  // namespace emascope::ui
