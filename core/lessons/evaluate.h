// SPDX-License-Identifier: Apache-2.0
//
// Evaluates a lesson on a run: the texts of its steps with numbers filled in, and which case of a
// question holds. Accepts any run, also one that was edited, ended early or diverged. If the run
// lacks a number that a question needs, the question is undecided.
#pragma once

#include "core/lessons/lesson_numbers.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

struct LessonOutcome {
  std::size_t held = 0;    ///< index of the case that holds; the last one if it is undecided
  std::string right = {};  ///< an answer's id; empty: undecided, and no answer is wrong
  bool lacking = false;    ///< undecided because the run lacks a number, see LessonNumber::missing
  LessonNumbers numbers = {};
  friend bool operator==(const LessonOutcome&, const LessonOutcome&) = default;
};

/// Evaluates the question of `step` on the run. A condition on a number that the run lacks is
/// neither true nor false; if it comes first, the question is undecided. @pre step.ask
[[nodiscard]] LessonOutcome decide(const LessonStep& step, const LessonEvidences& evidences);

/// The text of the step with its numbers; "–" for one that the run lacks.
[[nodiscard]] std::string stepText(const LessonStep& step, const LessonEvidences& evidences,
                                   std::string_view language);

/// The text of the case; if the run lacks a number in it, only which answer is right, or that the
/// run does not decide the question. `outcome` is that of `question`.
[[nodiscard]] std::string outcomeText(const LessonQuestion& question, const LessonOutcome& outcome,
                                      std::string_view language);

/// A change to a run of a lesson: values of parameters, or something else.
struct OwnChange {
  std::string track = {};   ///< whose parameters; empty: those of the run
  std::int64_t step = 0;    ///< from which on they are in force; 0: from the start
  ParamValues values = {};  ///< only those that differ
  std::string other = {};   ///< if there are none: "steps: 8000", "no track: b", "201:remove b"
  friend bool operator==(const OwnChange&, const OwnChange&) = default;
};

/// Empty if the run is the lesson's. Seed, speed and device may be any.
[[nodiscard]] std::vector<OwnChange> ownChanges(const LessonRun& run, const RunConfig& config,
                                                const RunRecord& record);

}  // namespace emascope
