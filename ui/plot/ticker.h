// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where an axis has its ticks and what is written at them, from two functions.
#pragma once

#include "ui/plot/view_range.h"

#include <functional>
#include <vector>

#include <QSharedPointer>
#include <QString>

class QCPAxisTicker;

namespace emascope::ui {

/// The ticks of what an axis shows, ascending.
using TicksOf = std::function<std::vector<double>(const Range&)>;
/// The label of a tick among all of them.
using TickLabel = std::function<QString(double tick, const std::vector<double>& ticks)>;

/// A ticker that asks `ticks` and `label` at each redraw.
[[nodiscard]] QSharedPointer<QCPAxisTicker> makeTicker(TicksOf ticks, TickLabel label);

}  // namespace emascope::ui
