// SPDX-License-Identifier: Apache-2.0
#include "core/data/digits.h"

#include <array>
#include <fstream>
#include <iterator>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(Digits, AreTheFileAsItLies) {
  std::ifstream file(EMASCOPE_SOURCE_DIR "/resources/data/digits.u8", std::ios::binary);
  const std::vector<char> bytes((std::istreambuf_iterator<char>(file)), {});
  std::vector<char> embedded(digitPixels().begin(), digitPixels().end());
  embedded.insert(embedded.end(), digitLabels().begin(), digitLabels().end());
  EXPECT_EQ(bytes.size(), kDigitCount * (kDigitPixels + 1));
  EXPECT_TRUE(bytes == embedded);
}

TEST(Digits, HaveTheClassCountsOfTheSource) {
  std::array<int, 10> counts = {};
  for (const std::uint8_t label : digitLabels()) ++counts.at(label);
  EXPECT_EQ(counts, (std::array{178, 182, 177, 183, 181, 182, 181, 179, 174, 180}));
}

}  // namespace
}  // namespace emascope
