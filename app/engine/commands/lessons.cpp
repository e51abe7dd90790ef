// SPDX-License-Identifier: Apache-2.0
//
// Lists the lessons, or checks one on many seeds.
#include "app/common/exit_code.h"
#include "app/common/interruption.h"
#include "app/common/standard_output.h"
#include "app/engine/command.h"
#include "app/engine/lesson_check.h"
#include "app/engine/refusal.h"
#include "app/engine/runs/seed_runs.h"
#include "core/base/counted.h"
#include "core/base/utf8.h"
#include "core/lessons/read_lesson.h"
#include "core/lessons/shipped_lessons.h"
#include "core/session/engine.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

constexpr const char* kSeeds = "1..20";

struct LessonsOptions {
  std::string check = {};
  std::optional<std::string> seeds = {};
  std::string language = "en";
  bool as_json = false;
};

/// "power: What the exponent does, 3 questions"; in another language the number alone.
std::string lessonsText(const std::vector<Lesson>& lessons, std::string_view language) {
  std::string text;
  for (const Lesson& lesson : lessons) {
    const std::size_t count = questionCount(lesson);
    text += lesson.id + ": " + inLanguage(lesson.title, language) +
            (language == "en" ? ", " + counted(count, "question", "questions")
                              : " (" + std::to_string(count) + ")") +
            "\n";
  }
  return text;
}

std::string lessonsJson(const std::vector<Lesson>& lessons) {
  nlohmann::json list = nlohmann::json::array();
  for (const Lesson& lesson : lessons) {
    list.push_back({{"id", lesson.id},
                    {"place", lesson.place},
                    {"title", lesson.title},
                    {"questions", questionCount(lesson)}});
  }
  return list.dump(2) + "\n";
}

/// A shipped lesson by its id, or that of a file.
Result<Lesson> lessonOf(const std::string& named) {
  const Catalog catalog = engineCatalog();
  const auto lessons = shippedLessons(catalog);
  const auto found = std::ranges::find(lessons, named, &Lesson::id);
  if (found != lessons.end()) return *found;
  if (!std::filesystem::exists(named)) {
    std::string known = "a file";
    for (const Lesson& lesson : lessons) known += ", " + lesson.id;
    return Error{"lesson", "'" + named + "' is neither a lesson nor a file", known};
  }
  return readLessonFile(named, catalog);
}

int checkOne(const LessonsOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);
  const auto seeds = readSeeds(options.seeds.value_or(kSeeds));
  if (!seeds) return refuse(seeds.error());
  const auto lesson = lessonOf(options.check);
  if (!lesson) return refuse(lesson.error());
  Interruption interruption;
  const LessonCheck check = checkLesson(*lesson, *seeds, options.language, interruption);
  if (!check.trouble.empty()) std::cerr << "emascope-engine: " << check.trouble << '\n';
  if (check.seeds.empty()) return check.code;
  const std::string text = options.as_json ? checkJson(*lesson, check, options.language)
                                           : checkText(*lesson, check, options.language);
  const bool told = print("emascope-engine", text);
  return check.code == kExitOk && !told ? kExitFailure : check.code;
}

Status checkOptions(const LessonsOptions& options) {
  if (options.seeds && options.check.empty()) {
    return Error{"--seeds", "applies to a check", "together with --check FILE|ID"};
  }
  constexpr std::array<std::string_view, 3> kLanguages = {"en", "de", "zh"};
  if (std::ranges::find(kLanguages, options.language) != kLanguages.end()) return Ok{};
  return Error{"--lang", "'" + asOneLine(options.language) + "' is not known", "en, de, zh"};
}

int runLessons(const LessonsOptions& options) {
  if (const Status status = checkOptions(options); !status) return refuse(status.error());
  if (!options.check.empty()) return checkOne(options);
  const auto lessons = shippedLessons(engineCatalog());
  const std::string list =
      options.as_json ? lessonsJson(lessons) : lessonsText(lessons, options.language);
  return print("emascope-engine", list) ? kExitOk : kExitFailure;
}

}  // namespace

void registerCommandLessons(CommandRegistry& registry) {
  registry.push_back(
      {"lessons", "List the lessons, or check one on many seeds",
       [](CLI::App& app) -> std::function<int()> {
         const auto options = std::make_shared<LessonsOptions>();
         app.add_option("--check", options->check,
                        "Run a lesson on many seeds, and print how often each case of each\n"
                        "question holds")
             ->type_name("FILE|ID");
         app.add_option("--seeds", options->seeds,
                        "Seeds of the check, 3..8 or 3,7,9; default: " + std::string(kSeeds))
             ->type_name("LIST");
         app.add_option("--lang", options->language,
                        "Language of the texts: en, de, zh; English where one is missing")
             ->type_name("CODE")
             ->capture_default_str();
         app.add_flag("--json", options->as_json, "Print JSON");
         return [options] { return runLessons(*options); };
       }});
}

}  // namespace emascope
