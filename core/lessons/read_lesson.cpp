// SPDX-License-Identifier: Apache-2.0
#include "core/lessons/read_lesson.h"

#include "core/base/input_file.h"
#include "core/base/numbers.h"
#include "core/json/read_json_lines.h"
#include "core/lessons/lesson_reading.h"
#include "core/protocol/options/track_options.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

constexpr const char* kFormat = "emascope-lesson";
constexpr std::int64_t kVersion = 1;
constexpr std::int64_t kMostSteps = 1'000'000'000;
constexpr std::uint64_t kLongestFile = std::uint64_t{1} << 20U;

/// An option of `train` that a lesson may give. None reads or writes a file.
struct AllowedOption {
  std::string_view name;
  std::optional<std::string> RunOptions::*value;
};
constexpr std::array<AllowedOption, 12> kOptions = {
    {{"--lr", &RunOptions::lr},
     {"--lr-schedule", &RunOptions::lr_schedule},
     {"--optimizer", &RunOptions::optimizer},
     {"--momentum", &RunOptions::momentum},
     {"--weight-decay", &RunOptions::weight_decay},
     {"--batch", &RunOptions::batch},
     {"--accumulate", &RunOptions::accumulate},
     {"--clip-norm", &RunOptions::clip_norm},
     {"--clip-value", &RunOptions::clip_value},
     {"--precision", &RunOptions::precision},
     {"--snapshots", &RunOptions::snapshots},
     {"--snapshot-mib", &RunOptions::snapshot_mib}}};

void readOptions(const Fields& in, RunOptions& options) {
  const auto words = in.texts("options");
  for (std::size_t i = 0; i < words.size(); i += 2) {
    const std::string place = "options[" + std::to_string(i) + "]";
    const auto found = std::ranges::find(kOptions, words[i], &AllowedOption::name);
    if (found == kOptions.end()) {
      std::string known;
      for (const AllowedOption& option : kOptions) {
        known += (known.empty() ? "" : ", ") + std::string(option.name);
      }
      return in.fail(place, quotedText(words[i]) + " is no option of a lesson", known);
    }
    if (i + 1 == words.size()) return in.fail(place, "has no value", "an option and its value");
    options.*(found->value) = words[i + 1];
  }
}

void checkTracks(const Fields& in, const RunOptions& options, const Catalog& catalog) {
  for (std::size_t i = 0; i < options.tracks.size(); ++i) {
    const auto tracks = readTracks({options.tracks[i]}, catalog);
    if (tracks) continue;
    return in.fail("tracks[" + std::to_string(i) + "]", tracks.error().message(), "");
  }
}

RunReading readRun(const Fields& in, const std::string& name, const Catalog& catalog) {
  RunReading reading;
  LessonRun& run = reading.run;
  run.name = name;
  run.steps = in.integer("steps", 1, kMostSteps);
  run.eval_every = in.integer("eval_every", 1, kMostSteps);
  if (run.steps % run.eval_every != 0) {
    in.fail("steps", "is " + std::to_string(run.steps),
            "a multiple of " + std::to_string(run.eval_every));
  }
  RunOptions& options = run.options;
  options.preset = in.text("preset");
  options.steps = std::to_string(run.steps);
  options.eval_every = std::to_string(run.eval_every);
  options.speed = formatNumber(in.number("speed", 0.0, HUGE_VAL));
  options.tracks = in.texts("tracks");
  checkTracks(in, options, catalog);
  readOptions(in, options);
  in.only({"preset", "steps", "eval_every", "speed", "tracks", "options"});
  const auto config = resolve(options, catalog);
  if (!config) {
    in.fail("", config.error().message(), "");
    return reading;
  }
  reading.tracks = config->tracks;
  for (const TrackSpec& track : config->tracks) run.labels.push_back(track.label);
  return reading;
}

void readRuns(LessonReading& reading, const Fields& in) {
  const Fields runs = in.map("runs");
  checkMost(in, "runs", runs.keys().size(), kMostRuns);
  for (const std::string& name : runs.keys()) {
    reading.runs[name] = readRun(runs.map(name), name, *reading.catalog);
  }
}

void readNames(const LessonReading& reading, const Fields& in, Lesson& lesson) {
  const Fields names = in.map("names");
  for (const std::string& name : names.keys()) {
    const bool known = std::ranges::any_of(reading.runs, [&](const auto& run) {
      return std::ranges::any_of(run.second.tracks,
                                 [&](const TrackSpec& track) { return track.label == name; });
    });
    if (!known && name != kRawLine && name != kSynthesisLine) {
      names.fail(name, "is no track of any run", "raw, synthesis, or a track's label");
    }
    lesson.names[name] = readText(names, name);
  }
}

/// The runs in the order of their first step; refuses one that no step uses.
void takeRuns(const LessonReading& reading, const Fields& in, Lesson& lesson) {
  for (const LessonStep& step : lesson.steps) {
    const auto run = reading.runs.find(step.run);
    if (run != reading.runs.end() && findRun(lesson, step.run) == nullptr) {
      lesson.runs.push_back(run->second.run);
    }
  }
  for (const auto& [name, run] : reading.runs) {
    if (findRun(lesson, name) == nullptr) {
      in.fail("runs." + name, "is used by no step", "runs that are");
    } else if (const auto config = resolve(wholeRun(run.run), *reading.catalog); !config) {
      in.fail("runs." + name, config.error().message(), "");
    }
  }
}

void checkHead(const Fields& in) {
  if (in.text("format") != kFormat) in.refuse("format", kFormat);
  const std::int64_t version = in.integer("version", 1);
  if (version > kVersion) {
    in.fail("version", "is " + std::to_string(version) + ", newer than this program",
            std::to_string(kVersion));
  }
}

void checkId(const Fields& in, const std::string& id) {
  const bool plain = !id.empty() && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (!plain) in.refuse("id", "small letters, digits and -");
}

Lesson readWhole(LessonReading& reading, const Fields& in) {
  Lesson lesson;
  checkHead(in);
  lesson.id = in.text("id");
  checkId(in, lesson.id);
  lesson.place = in.integer("place", 1);
  lesson.title = readText(in, "title");
  lesson.axis = readAxis(in.map("axis"));
  readRuns(reading, in);
  std::string before;
  in.list("steps", [&](const Fields& step) {
    lesson.steps.push_back(readStep(reading, step, lesson.axis, before));
    before = lesson.steps.back().run;
  });
  if (in.has("steps") && lesson.steps.empty()) in.refuse("steps", "at least one");
  readNames(reading, in, lesson);
  takeRuns(reading, in, lesson);
  in.only({"format", "version", "id", "place", "title", "axis", "names", "runs", "steps"});
  return lesson;
}

bool isLanguage(std::string_view language) {
  constexpr std::size_t kShortest = 2;
  constexpr std::size_t kLongest = 8;
  return language.size() >= kShortest && language.size() <= kLongest &&
         std::ranges::all_of(language, [](char c) {
           return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '-';
         });
}

std::string inBraces(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& name : names)
    text += (text.empty() ? "{" : ", {") + shownText(name) + "}";
  return text.empty() ? "none" : text;
}

}  // namespace

std::string pathOf(const LessonReading& reading, const Fields& in, std::string_view key) {
  const std::string where = in.where(key);
  const std::string head = reading.source + ": ";
  return where.starts_with(head) ? where.substr(head.size()) : "";
}

LessonText readText(const Fields& in, std::string_view key, const LessonValues& names) {
  const LessonText text = in.textsByKey(key);
  if (!in.has(key)) return text;
  if (!text.contains("en")) {
    in.fail(key, "has no English text", "'en', and other languages beside it");
    return text;
  }
  const auto english = placeholders(text.at("en"));
  for (const auto& [language, words] : text) {
    const std::string place = std::string(key) + "." + language;
    if (!isLanguage(language)) in.fail(place, "is no language", "a code such as en, de or zh");
    if (const Status status = checkLimits(words); !status) {
      in.fail(place, status.error().why, status.error().allowed);
    }
    const auto used = placeholders(words);
    if (!used) {
      in.fail(place, "has a brace without a name", "{name}");
      return text;
    }
    for (const std::string& name : *used) {
      if (!names.contains(name))
        in.fail(place, "{" + shownText(name) + "} is no value", "names in 'values'");
    }
    if (english && *used != *english) {
      in.fail(place, "has " + inBraces(*used) + ", and the English text " + inBraces(*english),
              "the same");
    }
  }
  return text;
}

void checkMost(const Fields& in, std::string_view key, std::size_t count, std::size_t most) {
  if (count > most) in.fail(key, "has " + std::to_string(count), "at most " + std::to_string(most));
}

void checkStep(const Fields& in, std::string_view key, std::int64_t step, const LessonRun& run) {
  if (step % run.eval_every != 0 || step < run.eval_every) {
    in.fail(key, "is " + std::to_string(step), "a multiple of " + std::to_string(run.eval_every));
  } else if (step > run.steps) {
    in.fail(key, "is " + std::to_string(step) + ", after the end of the run",
            "at most " + std::to_string(run.steps));
  }
}

LessonAxis readAxis(const Fields& in) {
  LessonAxis axis;
  axis.logarithmic =
      in.choice("y", 2, [](int i) -> std::string_view { return i == 0 ? "log" : "linear"; }) == 0;
  axis.from = in.number("from");
  axis.to = in.number("to");
  if (axis.from >= axis.to) in.fail("to", "is not above 'from'", "a larger number");
  if (axis.logarithmic && axis.from <= 0.0) in.refuse("from", "above 0, since the axis is log");
  if (in.has("strip")) {
    const Fields strip = in.map("strip");
    axis.strip = LessonStrip{};
    axis.strip->what = static_cast<LessonStrip::What>(strip.choice(
        "what", 2, [](int i) -> std::string_view { return i == 0 ? "decay" : "rate"; }));
    if (strip.has("from") || strip.has("to")) {
      axis.strip->range = {strip.number("from"), strip.number("to")};
      if (axis.strip->range->first >= axis.strip->range->second) {
        strip.fail("to", "is not above 'from'", "a larger number");
      }
    }
    strip.only({"what", "from", "to"});
  }
  in.only({"y", "from", "to", "strip"});
  return axis;
}

Result<Lesson> readLesson(std::string_view json, const std::string& source,
                          const Catalog& catalog) {
  LessonReading reading{.json = json, .source = source, .catalog = &catalog};
  Lesson lesson;
  const Status status =
      readJsonLines(json, source, {}, [&](const Fields& in) { lesson = readWhole(reading, in); });
  if (!status) return status.error();
  return lesson;
}

Result<Lesson> readLessonFile(const std::string& path, const Catalog& catalog) {
  const auto text = readWholeFile(path, kLongestFile);
  if (!text) return text.error();
  return readLesson(*text, path, catalog);
}

}  // namespace emascope
