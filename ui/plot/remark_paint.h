// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints a person's reference lines and notes on the chart, and finds them under the mouse.
#pragma once

#include "ui/plot/chart.h"
#include "ui/plot/label_layout.h"

#include <cstddef>
#include <optional>
#include <vector>

#include <QRectF>
#include <QString>

class QPainter;

namespace emascope::ui {

/// A reference line of the quantity that the upper strip shows.
struct PlacedLine {
  QString text = {};  ///< "baseline  0.12"
  double value = 0.0;
  std::size_t index = 0;  ///< in Remarks::lines
};

struct PlacedNote {
  QString text = {};
  double place = 0.0;     ///< on the horizontal axis
  std::size_t index = 0;  ///< in Remarks::notes
};

/// A line is named at its right end, on a ground of its own, clear of the boxes that are `taken`,
/// through which it is not drawn. One beyond the value axis is named at that edge, with an arrow.
void paintLines(QPainter& painter, const Canvas& canvas, const std::vector<PlacedLine>& lines,
                std::vector<QRectF> taken);
/// `rows`: those of the labels of marks.
void paintStepNotes(QPainter& painter, const Canvas& canvas, const std::vector<PlacedNote>& notes,
                    TextRows& rows, int row_count);

/// Index of the nearest one within `tolerance` pixels.
[[nodiscard]] std::optional<std::size_t> lineAt(const Canvas& canvas,
                                                const std::vector<PlacedLine>& lines, double y,
                                                double tolerance);
[[nodiscard]] std::optional<std::size_t> noteAt(const Canvas& canvas,
                                                const std::vector<PlacedNote>& notes, double x,
                                                double tolerance);

}  // namespace emascope::ui
