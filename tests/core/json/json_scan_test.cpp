// SPDX-License-Identifier: Apache-2.0
#include "core/json/json_scan.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(ScanJson, CountsListsAndObjectsInEachOther) {
  EXPECT_TRUE(scanJson(R"([{"a": [1, 2]}, {"b": []}])", 100, 3, "f").ok());
  const auto deeper = scanJson(R"([{"a": [1, 2]}, {"b": []}])", 100, 2, "f");
  ASSERT_FALSE(deeper.ok());
  EXPECT_EQ(deeper.error().message(),
            "f: is nested too deeply (byte 7); allowed: at most 2 nested lists and objects");
}

TEST(ScanJson, KnowsThatBracketsInTextsAreNone) {
  EXPECT_TRUE(scanJson(R"(["[[[[", "\"[[[[", "\\", 1])", 100, 1, "f").ok());
  EXPECT_FALSE(scanJson(R"(["\\", [1]])", 100, 1, "f").ok());
}

TEST(ScanJson, RefusesWhatIsTooLongOrNestedAHundredThousandTimes) {
  EXPECT_TRUE(scanJson("[1]", 3, 1, "f").ok());
  EXPECT_EQ(scanJson("[10]", 3, 1, "f").error().message(), "f: has 4 bytes; allowed: at most 3");
  EXPECT_FALSE(scanJson(std::string(100'000, '['), 1'000'000, 32, "f").ok());
}

}  // namespace
}  // namespace emascope
