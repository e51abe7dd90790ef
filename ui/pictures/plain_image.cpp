// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/plain_image.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace emascope::ui {
namespace {

int byteOf(float value) {
  const float light = std::isfinite(value) ? std::clamp(value, 0.0F, 1.0F) : 0.0F;
  return static_cast<int>(std::lround(255.0F * light));
}

}  // namespace

QImage plainImage(std::span<const float> values, int rows, int columns) {
  if (rows < 1 || columns < 1) return {};
  const std::size_t plane = static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  const bool color = values.size() == 3 * plane;
  if (!color && values.size() != plane) return {};
  QImage image(columns, rows, QImage::Format_RGB32);
  std::size_t i = 0;
  for (int row = 0; row < rows; ++row) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
    for (int column = 0; column < columns; ++column, ++i) {
      const int red = byteOf(values[i]);
      line[column] = color ? qRgb(red, byteOf(values[plane + i]), byteOf(values[2 * plane + i]))
                           : qRgb(red, red, red);
    }
  }
  return image;
}

}  // namespace emascope::ui
