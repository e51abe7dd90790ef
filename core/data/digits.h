// SPDX-License-Identifier: Apache-2.0
//
// The built-in handwritten digits resources/data/digits.u8, described in digits.md next to them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace emascope {

inline constexpr std::size_t kDigitCount = 1797;
inline constexpr std::size_t kDigitSide = 8;
inline constexpr std::size_t kDigitPixels = kDigitSide * kDigitSide;

[[nodiscard]] std::span<const std::uint8_t> digitPixels();  ///< [kDigitCount][8][8], 0 to 16
[[nodiscard]] std::span<const std::uint8_t> digitLabels();  ///< [kDigitCount], 0 to 9

}  // namespace emascope
