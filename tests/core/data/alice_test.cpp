// SPDX-License-Identifier: Apache-2.0
#include "core/data/alice.h"

#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(Alice, IsTheFileAsItLies) {
  std::ifstream file(EMASCOPE_SOURCE_DIR "/resources/data/alice.txt", std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  EXPECT_EQ(text.size(), 70930U);
  EXPECT_TRUE(text == aliceText());
}

TEST(Alice, IsAsciiOfAsManyCharactersAsTheModelKnows) {
  const std::set<char> characters(aliceText().begin(), aliceText().end());
  EXPECT_EQ(characters.size(), 65U);
  EXPECT_EQ(*characters.begin(), '\n');
  EXPECT_LT(*characters.rbegin(), 127);
}

}  // namespace
}  // namespace emascope
