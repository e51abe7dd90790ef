// SPDX-License-Identifier: Apache-2.0
//
// A file read once and whole, for what is checked and used as the same bytes. Never waits: refuses
// folders, pipes and devices.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>

namespace emascope {

/// Refuses what is missing, unreadable, no regular file, or larger than `most_bytes`.
[[nodiscard]] Result<std::string> readWholeFile(const std::string& path, std::uint64_t most_bytes);

}  // namespace emascope
