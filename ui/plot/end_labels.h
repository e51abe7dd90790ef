// SPDX-License-Identifier: GPL-3.0-or-later
//
// The names and values at the ends of the curves: 15 pixels apart, each with a line that leads from
// the end of its curve.
#pragma once

#include "ui/plot/chart.h"

#include <cstddef>
#include <vector>

#include <QColor>
#include <QPointF>
#include <QRectF>
#include <QString>

class QPainter;

namespace emascope::ui {

struct EndLabel {
  QString text = {};  ///< "EMA  0.077"
  QColor text_color = {}, line_color = {};
  double place = 0.0;  ///< on the horizontal axis
  double loss = 0.0;
  bool strong = false;
  bool past = false;  ///< of the last run: stands by itself over the end of its curve if it can
};

struct PlacedEnd {
  EndLabel label = {};
  QRectF box = {};
  QPointF from = {}, to = {};  ///< of the leading line; none if equal
};

/// Positions of the labels, and the number of those that do not fit.
struct PlacedEnds {
  std::vector<PlacedEnd> labels = {};
  std::size_t left_out = 0;
};

/// Width of the widest label in pixels, with the line that leads to it.
[[nodiscard]] double endLabelWidth(const std::vector<EndLabel>& ends);

/// `above` and `below`: pixels of the strip to leave free there.
[[nodiscard]] PlacedEnds placeEnds(const Canvas& canvas, const std::vector<EndLabel>& ends,
                                   double above, double below);
void paintEndLabels(QPainter& painter, const Canvas& canvas, const PlacedEnds& placed);

}  // namespace emascope::ui
