// SPDX-License-Identifier: Apache-2.0
//
// A run that goes on from a checkpoint, from options alone: for programs that cannot read the
// checkpoint.
#pragma once

#include "core/protocol/options/run_options.h"

namespace emascope {

/// The request to go on from options.resume, with an empty preset: what it does not have is the
/// checkpoint's. Refuses, in one error, options for what a run cannot change. Tracks, edits and
/// reports are read as resolve() does. @pre options.resume
[[nodiscard]] Result<RunConfig> resumeRequest(const RunOptions& options, const Catalog& catalog);

}  // namespace emascope
