// SPDX-License-Identifier: Apache-2.0
//
// Files of tensors, one after the other, averaged by the same rules: each file is a state, each
// tensor of floats a part of it. One file is open at a time and read in pieces; what is kept is a
// double for each float and track. Other types come from the last file. The result has the types,
// the order and the metadata of the last file. With several tracks, or {label} in the output's
// name, each track has a file of its own.
#pragma once

#include "app/engine/smooth_plan.h"

namespace emascope {

/// The exit code; says on standard error what each file did, or what is wrong. Files whose names,
/// types or shapes of tensors differ are refused with all differences, before anything is written.
[[nodiscard]] int smoothCheckpoints(SmoothPlan plan);

}  // namespace emascope
