// SPDX-License-Identifier: Apache-2.0
//
// The options of `smooth` that are words, numbers and lists, read; and those refused that belong to
// another kind of input.
#pragma once

#include "app/engine/smooth_plan.h"

namespace emascope {

[[nodiscard]] Status readSmoothWords(const SmoothOptions& options, SmoothPlan& plan);

/// Refuses what is for tables alone, or for tensors alone, and an output of the other kind.
/// @pre plan.input and plan.tracks are there
[[nodiscard]] Status checkSmoothKind(const SmoothOptions& options, const SmoothPlan& plan);

}  // namespace emascope
