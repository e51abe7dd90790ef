// SPDX-License-Identifier: GPL-3.0-or-later
//
// The QCustomPlot of LossPlot: three axis rects on one horizontal axis, with their graphs and
// layers, in the theme's colors. A place on that axis is a step, an epoch or a time (x_axis.h).
// Does not know runs, only curves. Its margins do not depend on the numbers at the axes, so that
// nothing moves when these get longer.
#pragma once

#include "ui/plot/columns.h"
#include "ui/plot/view_range.h"
#include "ui/plot/x_axis.h"
#include "ui/theme/line_style.h"

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QColor>
#include <QPointF>
#include <QRectF>
#include <QSize>

class QCPAxisRect;
class QCPGraph;
class QCustomPlot;
class QPaintDevice;
class QPainter;
class QWidget;

namespace emascope::ui {

enum class Strip { kLoss, kDifference, kDecay };
inline constexpr std::size_t kStrips = 3;

/// The geometry of the strips in pixels, for painting around the graphs.
struct Canvas {
  std::array<QRectF, kStrips> strips;  ///< empty if folded
  std::array<Range, kStrips> ranges;   ///< of the value axes
  Range span;                          ///< of the horizontal axis
  double name_room = 0.0;              ///< pixels right of the strips
  bool log_loss = true;

  [[nodiscard]] const QRectF& rect(Strip strip) const {
    return strips[static_cast<std::size_t>(strip)];
  }
  [[nodiscard]] double x(double place) const;
  [[nodiscard]] double y(Strip strip, double value) const;  ///< clamped to three strip heights
  [[nodiscard]] double place(double x) const;
  [[nodiscard]] double value(Strip strip, double y) const;
  [[nodiscard]] AxisScale scale(Strip strip) const;
  /// Top of the first and bottom of the last visible strip.
  [[nodiscard]] double top() const { return rect(Strip::kLoss).top(); }
  [[nodiscard]] double bottom() const;
};

class Chart {
 public:
  using Paint = std::function<void(QPainter&)>;

  explicit Chart(QWidget* parent);
  ~Chart();

  [[nodiscard]] QWidget* widget() const;

  /// Sets painters for below the graphs, above them, and for the overlay, which can be redrawn
  /// alone.
  void onPaint(Paint below, Paint above, Paint overlay);

  /// How a curve is drawn; of two curves the one with the higher `order` is on top.
  struct CurveLook {
    LineStyle style = {};
    QColor color = {};
    int order = 0;
  };
  /// Replaces the curves.
  void setCurves(const std::vector<CurveLook>& curves);
  /// `decay`: the color of the decay used.
  void applyTheme(const std::vector<CurveLook>& curves, const QColor& decay);
  /// Folds the strips below `last`.
  void setLast(Strip last);
  [[nodiscard]] Strip last() const { return last_; }

  /// Width of the strips in a widget of `width` pixels with `name_room` pixels for names beside
  /// them.
  [[nodiscard]] static int stripWidth(int width, int name_room = 0);
  /// Room right of the strips, in pixels, for the names of curves that continue beyond them.
  void setNameRoom(int pixels);
  [[nodiscard]] int nameRoom() const { return name_room_; }

  void setSpan(const Range& span, XQuantity quantity);
  void setLogLoss(bool log);  ///< call before setValues() and setCurve()
  void setValues(Strip strip, const Range& values);

  /// Prepares later curves for a picture of this scale instead of the screen; none to end.
  void setPictureScale(std::optional<double> scale) { picture_scale_ = scale; }

  /// `band`: extremes of pixel columns, of which `line` has the medians; empty if the points are
  /// not merged. False if the curve is too long for its dashes, and therefore solid. Call after
  /// setValues().
  bool setCurve(std::size_t curve, const std::vector<PlotPoint>& line,
                const std::vector<PlotPoint>& band);
  /// The main track of the last run, under all curves.
  void setLastRun(const std::vector<PlotPoint>& line, const std::vector<PlotPoint>& band);
  void setDifference(const std::vector<PlotPoint>& above, const std::vector<PlotPoint>& below);
  void setDecay(const std::vector<PlotPoint>& line, const std::vector<PlotPoint>& band);
  void setGhost(const std::vector<PlotPoint>& points);

  [[nodiscard]] Canvas canvas() const;
  void redraw();         ///< draws now and queues the repaint
  void redrawOverlay();  ///< draws only the overlay
  /// Paints `first`, then everything but the overlay at `size`, shifted by `offset`.
  void render(QPaintDevice& device, const Paint& first, QSize size, const QPointF& offset,
              double scale, bool vectors);

 private:
  struct Parts;
  [[nodiscard]] double ratio() const;  ///< device pixels per logical pixel
  [[nodiscard]] std::vector<PlotPoint> onLossAxis(std::vector<PlotPoint> points) const;
  std::unique_ptr<Parts> parts_;
  void setMargins();
  Strip last_ = Strip::kDecay;
  int name_room_ = 0;
  std::optional<double> picture_scale_;
  bool log_loss_ = true;
};

}  // namespace emascope::ui
