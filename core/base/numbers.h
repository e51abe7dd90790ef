// SPDX-License-Identifier: Apache-2.0
//
// Numbers as people write them, and as files store them. The same spellings are understood on the
// command line and in the window's fields. Always the C locale.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace emascope {

/// A plain number ("0.995", "1e-4"), a quotient ("2/3"), a difference from a number or quotient
/// ("1-1/200"), or "hl=H": the decay that halves a weight in H updates, 2^(-1/H). Refuses anything
/// else, and results that are not finite. `where` names the field in the error.
[[nodiscard]] Result<double> parseNumber(std::string_view text, std::string_view where);

/// A whole number in [-2^53, 2^53]; "1e3" counts, "2.5" does not.
[[nodiscard]] Result<std::int64_t> parseInteger(std::string_view text, std::string_view where);

/// Shortest text that reads back as the same double; "nan", "inf", "-inf" for those.
[[nodiscard]] std::string formatNumber(double value);

/// For people: at most `digits` significant digits, no trailing zeros: 0.1094 -> "0.109".
[[nodiscard]] std::string formatShort(double value, int digits);

}  // namespace emascope
