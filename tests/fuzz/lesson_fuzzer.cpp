// SPDX-License-Identifier: Apache-2.0
//
// A lesson's file: any bytes are read or refused with a reason that can be printed. What is read
// can be run, and each text and question has an answer, whatever is known of the runs.
#include "core/base/utf8.h"
#include "core/lessons/evaluate.h"
#include "core/lessons/read_lesson.h"
#include "tests/core/lessons/lesson_catalog.h"
#include "tests/support/fake_run.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {
namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

bool isPrintable(const std::string& text) {
  return isUtf8(text) &&
         std::none_of(text.begin(), text.end(), [](unsigned char byte) { return byte < ' '; });
}

/// A run of the lesson's, with at most so many evaluations; those of the last half are not finite.
RunRecord recordOf(const RunConfig& config, std::int64_t evaluations, bool finite) {
  RunRecord record;
  event::Started started{.config = config};
  record.apply(started);
  const std::int64_t steps = std::min(config.steps, config.eval_every * evaluations);
  for (std::int64_t step = config.eval_every; step <= steps; step += config.eval_every) {
    EvalPoint point = fakePoint(step, config.tracks.size());
    if (!finite && 2 * step > steps) point.raw.loss = std::nan("");
    record.apply(event::Evaluated{{point}});
  }
  for (const SynthesisSpec& spec : config.syntheses) {
    record.apply(event::Synthesized{.spec = spec, .val = {0.5, 0.5}, .error = 0.1});
  }
  return record;
}

/// Every text and question of the lesson, with what is known of its runs.
void say(const Lesson& lesson, const LessonEvidences& evidences) {
  for (const char* language : {"en", "de", "zh", ""}) {
    for (const LessonStep& step : lesson.steps) {
      require(!stepText(step, evidences, language).empty());
      if (!step.ask) continue;
      const LessonOutcome outcome = decide(step, evidences);
      require(outcome.held < step.ask->cases.size());
      const bool known = std::ranges::any_of(step.ask->answers, [&](const LessonAnswer& answer) {
        return answer.id == outcome.right;
      });
      require(known || outcome.right.empty());
      require(!outcomeText(*step.ask, outcome, language).empty());
    }
  }
}

void tryLesson(const Lesson& lesson, const Catalog& catalog) {
  constexpr std::int64_t kEvaluations = 50;
  std::vector<RunRecord> records;
  records.reserve(2 * lesson.runs.size());
  LessonEvidences finite;
  LessonEvidences broken;
  for (const LessonRun& run : lesson.runs) {
    const auto config = resolve(wholeRun(run), catalog);
    require(config.ok());
    finite[run.name].record = &records.emplace_back(recordOf(*config, kEvaluations, true));
    broken[run.name].record = &records.emplace_back(recordOf(*config, kEvaluations, false));
    (void)ownChanges(run, *config, records.back());
  }
  say(lesson, {});
  say(lesson, finite);
  say(lesson, broken);
}

}  // namespace
}  // namespace emascope

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const emascope::Catalog catalog = emascope::lessonCatalog();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto lesson = emascope::readLesson(text, "f", catalog);
  if (lesson) {
    emascope::tryLesson(*lesson, catalog);
  } else {
    emascope::require(!lesson.error().why.empty() &&
                      emascope::isPrintable(lesson.error().message()));
  }
  return 0;
}
