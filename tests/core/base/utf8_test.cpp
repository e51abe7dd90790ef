// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf8.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(Utf8, TakesCharactersOfEveryLength) {
  EXPECT_TRUE(isUtf8(""));
  EXPECT_TRUE(isUtf8("a\xCE\xB2\xE2\x86\x92\xF0\x9F\x98\x80"));
  EXPECT_TRUE(isUtf8("\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF"));  // around what is not allowed
}

TEST(Utf8, RefusesWhatRfc3629Forbids) {
  for (const char* text :
       {"\x80", "\xC2", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x86", "\xE2\x28\xA1", "\xFF"}) {
    EXPECT_FALSE(isUtf8(text)) << text;
  }
}

TEST(Utf8, RepairsOnlyWhatIsBroken) {
  EXPECT_EQ(asUtf8("\xCE\xB2 is fine"), "\xCE\xB2 is fine");
  EXPECT_EQ(asUtf8("a\xFF\xC2z"), "a\xEF\xBF\xBD\xEF\xBF\xBDz");
}

TEST(Utf8, WhatIsNotIsTakenForLatin1) {
  EXPECT_EQ(utf8OrLatin1("\xCE\xB2 is fine"), "\xCE\xB2 is fine");
  EXPECT_EQ(utf8OrLatin1("caf\xE9 \xFF\xA0"), "caf\xC3\xA9 \xC3\xBF\xC2\xA0");
  EXPECT_TRUE(isUtf8(utf8OrLatin1("\x80\xFE\xC2")));
}

}  // namespace
}  // namespace emascope
