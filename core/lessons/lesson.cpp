// SPDX-License-Identifier: Apache-2.0
#include "core/lessons/lesson.h"

#include <algorithm>

namespace emascope {

const LessonRun* findRun(const Lesson& lesson, std::string_view name) {
  const auto found = std::ranges::find(lesson.runs, name, &LessonRun::name);
  return found == lesson.runs.end() ? nullptr : &*found;
}

RunOptions wholeRun(const LessonRun& run) {
  RunOptions options = run.options;
  options.dos = run.dos;
  for (const SynthesisSpec& spec : run.syntheses) {
    options.syntheses.push_back(synthesisOption(spec));
  }
  return options;
}

std::size_t questionCount(const Lesson& lesson) {
  return static_cast<std::size_t>(std::ranges::count_if(
      lesson.steps, [](const LessonStep& step) { return step.ask.has_value(); }));
}

}  // namespace emascope
