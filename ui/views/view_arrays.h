// SPDX-License-Identifier: GPL-3.0-or-later
//
// Access to the arrays of a task view by name, and a check that they fit its kind, because the
// engine may be another program and send invalid views.
#pragma once

#include "core/base/result.h"
#include "core/protocol/task_view.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace emascope::ui {

/// Empty without an array of that name.
[[nodiscard]] std::span<const float> numbers(const TaskView& view, std::string_view name);
/// Size along `axis`; 0 without such an array or axis.
[[nodiscard]] std::int64_t sizeOf(const TaskView& view, std::string_view name, std::size_t axis);

/// Refuses an unknown kind, missing arrays, and arrays of the wrong shape.
[[nodiscard]] Status checkView(const TaskView& view);

}  // namespace emascope::ui
