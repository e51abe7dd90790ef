// SPDX-License-Identifier: Apache-2.0
//
// The built-in text resources/data/alice.txt, described in alice.md next to it.
#pragma once

#include <string_view>

namespace emascope {

[[nodiscard]] std::string_view aliceText();  ///< ASCII, lines of at most 80 characters

}  // namespace emascope
