// SPDX-License-Identifier: Apache-2.0
//
// Checks CBOR (RFC 8949) before it reaches a parser that recurses and allocates: it is well formed,
// not nested too deeply, no length exceeds the bytes that follow, texts are UTF-8, and the number
// of items is limited, because a value in memory takes many times its encoded size. Indefinite
// lengths are refused; the protocol does not use them.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string_view>

namespace emascope {

inline constexpr std::size_t kMostItems = std::size_t{1} << 20U;

/// Ok if `bytes` are exactly one CBOR item, at most `deepest` containers deep and of at most
/// kMostItems items, keys and tags included.
[[nodiscard]] Status scanCbor(std::string_view bytes, int deepest);

}  // namespace emascope
