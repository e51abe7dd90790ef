// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf8.h"

#include <algorithm>
#include <cstddef>

namespace emascope {
namespace {

constexpr const char* kReplacement = "\xEF\xBF\xBD";  // U+FFFD

/// C0 and C1 controls, line and paragraph separators, and the marks, embeddings, overrides and
/// isolates of the bidirectional algorithm.
bool isControl(std::string_view character) {
  if (character.size() == 1) {
    const auto byte = static_cast<unsigned char>(character.front());
    return byte < 0x20U || byte == 0x7FU;
  }
  const auto between = [&](const char* first, const char* last) {
    return character >= first && character <= last;
  };
  if (character.size() == 2) return between("\xC2\x80", "\xC2\x9F") || character == "\xD8\x9C";
  return between("\xE2\x80\x8E", "\xE2\x80\x8F") || between("\xE2\x80\xA8", "\xE2\x80\xAE") ||
         between("\xE2\x81\xA6", "\xE2\x81\xA9");
}

/// Length in bytes of the first character of `text`; 0 if it is invalid. RFC 3629, section 4.
std::size_t firstLength(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(0);
  if (first < 0x80U) return 1;
  if (first < 0xC2U || first > 0xF4U) return 0;
  const std::size_t length = first < 0xE0U ? 2 : first < 0xF0U ? 3 : 4;
  if (text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  }
  const unsigned second = byte(1);
  const bool overlong = (first == 0xE0U && second < 0xA0U) || (first == 0xF0U && second < 0x90U);
  const bool surrogate = first == 0xEDU && second > 0x9FU;
  const bool too_large = first == 0xF4U && second > 0x8FU;
  return overlong || surrogate || too_large ? 0 : length;
}

}  // namespace

bool isUtf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = firstLength(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string asUtf8(std::string_view text) {
  std::string repaired;
  repaired.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = firstLength(text);
    if (length == 0) {
      repaired += kReplacement;
      text.remove_prefix(1);
    } else {
      repaired += text.substr(0, length);
      text.remove_prefix(length);
    }
  }
  return repaired;
}

std::string asOneLine(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = firstLength(text);
    const std::string_view character = text.substr(0, std::max<std::size_t>(length, 1));
    if (length == 0) {
      line += kReplacement;
    } else if (isControl(character)) {
      line += ' ';
    } else {
      line += character;
    }
    text.remove_prefix(character.size());
  }
  return line;
}

std::string utf8OrLatin1(std::string_view text) {
  if (isUtf8(text)) return std::string(text);
  constexpr unsigned kAscii = 0x80;
  constexpr unsigned kLead = 0xC0;
  constexpr unsigned kSixBits = 0x3F;
  std::string converted;
  for (const char letter : text) {
    const unsigned code = static_cast<unsigned char>(letter);
    if (code < kAscii) {
      converted += letter;
      continue;
    }
    converted += static_cast<char>(kLead | code >> 6U);
    converted += static_cast<char>(kAscii | (code & kSixBits));
  }
  return converted;
}

}  // namespace emascope
