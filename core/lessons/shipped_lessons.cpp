// SPDX-License-Identifier: Apache-2.0
#include "core/lessons/shipped_lessons.h"

#include "core/lessons/read_lesson.h"

#include <algorithm>
#include <string>
#include <utility>

namespace emascope {

std::vector<Lesson> shippedLessons(const Catalog& catalog) {
  std::vector<Lesson> lessons;
  for (const LessonFile& file : lessonFiles()) {
    auto lesson = readLesson(file.json, std::string(file.name), catalog);
    if (lesson) lessons.push_back(std::move(lesson).value());
  }
  std::ranges::stable_sort(lessons, {}, &Lesson::place);
  return lessons;
}

}  // namespace emascope
