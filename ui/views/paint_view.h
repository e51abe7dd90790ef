// SPDX-License-Identifier: GPL-3.0-or-later
//
// A task view as a picture, in the theme's colors. Two that stand side by side share their scales,
// so that what looks better is better.
#pragma once

#include "core/protocol/task_view.h"

#include <QColor>
#include <QRectF>

class QPainter;

namespace emascope::ui {

/// `beside`: the view it is compared with, or itself. `color`: of the weights that it is made by.
/// @pre checkView() accepts both, and they are of one kind
void paintView(QPainter& painter, const QRectF& area, const TaskView& view, const TaskView& beside,
               const QColor& color);

/// Pixels that the picture wants at `width`.
[[nodiscard]] int viewHeight(const TaskView& view, int width);

/// Whether two of its kind want the whole width each, one above the other.
[[nodiscard]] bool isWide(const TaskView& view);

}  // namespace emascope::ui
