// SPDX-License-Identifier: Apache-2.0
//
// The innermost averaging loops, one table per instruction set and use of software prefetch, all
// giving identical bits: nothing is contracted to a fused multiply-add. Included by kernels.cpp,
// which selects a table, and by kernels_loops.cpp.
#pragma once

#include "core/ema/loop_variant.h"

#include <cstddef>
#include <cstdint>

namespace emascope::blending {

/// The most averages that one loop moves side by side.
inline constexpr std::size_t kMostSideBySide = 8;

/// The bit pattern of a magnitude grows with the magnitude; that of NaN is above infinity's.
/// Loops that check values return true if a pattern is not below `limit`, which is above 0.
struct Loops {
  /// averages[k][i] += rates[k] * (online[i] - averages[k][i]) for i < count.
  using Blend = bool (*)(float* const* averages, const float* rates, const float* online,
                         std::size_t count, std::int32_t limit);
  /// blend[n] moves n averages, does not check, and returns false.
  Blend blend[kMostSideBySide + 1];
  /// The same, and checks the online values.
  Blend blend_checked[kMostSideBySide + 1];
  /// check[n] reads n parts of the values side by side; n is 1, 2 or 4.
  bool (*check[5])(const float* values, std::size_t count, std::int32_t limit);
};

/// The loops of one instruction set.
struct LoopsOfSet {
  Loops by_prefetch[3];
};

}  // namespace emascope::blending
