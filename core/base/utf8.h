// SPDX-License-Identifier: Apache-2.0
//
// External text (options, file names, drivers, other programs) can contain any bytes; frames and
// JSON require UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace emascope {

/// By RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool isUtf8(std::string_view text);

/// `text` with U+FFFD in place of each byte that is not valid UTF-8.
[[nodiscard]] std::string asUtf8(std::string_view text);

/// `text` as UTF-8 on one line that reads from left to right as far as its letters do: control
/// characters and the characters that change the direction of text (Unicode Standard Annex 9,
/// Section 2) are replaced by spaces. For names from outside on a terminal.
[[nodiscard]] std::string asOneLine(std::string_view text);

/// `text` if it is UTF-8, otherwise decoded as Latin-1 (ISO 8859-1): for file names from other
/// systems.
[[nodiscard]] std::string utf8OrLatin1(std::string_view text);

}  // namespace emascope
