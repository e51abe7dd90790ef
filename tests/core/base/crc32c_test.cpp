// SPDX-License-Identifier: Apache-2.0
#include "core/base/crc32c.h"

#include <string>

#include <gtest/gtest.h>

namespace emascope {
namespace {

std::string counting(int first, int step) {
  std::string bytes;
  for (int i = 0; i < 32; ++i) bytes += static_cast<char>(first + i * step);
  return bytes;
}

// RFC 3720, Appendix B.4; the bytes there are in the order of transmission.
TEST(Crc32c, IsThatOfTheStandardsExamples) {
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAU);
  EXPECT_EQ(crc32c(std::string(32, '\xFF')), 0x62A8AB43U);
  EXPECT_EQ(crc32c(counting(0, 1)), 0x46DD794EU);
  EXPECT_EQ(crc32c(counting(31, -1)), 0x113FDB5CU);
}

// The check value of the catalog of parametrised CRC algorithms, CRC-32/ISCSI.
TEST(Crc32c, IsTheCheckValueOfTheCatalog) {
  EXPECT_EQ(crc32c("123456789"), 0xE3069283U);
  EXPECT_EQ(crc32c(""), 0U);
}

// Bit by bit, as the polynomial says.
TEST(Crc32c, IsTheDivisionBitByBitAtEveryLength) {
  std::string bytes;
  for (int length = 0; length < 70; ++length) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
      crc ^= static_cast<unsigned char>(byte);
      for (int bit = 0; bit < 8; ++bit) crc = (crc & 1U) != 0 ? crc >> 1U ^ 0x82F63B78U : crc >> 1U;
    }
    EXPECT_EQ(crc32c(bytes), ~crc) << length;
    bytes += static_cast<char>(length * 37 + 11);
  }
}

TEST(Crc32c, OfPartsIsThatOfTheWhole) {
  const std::string whole = counting(5, 7);
  for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
    EXPECT_EQ(crc32c(whole.substr(cut), crc32c(whole.substr(0, cut))), crc32c(whole)) << cut;
  }
}

}  // namespace
}  // namespace emascope
