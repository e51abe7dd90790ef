// SPDX-License-Identifier: GPL-3.0-or-later
//
// A graph of QCustomPlot that is quick to draw: a long line goes to Ink, which is flushed later,
// and the pieces of a short one are handed to the painter at once. QCustomPlot itself hands over
// piece by piece.
#pragma once

class QCPAxis;
class QCPGraph;

namespace emascope::ui {

class Ink;

/// A graph of the plot of these axes, which owns it, as QCustomPlot::addGraph() makes one. `ink`,
/// which outlives the plot, is flushed before a line that does not go to it; who draws after the
/// graphs must flush it, too.
[[nodiscard]] QCPGraph* addBatchedGraph(QCPAxis* keys, QCPAxis* values, Ink& ink);

}  // namespace emascope::ui
