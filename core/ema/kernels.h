// SPDX-License-Identifier: Apache-2.0
//
// The two loops that every step runs over all weights, on plain floats. They pick the widest vector
// unit of the processor when the program is loaded and give the same bits on each of them. Knows no
// LibTorch.
#pragma once

#include <cstddef>
#include <span>

namespace emascope {

/// averages[k][i] += rates[k] * (online[i] - averages[k][i]) for all k and i < count. Each block of
/// `online` is read once for all averages. The rate is 1 - beta, taken in double: the form
/// beta * e + (1 - beta) * w is biased in float32. The arrays must not overlap.
/// @pre averages.size() == rates.size()
void blendAverages(std::span<float* const> averages, std::span<const float> rates,
                   const float* online, std::size_t count);

/// True if no value is infinite or NaN.
[[nodiscard]] bool allFinite(const float* values, std::size_t count);

/// What weights must stay below to be averaged: the difference of two of them is still finite.
inline constexpr float kLargestAveraged = 0x1p126F;

/// True if every magnitude is below `limit`; never for NaN. @pre limit > 0
[[nodiscard]] bool allBelow(const float* values, std::size_t count, float limit);

}  // namespace emascope
