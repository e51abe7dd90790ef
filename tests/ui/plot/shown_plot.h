// SPDX-License-Identifier: GPL-3.0-or-later
//
// A plot on the screen, and the chart in it.
#pragma once

#include "core/protocol/record/run_record.h"
#include "tests/ui/support/settle.h"
#include "ui/plot/loss_plot.h"

#include <qcustomplot.h>

#include <QCoreApplication>

namespace emascope::ui {

inline QCustomPlot& chartOf(LossPlot& plot) { return *plot.findChild<QCustomPlot*>(); }

inline void show(LossPlot& plot, const RunRecord& record) {
  plot.resize(1000, 650);
  plot.setRecord(&record);
  plot.show();
  settle();
}

}  // namespace emascope::ui
