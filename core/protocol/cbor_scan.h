// SPDX-License-Identifier: Apache-2.0
//
// Looks over CBOR before a parser that recurses and allocates is let near it: well-formed, nested
// no deeper than allowed, no length that the bytes cannot hold, not so many items that values in
// memory would be many times their bytes, and texts of UTF-8. RFC 8949; indefinite lengths are
// refused, as the protocol has no use for them.
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
