// SPDX-License-Identifier: Apache-2.0
//
// Looks over CBOR before a parser that recurses and allocates is let near it: well-formed, nested
// no deeper than allowed, and no length that the bytes cannot hold. RFC 8949; indefinite lengths
// are refused, as the protocol has no use for them.
#pragma once

#include "core/base/result.h"

#include <string_view>

namespace emascope {

/// Ok if `bytes` are exactly one CBOR item, at most `deepest` containers deep.
[[nodiscard]] Status scanCbor(std::string_view bytes, int deepest);

}  // namespace emascope
