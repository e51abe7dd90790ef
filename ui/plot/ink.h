// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws long curves that run from left to right into an image. QPainter's raster engine prepares
// each piece of a line by itself; of the thousand pieces that a curve has, that takes several times
// as long as coloring their pixels. Here the line, as wide as its pen, is taken as an interval of
// heights at each border between two columns of pixels, so that a curve that touches itself is not
// darker there. Curves and areas lie on top of each other in the order of draw() and fill().
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include <QImage>
#include <QPen>
#include <QPointF>
#include <QRect>
#include <QVector>

class QPainter;

namespace emascope::ui {

/// Whether the point interrupts its line.
[[nodiscard]] inline bool isGap(const QPointF& point) {
  return std::isnan(point.x()) || std::isnan(point.y());
}

class Ink {
 public:
  /// Whether no point is left of the one before.
  [[nodiscard]] static bool goesRight(const QVector<QPointF>& points);
  /// Whether draw() can draw this at `ratio` device pixels per logical pixel: points for which
  /// goesRight() holds, and a line of one color, solid or dashed, that is antialiased and at least
  /// one device pixel wide, or solid and exactly one.
  [[nodiscard]] static bool draws(const QVector<QPointF>& points, const QPen& pen, bool antialiased,
                                  double ratio);

  /// Curves drawn from now on are cut at `area`, in logical pixels. Drops what was drawn within
  /// another area and not flushed.
  void setArea(const QRect& area, double ratio);
  /// The line through `points`, in logical pixels; NaN makes a gap. Joins and ends are round.
  /// @pre draws(points, pen, antialiased, ratio)
  void draw(const QVector<QPointF>& points, const QPen& pen, bool antialiased);
  /// The area between the line through `points` and the height `base`, crisp at its edge. The
  /// points must never go back to the left.
  void fill(const QVector<QPointF>& points, double base, const QColor& color);

  [[nodiscard]] bool isEmpty() const { return strokes_.empty(); }
  /// Paints what was drawn since the last flush, if anything.
  void flush(QPainter& painter);

 private:
  /// Rows or columns: [from, to).
  struct Span {
    int from = 0;
    int to = 0;
    [[nodiscard]] bool isEmpty() const { return to <= from; }
    void add(int first, int end);
    void clear() { from = to = 0; }
  };
  /// Heights that a line covers, in device pixels; empty if `top` is above `bottom`.
  struct Heights {
    float top = 1e9F;
    float bottom = -1e9F;
    [[nodiscard]] bool isEmpty() const { return bottom < top; }
  };
  /// A part of a line, or an area: its heights from column `columns.from` on, which begin at
  /// `first` in covered_. If `smooth`, they are those at the columns' left borders, and one more.
  struct Stroke {
    Span columns = {};
    std::size_t first = 0;
    std::uint32_t color = 0;  // premultiplied
    bool smooth = false;
  };
  /// The pixels of a few columns, so few that they stay in the fastest cache.
  class Strip;
  void smooth(const QPointF& from, const QPointF& to, double radius);
  void crisp(const QPointF& from, const QPointF& to);
  void dashed(const QVector<QPointF>& points, const QPen& pen, double radius);
  void finish(std::uint32_t color, bool smooth);
  /// Rows of pixels outside of which the strokes color nothing.
  [[nodiscard]] Span coveredRows() const;
  [[nodiscard]] QPointF device(const QPointF& point) const;

  QRect area_ = {};
  double ratio_ = 1.0;
  QPoint origin_ = {};  // the area's first device pixel
  int width_ = 0;       // device pixels
  int height_ = 0;
  std::vector<Heights> heights_;  // of the stroke that is drawn
  Span touched_ = {};             // of heights_
  std::vector<Stroke> strokes_;   // not flushed yet
  std::vector<Heights> covered_;  // by them
  std::vector<std::uint32_t> strip_;
  QImage image_ = {};
};

}  // namespace emascope::ui
