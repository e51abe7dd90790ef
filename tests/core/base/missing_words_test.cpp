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

TEST(MissingWords, AreAllThatPandasKnows) {
  // pandas.api.extensions and read_csv: STR_NA_VALUES of pandas 2.
  for (const char* word :
       {"", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN",
        "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null"}) {
    EXPECT_TRUE(isMissingWord(word)) << word;
  }
}

TEST(MissingWords, AreNoOtherTexts) {
  for (const char* word : {"0", "no", "nano", "NAB", "--", "-1", "0.", "nonesuch", "NEAR BAY",
                           "#N/A N/A N/A", " ", "1.#INF", "-1.#INF"}) {
    EXPECT_FALSE(isMissingWord(word)) << word;
  }
}

}  // namespace
}  // namespace emascope
