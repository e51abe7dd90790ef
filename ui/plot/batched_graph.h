// SPDX-License-Identifier: GPL-3.0-or-later
//
// A graph of QCustomPlot that hands all pieces of a solid line to the painter at once. QCustomPlot
// hands over piece by piece, and of a thousand pieces the preparations take a third of the time.
// The pixels are the same.
#pragma once

class QCPAxis;
class QCPGraph;

namespace emascope::ui {

/// A graph of the plot of these axes, which owns it, as QCustomPlot::addGraph() makes one.
[[nodiscard]] QCPGraph* addBatchedGraph(QCPAxis* keys, QCPAxis* values);

}  // namespace emascope::ui
