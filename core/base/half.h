// SPDX-License-Identifier: Apache-2.0
//
// Conversions between double and the two 16-bit float formats of weight files: IEEE 754 binary16,
// and bfloat16 (the upper half of a binary32). Each conversion rounds once, to nearest, ties to
// even.
#pragma once

#include <cstdint>

namespace emascope {

[[nodiscard]] double float16ToDouble(std::uint16_t bits);
[[nodiscard]] double bfloat16ToDouble(std::uint16_t bits);

/// Values out of range become infinity of the same sign; NaN becomes a quiet NaN.
[[nodiscard]] std::uint16_t doubleToFloat16(double value);
[[nodiscard]] std::uint16_t doubleToBfloat16(double value);

}  // namespace emascope
