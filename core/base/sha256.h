// SPDX-License-Identifier: Apache-2.0
//
// SHA-256 (FIPS 180-4), to identify files by content.
#pragma once

#include <string>
#include <string_view>

namespace emascope {

/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace emascope
