// SPDX-License-Identifier: Apache-2.0
//
// Parses and formats numbers as users write them and as files store them. Command line and window
// accept the same spellings. Always uses the C locale.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace emascope {

/// 2^53: up to it, every whole number is a double.
inline constexpr double kLargestExactInteger = 9007199254740992.0;

/// Parses a plain number ("0.995", "1e-4"), a quotient ("2/3"), or a difference of numbers or
/// quotients ("1-1/200"). Spaces (ASCII, U+00A0, U+2009, U+202F) may group the digits of a whole
/// number by threes. Fails for anything else and for results that are not finite. `where`
/// names the field in the error.
[[nodiscard]] Result<double> parseNumber(std::string_view text, std::string_view where);

/// Parses the decay of an average: a number as above, or "hl=H", the decay that halves a weight in
/// H updates, 2^(-1/H).
[[nodiscard]] Result<double> parseDecay(std::string_view text, std::string_view where);

/// Parses an integer in [-2^53, 2^53]; "1e3" is accepted, "2.5" is not.
[[nodiscard]] Result<std::int64_t> parseInteger(std::string_view text, std::string_view where);

/// A whole number without the commas, or the spaces as above, that group its digits by threes:
/// "10,000" -> "10000". Any other text stays.
[[nodiscard]] std::string ungrouped(std::string_view text);

/// The same as parseInteger() for what a person types: "10,000" is accepted, and "10.000", which
/// may be ten or ten thousand, is not.
[[nodiscard]] Result<std::int64_t> parseTypedInteger(std::string_view text, std::string_view where);

/// The shortest text that reads back as the same double; "nan", "inf" or "-inf" otherwise.
[[nodiscard]] std::string formatNumber(double value);

/// For display: at most `digits` significant digits, no trailing zeros: 0.1094 -> "0.109".
[[nodiscard]] std::string formatShort(double value, int digits);

/// The same, but with all digits before the point instead of an exponent: 69314.7 -> "69315".
[[nodiscard]] std::string formatPlain(double value, int digits);

}  // namespace emascope
