// SPDX-License-Identifier: GPL-3.0-or-later
//
// The colors of a picture "surface" at any resolution. Between the cells of the engine's grid the
// logit of the probability is interpolated by a cubic: a network's logit is smooth, so the boundary
// is a curve instead of a staircase. The centers of the outermost cells lie on the edge of the
// range.
#pragma once

#include "core/protocol/task_picture.h"

#include <QImage>
#include <QRectF>
#include <QSize>

namespace emascope::ui {

/// `size` pixels of the part `part` of the whole surface, in shares of its width and height from
/// its upper left corner. Each pixel has the color of its center; black near a non-finite
/// probability. Null for an empty grid or size. @pre checkPicture() accepts `picture`
[[nodiscard]] QImage surfaceImage(const TaskPicture& picture, const QRectF& part,
                                  const QSize& size);

}  // namespace emascope::ui
