// SPDX-License-Identifier: Apache-2.0
//
// A text for people, cut where it is too long to be read in its place.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace emascope {

/// Of a note in a list of them: the whole of it is in the run's record.
inline constexpr std::size_t kShownNoteBytes = 400;

/// `text`, which is UTF-8, or no more than `most_bytes` of it, whole characters, and "…".
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
