// SPDX-License-Identifier: Apache-2.0
//
// Eight bytes at a time, with a table for each (Kounavis and Berry, "Novel table lookup-based
// algorithms for high-performance CRC generation", IEEE Transactions on Computers 57, 2008).
#include "core/base/crc32c.h"

#include <array>
#include <cstddef>

namespace emascope {
namespace {

constexpr std::size_t kSlices = 8;
constexpr std::size_t kByteValues = 256;
using CrcTables = std::array<std::array<std::uint32_t, kByteValues>, kSlices>;

constexpr CrcTables makeCrcTables() {
  constexpr std::uint32_t kReversedPolynomial = 0x82F63B78U;
  CrcTables tables{};
  for (std::uint32_t value = 0; value < kByteValues; ++value) {
    std::uint32_t crc = value;
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc & 1U) != 0 ? crc >> 1U ^ kReversedPolynomial : crc >> 1U;
    }
    tables[0][value] = crc;
  }
  for (std::size_t slice = 1; slice < kSlices; ++slice) {
    for (std::size_t value = 0; value < kByteValues; ++value) {
      const std::uint32_t crc = tables[slice - 1][value];
      tables[slice][value] = crc >> 8U ^ tables[0][crc & 0xFFU];
    }
  }
  return tables;
}

constexpr CrcTables kCrcTables = makeCrcTables();

std::uint32_t byteAt(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes, std::uint32_t before) {
  std::uint32_t crc = ~before;
  std::size_t at = 0;
  for (; bytes.size() - at >= kSlices; at += kSlices) {
    for (std::size_t i = 0; i < 4; ++i) crc ^= byteAt(bytes, at + i) << 8U * i;
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      next ^= kCrcTables[kSlices - 1 - i][crc >> 8U * i & 0xFFU] ^
              kCrcTables[3 - i][byteAt(bytes, at + 4 + i)];
    }
    crc = next;
  }
  for (; at < bytes.size(); ++at) {
    crc = crc >> 8U ^ kCrcTables[0][(crc ^ byteAt(bytes, at)) & 0xFFU];
  }
  return ~crc;
}

}  // namespace emascope
