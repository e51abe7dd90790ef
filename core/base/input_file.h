// SPDX-License-Identifier: Apache-2.0
//
// Reads a complete file once, so that the bytes checked are the bytes used. Never waits: folders,
// pipes and devices are errors.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>

namespace emascope {

/// Fails if the file is missing, unreadable, not a regular file, or larger than `most_bytes`.
[[nodiscard]] Result<std::string> readWholeFile(const std::string& path, std::uint64_t most_bytes);

/// That `path` cannot be read, for the reason in errno.
[[nodiscard]] Error readError(const std::string& path);

}  // namespace emascope
