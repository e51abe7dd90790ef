// SPDX-License-Identifier: Apache-2.0
#include "core/lessons/lesson_text.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;

TEST(LessonText, CountsSentencesByTheirEnds) {
  EXPECT_EQ(sentenceCount("One."), 1U);
  EXPECT_EQ(sentenceCount("One. Two"), 2U);
  EXPECT_EQ(sentenceCount("Is it 0.1? Yes: 1.000 times!"), 2U);
  EXPECT_EQ(sentenceCount("第 1 步是 0.1。第二句！"), 2U);
  EXPECT_EQ(sentenceCount(" . "), 0U);
}

TEST(LessonText, CountsTheWordsOfTheLongestSentence) {
  EXPECT_EQ(mostWords("One two. Three four five."), 3U);
  EXPECT_EQ(mostWords("half-life, don't: 0.9999"), 3U);
  EXPECT_EQ(mostWords("für Bäume"), 2U);
}

TEST(LessonText, CountsTwoChineseCharactersAsAWord) {
  EXPECT_EQ(mostWords("平均权重"), 2U);
  EXPECT_EQ(mostWords("平均权重好。"), 3U);
  EXPECT_EQ(mostWords("第 100 步，loss"), 3U);
}

TEST(LessonText, FindsTheNamesInBraces) {
  EXPECT_THAT(*placeholders("{a} against {b1}, {a}"), ElementsAre("a", "b1"));
  EXPECT_THAT(*placeholders("none"), ElementsAre());
  for (const char* wrong : {"{", "}", "{}", "{a", "a}", "{{a}}"}) {
    EXPECT_FALSE(placeholders(wrong)) << wrong;
  }
}

TEST(LessonText, PutsNumbersInThePlaceOfNames) {
  EXPECT_EQ(filled("{a} > {b}.", [](const std::string& name) { return name + name; }), "aa > bb.");
}

TEST(LessonText, FallsBackToEnglish) {
  const LessonText text = {{"de", "Ja"}, {"en", "Yes"}};
  EXPECT_EQ(inLanguage(text, "de"), "Ja");
  EXPECT_EQ(inLanguage(text, "zh"), "Yes");
  EXPECT_EQ(inLanguage({}, "en"), "");
}

}  // namespace
}  // namespace emascope
