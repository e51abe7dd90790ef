// SPDX-License-Identifier: Apache-2.0
//
// The header of a NumPy array file (NEP 1; versions 1.0, 2.0 and 3.0): the magic, and a Python
// literal with type, order and shape. Nothing is evaluated: only a literal of exactly this form is
// accepted, and sizes are computed with overflow checks.
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
  bool fortran = false;                   ///< Fortran order: the first axis varies fastest
  std::vector<std::uint64_t> shape = {};  ///< empty: a single number
  std::uint64_t bytes = 0;                ///< total size of the elements
  friend bool operator==(const NpyHeader&, const NpyHeader&) = default;
};

/// Start and end of the literal in the file; the elements follow it.
struct NpyExtent {
  std::size_t literal = 0;
  std::size_t data = 0;
};

inline constexpr std::size_t kNpyPrefix = 12;  ///< bytes needed to find the extent

/// @pre `begin` is the first kNpyPrefix bytes of the file (or the entire file, if shorter) and
/// starts with kNpyMagic
[[nodiscard]] Result<NpyExtent> readNpyExtent(std::string_view begin, const std::string& where);

/// "(3, 4)"
[[nodiscard]] std::string npyShapeText(const std::vector<std::uint64_t>& shape);

/// `literal` is the text after the length, including its line end; `where` names the file.
[[nodiscard]] Result<NpyHeader> parseNpyHeader(std::string_view literal, const std::string& where);

}  // namespace emascope
