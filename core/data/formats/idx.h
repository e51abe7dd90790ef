// SPDX-License-Identifier: Apache-2.0
//
// IDX, the format of MNIST's files: two zero bytes, a type, the number of axes, the length of each
// axis as big-endian 32 bits, then the numbers, big-endian. Gzip-compressed files are decompressed
// into memory, never beyond the size in their header. Refuses a header with a wrong size.
#pragma once

#include "core/base/result.h"
#include "core/data/raw_array.h"
#include "core/data/source.h"

#include <cstdint>

namespace emascope {

/// Checks the first bytes. A gzip file qualifies unless it holds text.
[[nodiscard]] bool looksLikeIdx(const PathHead& head);
[[nodiscard]] bool isGzip(const PathHead& head);

/// The numbers as stored in the file.
[[nodiscard]] Result<RawArray> openIdx(const PathHead& head, std::uint64_t memory_budget);

}  // namespace emascope
