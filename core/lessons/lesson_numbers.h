// SPDX-License-Identifier: Apache-2.0
//
// The numbers that a lesson asks of its runs, from what was recorded. Any run may be given; a
// number that it does not have is missing, with the reason.
#pragma once

#include "core/lessons/lesson.h"
#include "core/lessons/number_text.h"
#include "core/protocol/record/run_record.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// What is known of one of a lesson's runs.
struct LessonEvidence {
  const RunRecord* record = nullptr;
  /// Averages that the engine refused to make after the run. Those that the run's configuration
  /// asked for, as in wholeRun(), are found in the record.
  std::vector<SynthesisSpec> refused = {};
};
/// By LessonRun::name; the records must outlive it.
using LessonEvidences = std::map<std::string, LessonEvidence, std::less<>>;

struct LessonNumber {
  /// None if the run does not have it. Infinite for a step that never comes.
  std::optional<double> value = {};
  LessonUnit unit = LessonUnit::kLoss;
  std::string missing = {};  ///< why there is none: "no track 'main' in (300, 500]"
  friend bool operator==(const LessonNumber&, const LessonNumber&) = default;
};
using LessonNumbers = std::map<std::string, LessonNumber, std::less<>>;

/// The numbers of `values`, which belong to a step of the run `run`.
[[nodiscard]] LessonNumbers numbersOf(const LessonValues& values, const std::string& run,
                                      const LessonEvidences& evidences);

/// The mean loss of the line `label`. It is missing if the run has not reached the end of `window`,
/// or if a loss in it is not finite.
[[nodiscard]] LessonNumber meanOf(const RunRecord& record, const std::string& label,
                                  const LessonWindow& window);

}  // namespace emascope
