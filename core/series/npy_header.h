// SPDX-License-Identifier: Apache-2.0
//
// The head of a NumPy array file (NEP 1; versions 1.0, 2.0 and 3.0): its magic, and the line of
// Python that says the type, the order and the shape. Nothing is evaluated: a literal of exactly
// that form is read, with every size in arithmetic that notices when it overflows.
#pragma once

#include "core/base/result.h"
#include "core/base/scalar_type.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

inline constexpr std::string_view kNpyMagic = "\x93NUMPY";
inline constexpr std::size_t kLongestNpyHeader = std::size_t{1} << 16U;  ///< bytes

struct NpyHeader {
  ScalarType type = ScalarType::kF64;
  bool big_endian = false;
  bool fortran = false;                   ///< the first axis runs fastest
  std::vector<std::uint64_t> shape = {};  ///< empty: one number
  std::uint64_t bytes = 0;                ///< of all elements
  friend bool operator==(const NpyHeader&, const NpyHeader&) = default;
};

/// Where in the file the literal begins and ends; the elements follow it.
struct NpyExtent {
  std::size_t literal = 0;
  std::size_t data = 0;
};

inline constexpr std::size_t kNpyPrefix = 12;  ///< bytes that say the extent

/// @pre `begin` are the first kNpyPrefix bytes, or all of a file that has fewer, and begin with
/// kNpyMagic
[[nodiscard]] Result<NpyExtent> readNpyExtent(std::string_view begin, const std::string& where);

/// "(3, 4)"
[[nodiscard]] std::string npyShapeText(const std::vector<std::uint64_t>& shape);

/// `literal` is what stands behind the length, its line end included; `where` names the file.
[[nodiscard]] Result<NpyHeader> parseNpyHeader(std::string_view literal, const std::string& where);

}  // namespace emascope
