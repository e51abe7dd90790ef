// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints everything around the curves: change marks with their settling bands, curve names, a
// person's remarks, the verdict, counts of hidden points, and the hover card. Uses QPainter on a
// Canvas, and draws only the data passed in.
#pragma once

#include "ui/plot/chart.h"
#include "ui/plot/checkpoint_marks.h"
#include "ui/plot/end_labels.h"
#include "ui/plot/remark_paint.h"
#include "ui/theme/line_style.h"

#include <cstdint>
#include <optional>
#include <vector>

#include <QColor>
#include <QString>
#include <QStringList>

class QPainter;

namespace emascope::ui {

/// A mark of marks.h, placed on the horizontal axis.
struct PlacedMark {
  QString text = {};
  double at = 0.0;
  double acts = 0.0, settled = 0.0;  ///< ends of the band; equal: none
  std::int64_t step = 0;
  qsizetype change = 0;    ///< index in RunRecord::changes; -1: a feedback, or a restart
  std::int64_t first = 0;  ///< step of the first change that it stands for
};

struct Dot {
  double place = 0.0;  ///< on the horizontal axis
  double loss = 0.0;
  QColor color;
};

/// A symbol on a curve.
struct CurveSymbol {
  double place = 0.0;
  double loss = 0.0;
  QColor color;
  Symbol symbol = Symbol::kCircle;
};

/// Everything but the curves, as of the last redraw.
struct Notes {
  std::vector<PlacedMark> marks;
  std::vector<PlacedLine> lines;
  std::vector<PlacedNote> remarks;
  std::vector<PlacedCheckpoint> checkpoints;
  std::vector<EndLabel> ends;
  std::vector<Dot> isolated;
  std::vector<CurveSymbol> symbols;
  std::vector<double> non_finite;  ///< places
  std::vector<double> skipped;     ///< places
  QString hidden;                  ///< "3 points above the axis · 2 not finite", or empty
  QString hidden_below;
  QStringList verdict;  ///< alternative texts, the longest first
  QColor verdict_color;
  bool verdict_elsewhere = false;  ///< said outside the plot while its strip is folded
  std::optional<Range> compared;   ///< places of the evaluations that the verdict compares
  QString axis_caption;            ///< of the horizontal axis
  QString difference_caption, decay_caption, ghost_caption;
  QString empty_text;  ///< shown instead of curves
};

struct HoverRow {
  QString name, value;
  QColor color;  ///< of the swatch; none if invalid
};

struct Hover {
  double place = 0.0;
  std::vector<HoverRow> rows;
  std::vector<Dot> dots;
};

void paintBands(QPainter& painter, const Canvas& canvas, const Notes& notes);
void paintNotes(QPainter& painter, const Canvas& canvas, const Notes& notes);
void paintHover(QPainter& painter, const Canvas& canvas, const Hover& hover);

/// Index of a mark within `tolerance` pixels of `x`, if any.
[[nodiscard]] std::optional<std::size_t> markAt(const Canvas& canvas, const Notes& notes, double x,
                                                double tolerance);

}  // namespace emascope::ui
