// SPDX-License-Identifier: Apache-2.0
#include "core/lessons/lesson_text.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;

/// What checkLimits() objects to; empty if nothing.
std::string refusal(std::string_view text) {
  const Status status = checkLimits(text);
  return status.ok() ? "" : status.error().why;
}

std::string repeated(const std::string& text, int times) {
  std::string all = text;
  for (int i = 1; i < times; ++i) all += " " + text;
  return all;
}

TEST(LessonText, SentencesAreCountedByTheirEnds) {
  EXPECT_EQ(refusal("One."), "");
  EXPECT_EQ(refusal("One. Two"), "");
  EXPECT_EQ(refusal("One. Two. Three"), "has 3 sentences");
  EXPECT_EQ(refusal("Is it 0.1? Yes: 1.000 times!"), "");
  EXPECT_EQ(refusal("Is it 0.1? Yes: 1.000 times! Or 2."), "has 3 sentences");
  EXPECT_EQ(refusal("第 1 步是 0.1。第二句！"), "");
  EXPECT_EQ(refusal("第 1 步是 0.1。第二句！第三句"), "has 3 sentences");
  EXPECT_EQ(refusal(" . "), "has no words");
}

TEST(LessonText, TheWordsOfTheLongestSentenceAreCounted) {
  EXPECT_EQ(refusal("One two. " + repeated("half-life, don't: 0.9999", 10)), "");
  EXPECT_EQ(refusal("One two. " + repeated("half-life, don't: 0.9999", 10) + " four."),
            "has a sentence of 31 words");
  EXPECT_EQ(refusal(repeated("für Bäume", 16)), "has a sentence of 32 words");
}

TEST(LessonText, TwoChineseCharactersAreAWord) {
  EXPECT_EQ(refusal(repeated("平均权重", 15)), "");
  EXPECT_EQ(refusal(repeated("平均权重", 15) + "好。"), "has a sentence of 31 words");
  EXPECT_EQ(refusal(repeated("第 100 步，loss", 11)), "has a sentence of 33 words");
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
