// SPDX-License-Identifier: Apache-2.0
//
// The innermost averaging loops, one set per instruction set, all giving identical bits: sums are
// accumulated in an order independent of register width, and nothing is contracted to a fused
// multiply-add. Included by kernels.cpp, which selects a set, and by kernels_loops.cpp.
#pragma once

#include <cstddef>
#include <cstdint>

namespace emascope::blending {

/// Floats processed by one loop after another while they stay in the L1 cache.
inline constexpr std::size_t kBlock = 1024;

/// Number of partial sums of squares: value i is added to sum i % kSums.
inline constexpr std::size_t kSums = 32;

struct Loops {
  /// averages[k][i] += rates[k] * (online[i] - averages[k][i]) for k < tracks and i < count.
  void (*blend)(float* const* averages, const float* rates, std::size_t tracks, const float* online,
                std::size_t count);
  /// Largest bit pattern without the sign bit. It grows with the magnitude; NaN ranks above
  /// infinity.
  std::int32_t (*largest_magnitude)(const float* values, std::size_t count);
  /// sums[i % kSums] += (online[i] - average[i])^2: difference in float, square exact in double.
  void (*add_squares)(const float* online, const float* average, std::size_t count, double* sums);
};

}  // namespace emascope::blending
