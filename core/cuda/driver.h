// SPDX-License-Identifier: Apache-2.0
//
// Queries the NVIDIA driver without CUDA's headers: the GPUs, or why none is usable.
#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace emascope {

/// Names of the GPUs ("NVIDIA H200") in CUDA's order, at least one. The error's `why` says what is
/// missing: "no NVIDIA driver found".
[[nodiscard]] Result<std::vector<std::string>> driverDevices();

}  // namespace emascope
