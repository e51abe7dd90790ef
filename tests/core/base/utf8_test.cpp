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

TEST(Utf8, ALineHasNoControlsOfTerminalsOrDirection) {
  EXPECT_EQ(asOneLine("a\tb\nc\x1B[1m\x7F"), "a b c [1m ");
  EXPECT_EQ(asOneLine("x\xE2\x80\xAEgod\xE2\x80\xACy"), "x god y");  // U+202E, U+202C
  for (const char* control : {"\xC2\x9B", "\xD8\x9C", "\xE2\x80\x8E", "\xE2\x80\x8F",
                              "\xE2\x80\xA8", "\xE2\x80\xAA", "\xE2\x81\xA6", "\xE2\x81\xA9"}) {
    EXPECT_EQ(asOneLine(control), " ");
  }
  const std::string hebrew = "\xD7\x97\xD7\xAA\xD7\x95\xD7\x9C";
  EXPECT_EQ(asOneLine(hebrew), hebrew);
  EXPECT_EQ(asOneLine("\xE2\x80\x93 \xC2\xA0\xFF"), "\xE2\x80\x93 \xC2\xA0\xEF\xBF\xBD");
}

}  // namespace
}  // namespace emascope
