// SPDX-License-Identifier: GPL-3.0-or-later
//
// Access to the arrays of a task picture by name, and a check that they fit its kind, because the
// engine may be another program and send invalid pictures.
#pragma once

#include "core/base/result.h"
#include "core/protocol/task_picture.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace emascope::ui {

/// Empty without an array of that name.
[[nodiscard]] std::span<const float> numbers(const TaskPicture& picture, std::string_view name);
/// Number of axes; 0 without such an array.
[[nodiscard]] std::size_t axesOf(const TaskPicture& picture, std::string_view name);
/// Size along `axis`; 0 without such an array or axis.
[[nodiscard]] std::int64_t sizeOf(const TaskPicture& picture, std::string_view name,
                                  std::size_t axis);

/// Refuses an unknown kind, missing arrays, and arrays of the wrong shape.
[[nodiscard]] Status checkPicture(const TaskPicture& picture);

}  // namespace emascope::ui
