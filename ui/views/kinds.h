// SPDX-License-Identifier: GPL-3.0-or-later
//
// The painters that paintView() calls, one per kind of task view.
#pragma once

#include "core/protocol/task_view.h"

#include <algorithm>
#include <cmath>
#include <span>

#include <QColor>
#include <QPainter>
#include <QRectF>

namespace emascope::ui {

struct ViewCanvas {
  QPainter& painter;
  QRectF area;
  const TaskView& view;
  const TaskView& beside;
  QColor color;
};

void paintSurface(const ViewCanvas& canvas);
void paintCurve(const ViewCanvas& canvas);
void paintBars(const ViewCanvas& canvas);
void paintPoint(const ViewCanvas& canvas);
void paintSamples(const ViewCanvas& canvas);
void paintMistakes(const ViewCanvas& canvas);
void paintText(const ViewCanvas& canvas);
[[nodiscard]] int textHeight(const TaskView& view, int width);

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
