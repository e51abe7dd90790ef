// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finds the ghost of the last run in a picture of the plot.
#pragma once

#include <QColor>
#include <QImage>

namespace emascope::ui {

/// Light orange pixels below the legend in the right half, which the present run has not reached.
[[nodiscard]] inline int ghostPixels(const QImage& image) {
  int count = 0;
  for (int y = 45; y < image.height(); ++y) {
    for (int x = image.width() / 2; x < image.width(); ++x) {
      const QColor pixel = image.pixelColor(x, y);
      count += pixel.red() - pixel.blue() > 25 ? 1 : 0;
    }
  }
  return count;
}

}  // namespace emascope::ui
