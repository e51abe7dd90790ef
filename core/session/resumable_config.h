// SPDX-License-Identifier: Apache-2.0
//
// The settings that a run can go on with, for programs that let a person change them.
#pragma once

#include "core/base/result.h"
#include "core/protocol/spec/run_config.h"

#include <string>

namespace emascope {

/// What a request may start from: the checkpoint's settings, with its present tracks, and without
/// what is optional (steps, device, threads, edits, reports). Fails as resumptionOf(). Opens files.
[[nodiscard]] Result<RunConfig> resumableConfig(const std::string& resume_from);

}  // namespace emascope
