// SPDX-License-Identifier: Apache-2.0
//
// Columns stand under each other, also where a character takes several bytes.
#include "app/common/text_table.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(DisplayWidth, CountsCharactersNotBytes) { EXPECT_EQ(displayWidth("Δβ·1"), 4U); }

TEST(TextTable, AlignsCharactersOfSeveralBytes) {
  TextTable table({"", "Δ %", "won"});
  table.add({"β-track", "1.5", ""});
  table.add({"raw", "-", "60/60"});
  EXPECT_EQ(table.text(),
            "         Δ %    won\n"
            "β-track  1.5\n"
            "raw        -  60/60\n");
}

TEST(Wrapped, BreaksAtBlanksWithinTheWidth) {
  EXPECT_EQ(wrapped("one two three", "  ", 9), "  one two\n  three\n");
}

TEST(Wrapped, LeavesALongWordWhole) { EXPECT_EQ(wrapped("a bcdefghij", "", 4), "a\nbcdefghij\n"); }

}  // namespace
}  // namespace emascope
