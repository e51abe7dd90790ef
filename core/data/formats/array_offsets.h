// SPDX-License-Identifier: Apache-2.0
//
// Offsets to subtract, in double, from the numbers of arrays before they become float32 (see
// offsets.h). Only for types that float32 cannot represent exactly, and not for pictures, whose
// numbers mean brightness.
#pragma once

#include "core/base/result.h"
#include "core/data/raw_array.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace emascope {

/// One offset per group; empty if all are 0. A row's numbers form `groups` consecutive groups of
/// equal size. `left_out`: index in the row of a number that belongs to no group. Reads all rows.
/// @pre all arrays have rows of the same shape
[[nodiscard]] Result<std::vector<double>> arrayOffsets(const std::vector<const RawArray*>& arrays,
                                                       std::size_t groups,
                                                       std::optional<std::uint64_t> left_out);

}  // namespace emascope
