// SPDX-License-Identifier: Apache-2.0
//
// SHA-256 (FIPS 180-4), to identify files by content.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace emascope {

/// The digest of bytes that come in pieces. The pieces' lengths make no difference.
class Sha256 {
 public:
  /// The next bytes.
  void add(std::string_view bytes);
  /// Of all bytes so far: 64 lower-case hexadecimal digits. More may be added afterwards.
  [[nodiscard]] std::string digest() const;

 private:
  std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::string rest_ = {};  ///< less than a block
  std::uint64_t bytes_ = 0;
};

/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace emascope
