// SPDX-License-Identifier: Apache-2.0
#include "core/base/missing_words.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(MissingWords, AreThoseOfTablesInAnyCase) {
  for (const char* word : {"", "?", "-", ".", "NA", "na", "N/A", "n/a", "NaN", "nan", "null",
                           "NULL", "None", "<NA>", "#N/A", "#N/A N/A", "-1.#IND"}) {
    EXPECT_TRUE(isMissingWord(word)) << word;
  }
}

TEST(MissingWords, AreNoOtherTexts) {
  for (const char* word :
       {"0", "no", "nano", "NAB", "--", "-1", "0.", "nonesuch", "NEAR BAY", "#N/A N/A N/A", " "}) {
    EXPECT_FALSE(isMissingWord(word)) << word;
  }
}

}  // namespace
}  // namespace emascope
