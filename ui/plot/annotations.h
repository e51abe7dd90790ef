// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints everything around the curves: change marks with their settling bands, curve names, the
// verdict, counts of hidden points, and the hover card. Uses QPainter on a Canvas, and draws only
// the data passed in.
#pragma once

#include "ui/plot/chart.h"
#include "ui/plot/marks.h"

#include <optional>
#include <vector>

#include <QColor>
#include <QString>

class QPainter;

namespace emascope::ui {

/// The name and value at the end of a curve.
struct EndLabel {
  QString text;  ///< "EMA  0.077"
  QColor color;
  double step = 0.0;
  double loss = 0.0;
  bool strong = false;
};

struct Dot {
  double step = 0.0;
  double loss = 0.0;
  QColor color;
};

/// Everything but the curves, as of the last redraw.
struct Notes {
  std::vector<Mark> marks;
  std::vector<EndLabel> ends;
  std::vector<Dot> isolated;
  std::vector<double> non_finite;  ///< steps
  std::vector<double> skipped;     ///< steps
  QString hidden;                  ///< "3 points above the axis · 2 not finite", or empty
  QString hidden_below;
  QString verdict;
  QColor verdict_color;
  QString difference_caption, decay_caption, ghost_caption;
  QString empty_text;  ///< shown instead of curves
};

struct HoverRow {
  QString name, value;
  QColor color;  ///< of the swatch; none if invalid
};

struct Hover {
  double step = 0.0;
  std::vector<HoverRow> rows;
  std::vector<Dot> dots;
};

/// Width of the widest end label in pixels.
[[nodiscard]] double endLabelWidth(const std::vector<EndLabel>& ends);

void paintBands(QPainter& painter, const Canvas& canvas, const Notes& notes);
void paintNotes(QPainter& painter, const Canvas& canvas, const Notes& notes);
void paintHover(QPainter& painter, const Canvas& canvas, const Hover& hover);

/// Index of a mark within `tolerance` pixels of `x`, if any.
[[nodiscard]] std::optional<std::size_t> markAt(const Canvas& canvas, const Notes& notes, double x,
                                                double tolerance);

}  // namespace emascope::ui
