// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/chart_note.h"

#include <limits>

#include <gtest/gtest.h>

namespace emascope {
namespace {

std::string why(const ChartNote& note, const std::vector<ChartNote>& notes = {}) {
  const Status status = checkNote(note, notes, 1000);
  return status ? "" : status.error().message();
}

TEST(ChartNote, LiesInTheRun) {
  EXPECT_EQ(why({1, 0, "first"}), "");
  EXPECT_EQ(why({1, 1000, "last"}), "");
  EXPECT_EQ(why({1, -1, "before"}), "note: step -1 is outside the run; allowed: steps 0 to 1000");
  EXPECT_EQ(why({1, 1001, "after"}),
            "note: step 1001 is outside the run; allowed: steps 0 to 1000");
}

TEST(ChartNote, HasOneLineOfText) {
  EXPECT_EQ(why({1, 5, std::string(kLongestChartNote, 'x')}), "");
  EXPECT_EQ(why({1, 5, std::string(kLongestChartNote + 1, 'x')}),
            "note: its text has 1001 bytes; allowed: at most 1000 bytes");
  EXPECT_EQ(why({1, 5, ""}),
            "note: has no text; allowed: a text, or the value of a reference line");
  for (const char* const text :
       {"two\nlines", "a\tb", "\x1B[31m", "\x7F", "\xE2\x80\xAE", "\xFF"}) {
    EXPECT_EQ(why({1, 5, text}),
              "note: its text has control characters or is not UTF-8; allowed: one line of text")
        << text;
  }
}

TEST(ChartNote, OfALineHasAFiniteValueAndMayHaveNoText) {
  EXPECT_EQ(why({1, 0, "", -1.5}), "");
  EXPECT_EQ(why({1, 0, "", std::numeric_limits<double>::infinity()}),
            "note: the value of the reference line is not finite; allowed: a finite number");
}

TEST(ChartNote, HasAnIdThatAFloatHolds) {
  EXPECT_EQ(why({kMostNoteId, 5, "x"}), "");
  EXPECT_NE(why({0, 5, "x"}), "");
  EXPECT_NE(why({kMostNoteId + 1, 5, "x"}), "");
  EXPECT_EQ(static_cast<std::int64_t>(static_cast<double>(kMostNoteId)), kMostNoteId);
}

TEST(ChartNote, IsOneOfAThousandAtMostAndMayBeChangedThen) {
  std::vector<ChartNote> notes;
  for (std::size_t i = 1; i <= kMostChartNotes; ++i) {
    applyNote(notes, {static_cast<std::int64_t>(i), 1, "x"}, false);
  }
  EXPECT_EQ(why({5000, 5, "x"}, notes), "note: the run has 1000 notes; allowed: at most 1000");
  EXPECT_EQ(why({7, 5, "y"}, notes), "");
}

TEST(ChartNote, ThatIsUnknownCannotBeRemoved) {
  EXPECT_TRUE(checkNoteRemoval(3, {{3, 1, "x"}}).ok());
  EXPECT_EQ(checkNoteRemoval(4, {{3, 1, "x"}}).error().message(),
            "note: there is no note with the id 4; allowed: the id of a note of this run");
}

}  // namespace
}  // namespace emascope
