// SPDX-License-Identifier: Apache-2.0
//
// Texts that come from outside (options, file names, drivers, other programs) may be any bytes;
// frames and JSON take UTF-8 alone.
#pragma once

#include <string>
#include <string_view>

namespace emascope {

/// As RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool isUtf8(std::string_view text);

/// `text` with U+FFFD in place of each byte that is not part of UTF-8.
[[nodiscard]] std::string asUtf8(std::string_view text);

/// `text` where it is UTF-8, else taken for Latin-1 (ISO 8859-1): names of files from elsewhere.
[[nodiscard]] std::string utf8OrLatin1(std::string_view text);

}  // namespace emascope
