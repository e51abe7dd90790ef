// SPDX-License-Identifier: Apache-2.0
//
// IDX, the format of MNIST's files: two zero bytes, a type, the number of axes, the length of each
// as big-endian 32 bits, then the numbers, big-endian. Also compressed by gzip: that is unpacked
// into memory, never beyond what its header announces. A header that lies about the size is
// refused.
#pragma once

#include "core/base/result.h"
#include "core/data/raw_array.h"
#include "core/data/source.h"

#include <cstdint>

namespace emascope {

/// By its first bytes; a gzip file is taken for one unless it holds text.
[[nodiscard]] bool looksLikeIdx(const PathHead& head);
[[nodiscard]] bool isGzip(const PathHead& head);

/// Numbers as they are in the file.
[[nodiscard]] Result<RawArray> openIdx(const PathHead& head, std::uint64_t memory_budget);

}  // namespace emascope
