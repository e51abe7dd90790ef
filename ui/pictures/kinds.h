// SPDX-License-Identifier: GPL-3.0-or-later
//
// The painters that paintPicture() calls, one per kind of task picture.
#pragma once

#include "core/protocol/task_picture.h"
#include "ui/pictures/paint_picture.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <span>

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QRectF>

namespace emascope::ui {

/// `font` in `pixels` at 100 %, as `sizes` has it.
[[nodiscard]] inline QFont sized(QFont font, int pixels, const PictureSizes& sizes) {
  const double wanted = std::max({1.0, pixels * sizes.scale, sizes.least_text});
  font.setPixelSize(static_cast<int>(std::lround(wanted)));
  return font;
}

struct PictureCanvas {
  QPainter& painter;
  QRectF area;
  const TaskPicture& picture;
  const TaskPicture& beside;
  QColor color;
  PictureSizes sizes = {};

  /// `pixels` at 100 % as large as the picture is to be drawn.
  [[nodiscard]] double px(double pixels) const { return pixels * sizes.scale; }
  [[nodiscard]] QFont font(int pixels, QFont::Weight weight = QFont::Normal) const {
    return sized(textFont(pixels, weight), pixels, sizes);
  }
};

void paintSurface(const PictureCanvas& canvas);
void paintCurve(const PictureCanvas& canvas);
void paintBars(const PictureCanvas& canvas);
void paintPoint(const PictureCanvas& canvas);
void paintSamples(const PictureCanvas& canvas);
void paintMistakes(const PictureCanvas& canvas);
void paintText(const PictureCanvas& canvas);
void paintConfusion(const PictureCanvas& canvas);
void paintScatter(const PictureCanvas& canvas);
[[nodiscard]] int textHeight(const TaskPicture& picture, int width, const PictureSizes& sizes);

/// Minimum and maximum of the finite values.
struct Extent {
  double least = HUGE_VAL;
  double most = -HUGE_VAL;
  void cover(std::span<const float> values) {
    for (const float value : values) {
      if (!std::isfinite(value)) continue;
      least = std::min(least, static_cast<double>(value));
      most = std::max(most, static_cast<double>(value));
    }
  }
  /// Adds a margin at both ends; an empty extent becomes [0, 1] with margins.
  void widen() {
    if (!(least <= most)) *this = {0.0, 1.0};
    const double air = most > least ? 0.06 * (most - least) : 0.5;
    least -= air;
    most += air;
  }
  [[nodiscard]] double at(double value) const { return (value - least) / (most - least); }
};

}  // namespace emascope::ui
