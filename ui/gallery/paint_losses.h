// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the loss curves of a recorded run, raw and its main average, in the colors of the theme.
#pragma once

#include "ui/gallery/recording.h"

#include <QRectF>

class QPainter;

namespace emascope::ui {

/// The logarithm of the losses over the steps, or the losses themselves if one is not above zero.
/// Values outside the range that nearly all have are drawn on the edge; non-finite ones are gaps.
void paintLosses(QPainter& painter, const QRectF& area, const Recording& recording);

}  // namespace emascope::ui
