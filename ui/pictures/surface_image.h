// SPDX-License-Identifier: GPL-3.0-or-later
//
// The colors of a picture "surface" at any resolution. Between the cells of the engine's grid the
// logit of the probability is interpolated by a cubic: of networks, it is the smooth quantity, so
// that a boundary is a curve and no staircase. The cells at the edge lie on the edge of the reach.
#pragma once

#include "core/protocol/task_picture.h"

#include <QImage>
#include <QRectF>
#include <QSize>

namespace emascope::ui {

/// `size` pixels of the part `part` of the whole surface, in shares of its width and height from
/// its upper left corner. Each pixel has the color of its center; black near a probability that is
/// not finite. Null for an empty grid or size. @pre checkPicture() accepts `picture`
[[nodiscard]] QImage surfaceImage(const TaskPicture& picture, const QRectF& part,
                                  const QSize& size);

}  // namespace emascope::ui
