// SPDX-License-Identifier: GPL-3.0-or-later
//
// The arrays of a task view by name, and whether they are what its kind needs: an engine may be
// another program, and what it sends may be wrong.
#pragma once

#include "core/base/result.h"
#include "core/protocol/task_view.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace emascope::ui {

/// Empty if there is none of that name.
[[nodiscard]] std::span<const float> numbers(const TaskView& view, std::string_view name);
/// Size along `axis`; 0 if there is none.
[[nodiscard]] std::int64_t sizeOf(const TaskView& view, std::string_view name, std::size_t axis);

/// Refuses a kind that is not known here, arrays that are missing or whose shapes do not fit.
[[nodiscard]] Status checkView(const TaskView& view);

}  // namespace emascope::ui
