// SPDX-License-Identifier: Apache-2.0
#include "app/engine/lesson_check.h"

#include "app/common/exit_code.h"
#include "app/common/run_words.h"
#include "app/common/text_table.h"
#include "app/engine/runs/quiet_run.h"
#include "core/base/counted.h"
#include "core/base/numbers.h"
#include "core/lessons/evaluate.h"
#include "core/session/engine.h"

#include <map>
#include <utility>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

constexpr std::size_t kCheckWidth = 100;

/// Runs the lesson's runs with one seed. Returns false, with the reason in `check`, if one of them
/// is not complete.
bool runAll(const Lesson& lesson, std::uint64_t seed, const Catalog& catalog,
            Interruption& interruption, std::map<std::string, RunRecord>& records,
            LessonCheck& check) {
  for (const LessonRun& run : lesson.runs) {
    RunOptions options = wholeRun(run);
    options.seed = std::to_string(seed);
    options.speed = "0";
    const auto config = resolve(options, catalog);
    const std::string where = "run " + run.name + ", seed " + std::to_string(seed) + ": ";
    if (!config) {
      check.code = kExitUsage;
      check.trouble = where + config.error().message();
      return false;
    }
    QuietRun done = runQuietly(*config, interruption);
    RunRecord judged = done.record;
    judged.refused.clear();  // an average that is refused is what some questions are about
    check.code = done.refused               ? kExitUsage
                 : interruption.requested() ? exitCodeOfSignal(interruption.signal())
                                            : exitCodeOf(judged, false, 0);
    if (check.code != kExitOk) {
      check.trouble = where + (done.refused                   ? done.refused->message()
                               : interruption.requested()     ? "interrupted"
                               : done.record.failures.empty() ? "no evaluation is finite"
                                                              : done.record.failures.back().what);
      return false;
    }
    records[run.name] = std::move(done.record);
  }
  return true;
}

void countSeed(const Lesson& lesson, std::uint64_t seed,
               const std::map<std::string, RunRecord>& records, std::string_view language,
               LessonCheck& check) {
  LessonEvidences evidences;
  for (const auto& [name, record] : records) evidences[name] = {.record = &record};
  check.seeds.push_back(seed);
  for (QuestionCount& question : check.questions) {
    const LessonStep& step = lesson.steps[question.step];
    const LessonOutcome outcome = decide(step, evidences);
    CaseCount& held = question.cases[outcome.held];
    if (held.seeds.empty()) held.example = outcomeText(*step.ask, outcome, language);
    held.seeds.push_back(seed);
  }
}

std::string shareText(std::size_t part, std::size_t whole) {
  if (whole == 0) return "";
  const double share = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  return formatShort(share, 3) + " %";
}

std::string questionText(const Lesson& lesson, const QuestionCount& count, std::size_t seeds,
                         std::string_view language) {
  const LessonStep& step = lesson.steps[count.step];
  const LessonQuestion& question = *step.ask;
  std::string text = "\nStep " + std::to_string(count.step + 1) + ", " + step.run + " at " +
                     std::to_string(step.stop) + " to " + std::to_string(question.until) + "\n" +
                     wrapped(inLanguage(question.question, language), "  ", kCheckWidth);
  TextTable table({"  right answer", "seeds", "share"});
  for (std::size_t i = 0; i < question.cases.size(); ++i) {
    const std::string& right = question.cases[i].right;
    const std::size_t held = count.cases[i].seeds.size();
    table.add({"  " + (right.empty() ? "undecided" : right) + (i == 0 ? " (expected)" : ""),
               std::to_string(held) + " of " + std::to_string(seeds), shareText(held, seeds)});
  }
  text += table.text();
  for (const CaseCount& one : count.cases) {
    if (one.seeds.empty()) continue;
    text += wrapped("seed " + std::to_string(one.seeds.front()) + ": " + one.example, "  ",
                    kCheckWidth);
  }
  return text;
}

}  // namespace

LessonCheck checkLesson(const Lesson& lesson, const std::vector<std::uint64_t>& seeds,
                        std::string_view language, Interruption& interruption) {
  LessonCheck check;
  for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
    const auto& ask = lesson.steps[i].ask;
    if (ask) check.questions.push_back({i, std::vector<CaseCount>(ask->cases.size())});
  }
  const Catalog catalog = engineCatalog();
  for (const std::uint64_t seed : seeds) {
    std::map<std::string, RunRecord> records;
    if (!runAll(lesson, seed, catalog, interruption, records, check)) return check;
    countSeed(lesson, seed, records, language, check);
  }
  return check;
}

std::string checkText(const Lesson& lesson, const LessonCheck& check, std::string_view language) {
  const std::size_t seeds = check.seeds.size();
  std::string text = lesson.id + ": " + inLanguage(lesson.title, language) + " (" +
                     counted(questionCount(lesson), "question", "questions") + ", " +
                     counted(seeds, "seed", "seeds") + ")\n";
  for (const QuestionCount& question : check.questions) {
    text += questionText(lesson, question, seeds, language);
  }
  return text;
}

std::string checkJson(const Lesson& lesson, const LessonCheck& check, std::string_view language) {
  using nlohmann::json;
  json questions = json::array();
  for (const QuestionCount& count : check.questions) {
    const LessonStep& step = lesson.steps[count.step];
    json cases = json::array();
    for (std::size_t i = 0; i < count.cases.size(); ++i) {
      const std::string& right = step.ask->cases[i].right;
      const CaseCount& one = count.cases[i];
      cases.push_back({{"right", right.empty() ? json(nullptr) : json(right)},
                       {"seeds", one.seeds},
                       {"text", one.example}});
    }
    questions.push_back({{"step", count.step + 1},
                         {"run", step.run},
                         {"stop", step.stop},
                         {"until", step.ask->until},
                         {"question", inLanguage(step.ask->question, language)},
                         {"expected", step.ask->cases.front().right},
                         {"cases", std::move(cases)}});
  }
  const json whole = {{"id", lesson.id},
                      {"title", inLanguage(lesson.title, language)},
                      {"seeds", check.seeds},
                      {"questions", std::move(questions)}};
  return whole.dump(2) + "\n";
}

}  // namespace emascope
