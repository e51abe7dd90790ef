// SPDX-License-Identifier: Apache-2.0
//
// Offsets to subtract, in double, from the numbers of arrays before they become float32 (see
// offsets.h). Only for types that float32 cannot represent exactly. Samples of several axes may be
// pictures, whose numbers mean brightness: there, numbers within the range of 16-bit pictures stay.
#pragma once

#include "core/base/result.h"
#include "core/data/raw_array.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace emascope {

/// Which numbers of a row have a common offset.
struct OffsetGroups {
  std::size_t count = 1;
  std::size_t width = 1;  ///< number i of a row belongs to group i / width % count
  double least = 0.0;     ///< numbers up to it need no offset
};

/// The groups of samples of `shape`: feature groups, or the columns of samples with two axes, such
/// as those of a time series; a guessed channel axis does not count.
[[nodiscard]] OffsetGroups offsetGroups(std::span<const std::uint64_t> shape);

/// Offsets of consecutive parts of a row of equal size, one per group or one per number; empty if
/// all are 0. `left_out`: index in the row of a number that belongs to no group. Reads all rows.
/// @pre all arrays have rows of the same shape, whose size is a multiple of groups.width *
/// groups.count
[[nodiscard]] Result<std::vector<double>> arrayOffsets(const std::vector<const RawArray*>& arrays,
                                                       const OffsetGroups& groups,
                                                       std::optional<std::uint64_t> left_out);

}  // namespace emascope
