// SPDX-License-Identifier: Apache-2.0
//
// What is to be subtracted, in double, from the numbers of arrays before they become float32 (see
// offsets.h). Only of types that float32 cannot hold, and not of pictures, whose numbers mean
// brightness.
#pragma once

#include "core/base/result.h"
#include "core/data/raw_array.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace emascope {

/// One for each of `groups` of a row's numbers, which are of one size and lie one behind the other;
/// empty if all are 0. `left_out` is a number of each row that belongs to no group. Reads all rows.
/// @pre all arrays have rows of one shape
[[nodiscard]] Result<std::vector<double>> arrayOffsets(const std::vector<const RawArray*>& arrays,
                                                       std::size_t groups,
                                                       std::optional<std::uint64_t> left_out);

}  // namespace emascope
