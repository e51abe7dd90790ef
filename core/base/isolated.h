// SPDX-License-Identifier: Apache-2.0
//
// Isolates right-to-left names from files (Unicode FSI and PDI), so that they do not reorder the
// left-to-right text around them.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

namespace emascope {

/// `name` (UTF-8), between U+2068 and U+2069 if a letter in it may read from right to left (Unicode
/// Standard Annex 9): its letters then do not reorder the columns beside it. These are
/// taken to be Hebrew to Arabic (U+0590 to U+08FF), their presentation forms (U+FB1D to U+FEFF),
/// and all from U+10000 on.
[[nodiscard]] inline std::string isolated(std::string name) {
  bool turns = false;
  for (std::size_t i = 0; i + 1 < name.size(); ++i) {
    const auto first = static_cast<unsigned char>(name[i]);
    const auto second = static_cast<unsigned char>(name[i + 1]);
    turns = turns || (first >= 0xD6U && first <= 0xDFU && (first > 0xD6U || second >= 0x90U)) ||
            (first == 0xE0U && second <= 0xA3U) || (first == 0xEFU && second >= 0xACU) ||
            (first == 0xF0U && (second == 0x90U || second == 0x9EU));
  }
  return turns ? "\xE2\x81\xA8" + std::move(name) + "\xE2\x81\xA9" : std::move(name);
}

}  // namespace emascope
