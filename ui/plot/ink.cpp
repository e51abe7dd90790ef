// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/ink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include <QPainter>

namespace emascope::ui {
namespace {

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

/// blend() for `count` pixels. Written so that a compiler makes four of them at once.
void blendAll(std::uint32_t* pixels, std::size_t count, std::uint32_t color) {
  constexpr std::size_t kPixels = 4;
  constexpr std::size_t kBytes = kPixels * sizeof(std::uint32_t);
  const auto share = static_cast<std::uint16_t>(255U - (color >> 24U));
  std::array<std::uint32_t, kPixels> four;
  four.fill(color);
  std::array<std::uint8_t, kBytes> added;
  std::memcpy(added.data(), four.data(), kBytes);
  std::size_t i = 0;
  for (; i + kPixels <= count; i += kPixels) {
    std::array<std::uint8_t, kBytes> bytes;
    std::memcpy(bytes.data(), pixels + i, kBytes);
    for (std::size_t k = 0; k < kBytes; ++k) {
      const auto scaled = static_cast<std::uint16_t>(bytes[k] * share + 128U);
      const auto rounded = static_cast<std::uint16_t>(scaled + (scaled >> 8U));
      bytes[k] = static_cast<std::uint8_t>(added[k] + (rounded >> 8U));
    }
    std::memcpy(pixels + i, bytes.data(), kBytes);
  }
  for (; i < count; ++i) blend(pixels[i], color);
}

}  // namespace

class Ink::Strip {
 public:
  static constexpr int kColumns = 64;  // with fewer, the image costs more; with more, the strip

  /// Colors only `rows`. `pixels` is its memory, a column after the other, as lines are colored.
  Strip(std::vector<std::uint32_t>& pixels, int height, const Span& rows)
      : pixels_(pixels), height_(height), rows_(rows) {
    pixels_.assign(static_cast<std::size_t>(kColumns) * static_cast<std::size_t>(height), 0U);
  }

  /// Whole pixels.
  void fill(int column, const Heights& heights, std::uint32_t color) {
    if (heights.isEmpty()) return;
    fill(column, static_cast<int>(std::max(heights.top, 0.0F)),
         static_cast<int>(std::clamp(heights.bottom, 0.0F, static_cast<float>(height_))), color);
  }

  /// A column between two borders. Where the line's edge goes from one height to another, the
  /// coverage of the pixels between them rises evenly.
  void fillBetween(int column, const Heights& left, const Heights& right, std::uint32_t color) {
    if (left.isEmpty() && right.isEmpty()) return;
    // Of a column with one border the line covers about half.
    const float most = left.isEmpty() || right.isEmpty() ? 0.5F : 1.0F;
    const Heights& one = left.isEmpty() ? right : left;
    const Heights& other = right.isEmpty() ? left : right;
    const Edge top(one.top, other.top);
    const Edge bottom(one.bottom, other.bottom);
    const int begin = std::max(wholeBelow(top.middle - 0.5F * top.depth), 0);
    const int end = std::min(wholeBelow(bottom.middle + 0.5F * bottom.depth) + 1, height_);
    if (end <= begin) return;
    int inner = std::clamp(wholeBelow(top.middle + 0.5F * top.depth + 0.5F), begin, end);
    const int inner_end =
        std::clamp(wholeBelow(bottom.middle - 0.5F * bottom.depth + 0.5F), begin, end);
    if (inner_end <= inner || most < 1.0F) inner = end;
    const auto soft = [&](int from, int to) {
      std::uint32_t* pixel = at(column, from);
      for (int y = from; y < to; ++y, ++pixel) {
        const float middle = static_cast<float>(y) + 0.5F;
        const float entered = std::min((middle - top.middle) / top.depth + 0.5F, 1.0F);
        const float rest = std::min((bottom.middle - middle) / bottom.depth + 0.5F, 1.0F);
        const float cover = most * std::max(entered + rest - 1.0F, 0.0F);
        blend(*pixel,
              scaledBy(color, static_cast<std::uint32_t>(wholeBelow(255.0F * cover + 0.5F))));
      }
    };
    soft(begin, inner);
    if (inner == end) return;
    fill(column, inner, inner_end, color);
    soft(inner_end, end);
  }

  /// Writes the first `columns` into the image from column `x` on, and empties the strip.
  void moveTo(QImage& image, int x, int columns) {
    for (int y = rows_.from; y < rows_.to; ++y) {
      auto* row = reinterpret_cast<std::uint32_t*>(image.scanLine(y)) + x;
      const std::uint32_t* from = at(0, y);
      for (int column = 0; column < columns; ++column, from += height_) row[column] = *from;
    }
    for (int column = 0; column < columns; ++column) {
      std::fill(at(column, rows_.from), at(column, rows_.to), 0U);
    }
  }

 private:
  /// From one height to another within a column.
  struct Edge {
    Edge(float a, float b) : middle(0.5F * (a + b)), depth(std::max(1.0F, std::abs(a - b))) {}
    float middle;
    float depth;
  };

  std::uint32_t* at(int column, int row) {
    return pixels_.data() + static_cast<std::ptrdiff_t>(column) * height_ + row;
  }
  void fill(int column, int top, int bottom, std::uint32_t color) {
    if (bottom <= top) return;
    blendAll(at(column, top), static_cast<std::size_t>(bottom - top), color);
  }

  std::vector<std::uint32_t>& pixels_;
  int height_;
  Span rows_;
};

void Ink::Span::add(int first, int end) {
  if (end <= first) return;
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
  return goesRight(points);
}

bool Ink::goesRight(const QVector<QPointF>& points) {
  double last = -std::numeric_limits<double>::infinity();
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
  image_ = QImage(width_, height_, QImage::Format_ARGB32_Premultiplied);
  image_.setDevicePixelRatio(ratio);
  touched_.clear();
  strokes_.clear();
  covered_.clear();
}

QPointF Ink::device(const QPointF& point) const { return point * ratio_ - QPointF(origin_); }

void Ink::draw(const QVector<QPointF>& points, const QPen& pen, bool antialiased) {
  if (width_ == 0 || height_ == 0) return;
  const double radius = deviceWidth(pen, ratio_) / 2.0;
  if (pen.style() != Qt::SolidLine) return dashed(points, pen, radius);
  for (qsizetype i = 1; i < points.size(); ++i) {
    if (isGap(points[i - 1]) || isGap(points[i])) continue;
    const QPointF from = device(points[i - 1]);
    const QPointF to = device(points[i]);
    antialiased ? smooth(from, to, radius) : crisp(from, to);
  }
  finish(qPremultiply(pen.color().rgba()), antialiased);
}

void Ink::fill(const QVector<QPointF>& points, double base, const QColor& color) {
  if (width_ == 0 || height_ == 0) return;
  const auto border = static_cast<float>(wholeBelow(device(QPointF(0.0, base)).y() + 0.5));
  for (qsizetype i = 1; i < points.size(); ++i) {
    if (isGap(points[i - 1]) || isGap(points[i])) continue;
    crisp(device(points[i - 1]), device(points[i]));
  }
  for (int x = touched_.from; x < touched_.to; ++x) {
    Heights& here = heights_[static_cast<std::size_t>(x)];
    if (here.isEmpty()) continue;
    here.top = std::min(here.top, border);
    here.bottom = std::max(here.bottom - 1.0F, border);
  }
  finish(qPremultiply(color.rgba()), false);
}

/// At each border between columns: the highest and lowest point of a disc that rolls along the
/// line.
void Ink::smooth(const QPointF& from, const QPointF& to, double radius) {
  const int first = std::max(0, wholeBelow(from.x() - radius) + 1);
  const int end = std::min(width_, wholeBelow(to.x() + radius)) + 1;
  if (end <= first) return;
  touched_.add(first, end);
  const double run = to.x() - from.x();
  const double squared = radius * radius;
  const bool upright = run < 1e-6;
  const double slope = upright ? 0.0 : (to.y() - from.y()) / run;
  // Where the disc's middle is when its upper or lower end is at the border.
  const double aside = radius * slope / std::sqrt(1.0 + slope * slope);
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
      const double before = std::min(std::max({-aside, left, -radius}), std::min(right, radius));
      const double behind = std::min(std::max({aside, left, -radius}), std::min(right, radius));
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
void Ink::dashed(const QVector<QPointF>& points, const QPen& pen, double radius) {
  const std::uint32_t color = qPremultiply(pen.color().rgba());
  // A round end has the area of a flat one that is so much farther.
  constexpr double kRound = 0.785;
  const double width = 2.0 * radius;
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
      finish(color, true);
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
      if (part % 2 == 0) smooth(from, next, radius);
      rest -= way;
      left -= way;
      from = next;
      if (left > 0.0) continue;
      finish(color, true);  // so that the next dash may be in the same column
      part = (part + 1) % pattern.size();
      left = pattern[part];
    }
  }
  finish(color, true);
}

/// Keeps what the line covers as a stroke.
void Ink::finish(std::uint32_t color, bool smooth) {
  if (touched_.isEmpty()) return;
  Stroke stroke{.columns = touched_, .first = covered_.size(), .color = color, .smooth = smooth};
  if (smooth) {  // the columns on both sides of the borders
    stroke.columns.from = std::max(touched_.from - 1, 0);
    stroke.columns.to = std::min(touched_.to, width_);
  }
  const int last = stroke.columns.to + (smooth ? 1 : 0);
  covered_.insert(covered_.end(), heights_.begin() + stroke.columns.from, heights_.begin() + last);
  if (!stroke.columns.isEmpty()) strokes_.push_back(stroke);
  std::fill(heights_.begin() + touched_.from, heights_.begin() + touched_.to, Heights{});
  touched_.clear();
}

Ink::Span Ink::coveredRows() const {
  Heights all;
  for (const Heights& heights : covered_) {
    all.top = std::min(all.top, heights.top);
    all.bottom = std::max(all.bottom, heights.bottom);
  }
  if (all.isEmpty()) return {};
  // An edge is soft for half a pixel beyond its height.
  const int from = std::clamp(wholeBelow(all.top - 0.5F), 0, height_);
  return {from, std::clamp(wholeBelow(all.bottom + 0.5F) + 1, from, height_)};
}

void Ink::flush(QPainter& painter) {
  if (isEmpty()) return;
  Span columns;
  for (const Stroke& stroke : strokes_) columns.add(stroke.columns.from, stroke.columns.to);
  const Span rows = coveredRows();
  if (rows.isEmpty()) {
    strokes_.clear();
    covered_.clear();
    return;
  }
  Strip strip(strip_, height_, rows);
  for (int from = columns.from; from < columns.to; from += Strip::kColumns) {
    const int to = std::min(from + Strip::kColumns, columns.to);
    for (const Stroke& stroke : strokes_) {
      const int end = std::min(stroke.columns.to, to);
      for (int x = std::max(stroke.columns.from, from); x < end; ++x) {
        const Heights* left =
            &covered_[stroke.first + static_cast<std::size_t>(x - stroke.columns.from)];
        stroke.smooth ? strip.fillBetween(x - from, left[0], left[1], stroke.color)
                      : strip.fill(x - from, left[0], stroke.color);
      }
    }
    strip.moveTo(image_, from, to - from);
  }
  strokes_.clear();
  covered_.clear();
  painter.save();
  painter.setClipRect(area_);
  const QPointF first(columns.from, rows.from);
  painter.drawImage((QPointF(origin_) + first) / ratio_, image_,
                    QRectF(first, QSizeF(columns.to - columns.from, rows.to - rows.from)));
  painter.restore();
}

}  // namespace emascope::ui
