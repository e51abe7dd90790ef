// SPDX-License-Identifier: Apache-2.0
//
// Checks a lesson on many seeds: how often each case of each question holds. Its author sees
// whether learners will be told what the lesson expects.
#pragma once

#include "app/common/interruption.h"
#include "core/lessons/lesson.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// One case of a question.
struct CaseCount {
  std::vector<std::uint64_t> seeds = {};  ///< of the runs in which it held
  std::string example = {};               ///< what it said in the first of them
};

struct QuestionCount {
  std::size_t step = 0;               ///< index in Lesson::steps
  std::vector<CaseCount> cases = {};  ///< in the order of LessonQuestion::cases
};

struct LessonCheck {
  int code = 0;  ///< exit code; if it is not 0, a run was not complete and was not counted
  std::string trouble = {};
  std::vector<std::uint64_t> seeds = {};  ///< whose runs are complete
  std::vector<QuestionCount> questions = {};
};

/// Runs all of the lesson's runs for each seed, at full speed. Examples are in `language`.
[[nodiscard]] LessonCheck checkLesson(const Lesson& lesson, const std::vector<std::uint64_t>& seeds,
                                      std::string_view language, Interruption& interruption);

[[nodiscard]] std::string checkText(const Lesson& lesson, const LessonCheck& check,
                                    std::string_view language);
[[nodiscard]] std::string checkJson(const Lesson& lesson, const LessonCheck& check,
                                    std::string_view language);

}  // namespace emascope
