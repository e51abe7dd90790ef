// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is written and drawn around the curves: change marks with their settling bands, the curves'
// names at their ends, the verdict, counts of what the axis hides, and the hover card. Plain
// QPainter on a Canvas; says nothing that was not handed in.
#pragma once

#include "ui/plot/chart.h"
#include "ui/plot/marks.h"

#include <optional>
#include <vector>

#include <QColor>
#include <QString>

class QPainter;

namespace emascope::ui {

/// A curve's name at its end.
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

/// All that is not a curve, as of the last redraw.
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
  QString empty_text;  ///< shown in place of curves
};

struct HoverRow {
  QString name, value;
  QColor color;  ///< of the swatch; invalid: none
};

struct Hover {
  double step = 0.0;
  std::vector<HoverRow> rows;
  std::vector<Dot> dots;
};

/// Widest end label, in pixels.
[[nodiscard]] double endLabelWidth(const std::vector<EndLabel>& ends);

void paintBands(QPainter& painter, const Canvas& canvas, const Notes& notes);
void paintNotes(QPainter& painter, const Canvas& canvas, const Notes& notes);
void paintHover(QPainter& painter, const Canvas& canvas, const Hover& hover);

/// Index of the mark within `tolerance` pixels of `x`, or none.
[[nodiscard]] std::optional<std::size_t> markAt(const Canvas& canvas, const Notes& notes, double x,
                                                double tolerance);

}  // namespace emascope::ui
