// SPDX-License-Identifier: Apache-2.0
//
// Number types of tensor files, named as in the safetensors format, and conversions of their bytes
// to and from double. Bytes are little-endian.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace emascope {

enum class ScalarType {
  kF64,
  kF32,
  kF16,
  kBf16,
  kI64,
  kI32,
  kI16,
  kI8,
  kU64,
  kU32,
  kU16,
  kU8,
  kBool
};

/// "F64", "F32", "F16", "BF16", "I64", …, "U8", "BOOL"
[[nodiscard]] std::string_view scalarTypeText(ScalarType type);
[[nodiscard]] std::optional<ScalarType> scalarTypeOf(std::string_view text);
/// All names, for an error: "F64, F32, …".
[[nodiscard]] std::string scalarTypeTexts();

[[nodiscard]] std::size_t bytesOf(ScalarType type);  ///< size of one number: 1 to 8
[[nodiscard]] bool isFloating(ScalarType type);

/// Integers of more than 53 bits are rounded to the nearest double.
/// @pre bytes.size() == values.size() * bytesOf(type)
void toDoubles(ScalarType type, std::span<const std::byte> bytes, std::span<double> values);

/// Rounds once, to nearest; values out of range become infinity.
/// @pre isFloating(type), bytes.size() == values.size() * bytesOf(type)
void fromDoubles(ScalarType type, std::span<const double> values, std::span<std::byte> bytes);

}  // namespace emascope
