// SPDX-License-Identifier: Apache-2.0
#include "core/lessons/lesson.h"

#include <algorithm>

namespace emascope {
namespace {

/// The first of `values` with a half-life, of the kind kSynthesis if `only`; null without one.
const LessonValue* withHalfLife(const LessonValues& values, bool only) {
  for (const auto& [name, value] : values) {
    const bool wanted = !only || value.kind == LessonValue::Kind::kSynthesis;
    if (wanted && value.half_life > 0.0 && value.run.empty()) return &value;
  }
  return nullptr;
}

}  // namespace

std::optional<LessonValue> synthesisAt(const Lesson& lesson, std::size_t at) {
  if (at >= lesson.steps.size()) return std::nullopt;
  for (const bool only : {true, false}) {  // a refused one is not what to begin with
    for (std::size_t i = at + 1; i-- > 0;) {
      const LessonStep& step = lesson.steps[i];
      if (step.run != lesson.steps[at].run) break;
      if (const LessonValue* found = withHalfLife(step.values, only)) return *found;
      if (!step.ask) continue;
      if (const LessonValue* found = withHalfLife(step.ask->values, only)) return *found;
    }
  }
  return std::nullopt;
}

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
