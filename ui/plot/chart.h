// SPDX-License-Identifier: GPL-3.0-or-later
//
// The QCustomPlot of LossPlot: three axis rects on one step axis, with their graphs and layers, in
// the theme's colors. Does not know runs, only curves. Its margins do not depend on the numbers at
// the axes, so that nothing moves when these get longer.
#pragma once

#include "ui/plot/columns.h"
#include "ui/plot/view_range.h"

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

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
  Range steps;
  double name_room = 0.0;  ///< pixels right of the strips
  bool log_loss = true;

  [[nodiscard]] const QRectF& rect(Strip strip) const {
    return strips[static_cast<std::size_t>(strip)];
  }
  [[nodiscard]] double x(double step) const;
  [[nodiscard]] double y(Strip strip, double value) const;  ///< clamped to three strip heights
  [[nodiscard]] double step(double x) const;
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

  /// Creates the curves of raw and `tracks` tracks.
  void setTracks(std::size_t tracks);
  void applyTheme(std::size_t selected_track);
  void setFolded(bool folded);
  [[nodiscard]] bool folded() const { return folded_; }

  /// Width of the strips in a widget of `width` pixels with `name_room` pixels for names beside
  /// them.
  [[nodiscard]] static int stripWidth(int width, int name_room = 0);
  /// Room right of the strips, in pixels, for the names of curves that continue beyond them.
  void setNameRoom(int pixels);
  [[nodiscard]] int nameRoom() const { return name_room_; }

  void setSteps(const Range& steps);
  void setLogLoss(bool log);  ///< call before setValues() and setCurve()
  void setValues(Strip strip, const Range& values);
  [[nodiscard]] bool logLoss() const { return log_loss_; }

  /// Prepares later curves for a picture of this scale instead of the screen; none to end.
  void setPictureScale(std::optional<double> scale) { picture_scale_ = scale; }

  /// `merged`: the points are extremes of pixel columns, which a wide antialiased pen draws slowly.
  void setCurve(std::size_t curve, const std::vector<PlotPoint>& points, bool merged);
  void setDifference(const std::vector<PlotPoint>& above, const std::vector<PlotPoint>& below);
  void setDecay(const std::vector<PlotPoint>& points, bool merged);
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
  std::unique_ptr<Parts> parts_;
  void setMargins();
  bool folded_ = false;
  int name_room_ = 0;
  std::optional<double> picture_scale_;
  bool log_loss_ = true;
};

}  // namespace emascope::ui
