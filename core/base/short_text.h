// SPDX-License-Identifier: Apache-2.0
//
// Shortens text for display.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace emascope {

/// Limit for a note in a list of notes; the run's record has the full text.
inline constexpr std::size_t kShownNoteBytes = 400;

/// `text` (UTF-8), cut to at most `most_bytes` bytes of complete characters plus "…".
[[nodiscard]] inline std::string shortText(std::string_view text, std::size_t most_bytes) {
  if (text.size() <= most_bytes) return std::string(text);
  constexpr unsigned char kContinues = 0x80;
  constexpr unsigned char kFirstBits = 0xC0;
  while (most_bytes > 0 &&
         (static_cast<unsigned char>(text[most_bytes]) & kFirstBits) == kContinues) {
    --most_bytes;
  }
  return std::string(text.substr(0, most_bytes)) + "…";
}

}  // namespace emascope
