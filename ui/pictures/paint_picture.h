// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints a task picture in the colors of the theme. Two pictures side by side share their scales,
// so that they can be compared.
#pragma once

#include "core/protocol/task_picture.h"
#include "ui/theme/interface_scale.h"

#include <cstddef>

#include <QColor>
#include <QRectF>

class QPainter;

namespace emascope::ui {

/// How large the lines, dots and texts of a picture are.
struct PictureSizes {
  double scale = interfaceScale();  ///< of all of them
  double least_text = 0.0;          ///< pixels of the screen; no text is smaller
};

/// `beside`: the picture to compare with, or `picture` itself. `color`: the color of the weights
/// shown.
/// @pre checkPicture() accepts both, and both are of the same kind
void paintPicture(QPainter& painter, const QRectF& area, const TaskPicture& picture,
                  const TaskPicture& beside, const QColor& color, const PictureSizes& sizes = {});

/// Preferred height in pixels at `width`.
[[nodiscard]] int pictureHeight(const TaskPicture& picture, int width,
                                const PictureSizes& sizes = {});

/// How many of its samples a surface of that width shows, the first ones; 0 for other kinds.
[[nodiscard]] std::size_t pointsShown(const TaskPicture& picture, double width,
                                      const PictureSizes& sizes = {});

/// Whether two pictures of this kind go one above the other, each at full width.
[[nodiscard]] bool isWide(const TaskPicture& picture);

}  // namespace emascope::ui
