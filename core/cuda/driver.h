// SPDX-License-Identifier: Apache-2.0
//
// The NVIDIA driver asked directly, without CUDA's headers: which GPUs there are, and why none
// could be used, in words of its own.
#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace emascope {

/// Names of the GPUs in the order of CUDA's numbers ("NVIDIA H200"), at least one. The error's
/// `why` says what is missing: "no NVIDIA driver found".
[[nodiscard]] Result<std::vector<std::string>> driverDevices();

}  // namespace emascope
