// SPDX-License-Identifier: Apache-2.0
//
// The files of resources/lessons: all are read, and all their texts are in three languages.
#include "core/lessons/shipped_lessons.h"

#include "tests/core/lessons/lesson_catalog.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;

std::vector<std::string> languagesOf(const LessonText& text) {
  std::vector<std::string> languages;
  for (const auto& [language, words] : text) languages.push_back(language);
  return languages;
}

/// Every text of a lesson.
std::vector<LessonText> textsOf(const Lesson& lesson) {
  std::vector<LessonText> texts = {lesson.title};
  for (const auto& [name, text] : lesson.names) texts.push_back(text);
  for (const LessonStep& step : lesson.steps) {
    texts.push_back(step.text);
    for (const LessonMark& mark : step.marks) texts.push_back(mark.text);
    if (!step.ask) continue;
    texts.push_back(step.ask->question);
    for (const LessonAnswer& answer : step.ask->answers) texts.push_back(answer.text);
    for (const LessonCase& one : step.ask->cases) texts.push_back(one.say);
  }
  return texts;
}

TEST(ShippedLessons, EveryFileIsRead) {
  for (const LessonFile& file : lessonFiles()) {
    const auto lesson = readLesson(file.json, std::string(file.name), lessonCatalog());
    EXPECT_TRUE(lesson) << lesson.error().message();
  }
}

TEST(ShippedLessons, ComeInTheOrderOfTheirPlaces) {
  std::vector<std::string> ids;
  std::size_t questions = 0;
  std::size_t steps = 0;
  for (const Lesson& lesson : shippedLessons(lessonCatalog())) {
    ids.push_back(lesson.id);
    questions += questionCount(lesson);
    steps += lesson.steps.size();
  }
  EXPECT_THAT(ids,
              ElementsAre("two-means", "why-average", "when-to-begin", "too-fast-too-slow", "power",
                          "dead-slider", "rate-to-zero", "whose-statistics", "post-hoc"));
  EXPECT_EQ(questions, 33U);
  EXPECT_EQ(steps, 44U);
}

TEST(ShippedLessons, EveryTextIsInThreeLanguages) {
  for (const Lesson& lesson : shippedLessons(lessonCatalog())) {
    for (const LessonText& text : textsOf(lesson)) {
      EXPECT_THAT(languagesOf(text), ElementsAre("de", "en", "zh"))
          << lesson.id << ": " << inLanguage(text, "en");
    }
  }
}

TEST(ShippedLessons, EveryLineThatIsShownAloneHasAName) {
  for (const Lesson& lesson : shippedLessons(lessonCatalog())) {
    for (const LessonStep& step : lesson.steps) {
      for (const std::string& line : step.show) {
        if (line.ends_with('*') || line == kSynthesisLine) continue;
        EXPECT_TRUE(lesson.names.contains(line)) << lesson.id << ": " << line;
      }
    }
  }
}

}  // namespace
}  // namespace emascope
