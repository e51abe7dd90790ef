// SPDX-License-Identifier: Apache-2.0
//
// The variants of the averaging loops. All give identical bits; which one is fastest depends on the
// processor.
#pragma once

#include "core/simd/instruction_set.h"

#include <cstddef>

namespace emascope {

/// What the loops fetch ahead by instructions. The processor has prefetchers of its own; where
/// these suffice, instructions only cost time.
enum class Prefetch {
  kNone,
  kPageStarts,  ///< the first line of the next page, where a processor's prefetchers begin anew
  kLines,       ///< every line
};

struct LoopVariant {
  InstructionSet instruction_set = widestInstructionSet();
  Prefetch prefetch = Prefetch::kNone;
  /// Averages that one loop moves, 1 to 8. Where values are only checked: parts of a piece that one
  /// loop reads, 1, 2 or 4.
  std::size_t side_by_side = 4;
  friend bool operator==(const LoopVariant&, const LoopVariant&) = default;
};

}  // namespace emascope
