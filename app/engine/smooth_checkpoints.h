// SPDX-License-Identifier: Apache-2.0
//
// Files of tensors, one after the other, averaged by the same rules: each file is a state, each
// tensor of floats a part of it. One file is open at a time and read in pieces; what is kept is a
// double for each float and track. The result has the types, the order and the metadata of the last
// file. With several tracks, or {label} in the output's name, each track has a file of its own.
//
// Integers are copied, left or averaged and truncated as the rule has it; what is copied has all
// its digits. An element that is the same in all files may be an infinity or NaN, and so may what a
// track only copies or leaves.
#pragma once

#include "app/engine/smooth_plan.h"

namespace emascope {

/// The exit code; says on standard error what each file did, or what is wrong. Files whose names,
/// types or shapes of tensors differ are refused with all differences, before anything is written.
/// SIGINT, SIGTERM and SIGHUP end it after the file that is being read, with nothing written: an
/// average of some of the files is none that was asked for.
[[nodiscard]] int smoothCheckpoints(const SmoothPlan& plan);

}  // namespace emascope
