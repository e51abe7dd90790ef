// SPDX-License-Identifier: Apache-2.0
//
// Parses the simple options of `smooth` (words, numbers, lists), and refuses options that do not
// fit the kind of input.
#pragma once

#include "app/engine/smooth/smooth_plan.h"

namespace emascope {

/// The items of lists with commas; refuses empty ones. `where` names the option in errors.
[[nodiscard]] Result<std::vector<std::string>> listOf(const std::vector<std::string>& typed,
                                                      const char* where);

[[nodiscard]] Status readSmoothWords(const SmoothOptions& options, SmoothPlan& plan);

/// Refuses options of tables with tensors and the other way round, and an output of the wrong kind.
/// @pre plan.input and plan.tracks are set
[[nodiscard]] Status checkSmoothKind(const SmoothOptions& options, const SmoothPlan& plan);

}  // namespace emascope
