// SPDX-License-Identifier: Apache-2.0
//
// Averages files of tensors by the same rules as in training: each file is a state, each tensor of
// floats a part of it. One file is open at a time and read in pieces; memory holds a double for
// each float and track. The result has the types, the order and the metadata of the last file. With
// several tracks, or {label} in the output's name, each track has its own file.
//
// Depending on the rule, integers are copied, ignored, or averaged and truncated; copied ones keep
// all digits. Elements that are equal in all files may be infinite or NaN, and so may tensors that
// a track only copies or ignores.
#pragma once

#include "app/engine/smooth/smooth_plan.h"

namespace emascope {

/// Returns the exit code. Prints on standard error what each file did, or what is wrong. Files
/// whose tensors differ in name, type or shape are refused with all differences, before anything is
/// written. SIGINT, SIGTERM and SIGHUP end it after the current file, without writing anything: an
/// average of some of the files is not the requested result.
[[nodiscard]] int smoothCheckpoints(const SmoothPlan& plan);

}  // namespace emascope
