// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints a task view in the colors of the theme. Two views side by side share their scales, so that
// they can be compared.
#pragma once

#include "core/protocol/task_view.h"

#include <QColor>
#include <QRectF>

class QPainter;

namespace emascope::ui {

/// `beside`: the view to compare with, or `view` itself. `color`: the color of the weights shown.
/// @pre checkView() accepts both, and both are of the same kind
void paintView(QPainter& painter, const QRectF& area, const TaskView& view, const TaskView& beside,
               const QColor& color);

/// Preferred height in pixels at `width`.
[[nodiscard]] int viewHeight(const TaskView& view, int width);

/// Whether two views of this kind go one above the other, each at full width.
[[nodiscard]] bool isWide(const TaskView& view);

}  // namespace emascope::ui
