// SPDX-License-Identifier: Apache-2.0
//
// Texts as programs on Windows store them.
#pragma once

#include <string>

namespace emascope {

/// The bytes of `text` in UTF-16; begin it with u"\uFEFF" for a byte-order mark.
inline std::string utf16(const std::u16string& text, bool big_endian) {
  std::string bytes;
  for (const char16_t unit : text) {
    const auto high = static_cast<char>(unit >> 8U);
    const auto low = static_cast<char>(unit & 0xFFU);
    bytes += big_endian ? high : low;
    bytes += big_endian ? low : high;
  }
  return bytes;
}

}  // namespace emascope
