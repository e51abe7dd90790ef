// SPDX-License-Identifier: Apache-2.0
//
// Sentences whose values are apart from their words.
#include "core/base/phrase.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(Phrase, IsEnglishWithItsValuesInTheirPlaces) {
  EXPECT_EQ(english(phrase("%1 lower in %2").with("EMA", phrase("%1 of %2").with("3", "5"))),
            "EMA lower in 3 of 5");
  EXPECT_EQ(english(verbatim("EMA %1")), "EMA %1");
}

TEST(Phrase, TakesPlacesInAnyOrderAndPercentSigns) {
  EXPECT_EQ(filled("%2 before %1, 10 %", {"a", "b"}), "b before a, 10 %");
  EXPECT_EQ(filled("100%", {"a"}), "100%");
}

TEST(Phrase, AValueIsNotReadAsAPlace) {
  EXPECT_EQ(filled("%1 and %2", {"%2", "x"}), "%2 and x");
  EXPECT_EQ(filled("%1 of %3", {"a"}), "a of %3");
}

}  // namespace
}  // namespace emascope
