// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws long curves that run from left to right into an image. QPainter's raster engine prepares
// each piece of a line by itself; of the thousand pieces that a curve has, that takes several times
// as long as coloring their pixels. Here the line, as wide as its pen, is taken as an interval of
// heights at each border between two columns of pixels, so that a curve that touches itself is not
// darker there. Curves lie on top of each other in the order of draw().
#pragma once

#include <cstdint>
#include <vector>

#include <QImage>
#include <QPen>
#include <QPointF>
#include <QRect>
#include <QVector>

class QPainter;

namespace emascope::ui {

class Ink {
 public:
  /// Whether draw() can draw this at `ratio` device pixels per logical pixel: points that never go
  /// back to the left, and a line of one color, solid or dashed, that is antialiased and at least
  /// one device pixel wide, or solid and exactly one.
  [[nodiscard]] static bool draws(const QVector<QPointF>& points, const QPen& pen, bool antialiased,
                                  double ratio);

  /// Curves drawn from now on are cut at `area`, in logical pixels. Drops what was drawn within
  /// another area and not flushed.
  void setArea(const QRect& area, double ratio);
  /// The line through `points`, in logical pixels; NaN makes a gap. Joins and ends are round.
  /// @pre draws(points, pen, antialiased, ratio)
  void draw(const QVector<QPointF>& points, const QPen& pen, bool antialiased);

  [[nodiscard]] bool isEmpty() const { return rows_.isEmpty(); }
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
  };
  void smooth(const QPointF& from, const QPointF& to);
  void crisp(const QPointF& from, const QPointF& to);
  void dashed(const QVector<QPointF>& points, const QPen& pen);
  void finish(bool smooth);
  void fillColumn(int column, const Heights& left, const Heights& right, float most);
  void fill(int column, int top, int bottom);
  [[nodiscard]] QPointF device(const QPointF& point) const;

  QRect area_ = {};
  double ratio_ = 1.0;
  QPoint origin_ = {};  // the area's first device pixel
  int width_ = 0;       // device pixels
  int height_ = 0;
  double radius_ = 0.5;               // of the line that is drawn
  std::uint32_t color_ = 0;           // of it, premultiplied
  std::vector<Heights> heights_;      // of it, at the borders of columns or, if crisp, in them
  Span touched_ = {};                 // of heights_
  std::vector<std::uint32_t> sheet_;  // premultiplied colors, column by column
  Span rows_ = {};                    // of sheet_ that are not empty
  Span columns_ = {};
  QImage image_ = {};
};

}  // namespace emascope::ui
