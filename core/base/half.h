// SPDX-License-Identifier: Apache-2.0
//
// The two 16-bit floats that files of weights hold, to and from double: IEEE 754 binary16 and
// bfloat16, the upper half of a binary32. Each conversion rounds once, to the nearest, ties to
// even.
#pragma once

#include <cstdint>

namespace emascope {

[[nodiscard]] double float16ToDouble(std::uint16_t bits);
[[nodiscard]] double bfloat16ToDouble(std::uint16_t bits);

/// What is too large becomes an infinity of its sign, NaN a quiet NaN.
[[nodiscard]] std::uint16_t doubleToFloat16(double value);
[[nodiscard]] std::uint16_t doubleToBfloat16(double value);

}  // namespace emascope
