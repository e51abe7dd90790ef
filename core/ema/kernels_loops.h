// SPDX-License-Identifier: Apache-2.0
//
// The innermost loops of averaging, once for each instruction set. Each gives the same bits in all
// of them: what is added up is added in an order that no register width changes, and nothing is
// contracted to a fused multiply-add. Included by kernels.cpp, which chooses, and by the loops.
#pragma once

#include <cstddef>
#include <cstdint>

namespace emascope::blending {

/// Floats that are gone through by one loop after the other: they stay in L1 meanwhile.
inline constexpr std::size_t kBlock = 1024;

/// Into how many partial sums squares are added: value i goes to sum i % kSums.
inline constexpr std::size_t kSums = 32;

struct Loops {
  /// averages[k][i] += rates[k] * (online[i] - averages[k][i]) for k < tracks and i < count.
  void (*blend)(float* const* averages, const float* rates, std::size_t tracks, const float* online,
                std::size_t count);
  /// Largest bit pattern without the sign: it grows with the magnitude, and NaN is above infinity.
  std::int32_t (*largest_magnitude)(const float* values, std::size_t count);
  /// sums[i % kSums] += (online[i] - average[i])^2: the difference in float, its square exactly.
  void (*add_squares)(const float* online, const float* average, std::size_t count, double* sums);
};

}  // namespace emascope::blending
