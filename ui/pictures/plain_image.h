// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numbers of 0 to 1 as an image: brightness, or red, green and blue.
#pragma once

#include <span>

#include <QImage>

namespace emascope::ui {

/// `values`: one plane of `rows` x `columns` in gray, or three planes, red, green and blue. What is
/// not in the range is limited to it, what is not finite is black. Null if the sizes do not fit.
[[nodiscard]] QImage plainImage(std::span<const float> values, int rows, int columns);

}  // namespace emascope::ui
