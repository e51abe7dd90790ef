// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the task picture of a recorded run as small as a card shows it.
#pragma once

#include "ui/gallery/recording.h"

#include <QRectF>

class QPainter;

namespace emascope::ui {

/// As paintPicture() does, but misread images without words, and of a text what the model wrote.
void paintThumbnail(QPainter& painter, const QRectF& area, const Recording& recording);

}  // namespace emascope::ui
