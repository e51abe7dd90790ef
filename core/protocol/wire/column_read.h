// SPDX-License-Identifier: Apache-2.0
//
// Reads columns, the typed arrays of a message: each value is checked. Private to
// core/protocol/wire.
#pragma once

#include "core/json/fields.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace emascope {

/// `count` numbers of the typed array at `key`; so many zeros after an error.
[[nodiscard]] std::vector<double> readColumn(const Fields& in, const char* key, std::size_t count);

/// The same as float, or as whole numbers from 0 to the largest that Number, std::int32_t or
/// std::int64_t, and a double hold exactly. Others are refused.
template <typename Number>
[[nodiscard]] std::vector<Number> readColumnOf(const Fields& in, const char* key,
                                               std::size_t count);

/// `count` bits, the first in the lowest bit of the first byte; the unused ones are 0.
[[nodiscard]] std::vector<std::uint8_t> readBits(const Fields& in, const char* key,
                                                 std::size_t count);

}  // namespace emascope
