// SPDX-License-Identifier: Apache-2.0
//
// A catalog as an engine's, with the presets that lessons use, and a lesson of a few lines.
#pragma once

#include "core/lessons/read_lesson.h"
#include "core/protocol/spec/optimizer_settings.h"

#include <stdexcept>
#include <string>
#include <string_view>

namespace emascope {

inline Catalog lessonCatalog() {
  Catalog catalog;
  catalog.schedules = scheduleInfos();
  catalog.run_params = {ParamSpec{.id = "lr", .max = 10.0, .initial = 0.01}, weightDecayParam()};
  for (const char* id : {"two-spirals", "two-spirals-cosine", "curve", "digits", "noisy-signal"}) {
    PresetInfo preset{.id = id};
    preset.config.preset = id;
    preset.config.lr = 0.01;
    catalog.presets.push_back(preset);
  }
  return catalog;
}

/// Its lines are numbered in the tests of the reader.
inline const std::string kSmallLesson = R"({
 "format": "emascope-lesson", "version": 1,
 "id": "small", "place": 1,
 "title": {"en": "A small lesson", "de": "Eine kleine Lektion"},
 "axis": {"y": "log", "from": 0.1, "to": 2},
 "names": {"raw": {"en": "raw"}, "a": {"en": "average"}},
 "runs": {"one": {"preset": "curve", "steps": 400, "eval_every": 25, "speed": 0,
   "tracks": ["a:schedule=constant,beta=0.9", "b:schedule=inverse-power,beta=0.99"],
   "options": ["--snapshots", "50"]}},
 "steps": [
  {"run": "one", "stop": 100, "text": {"en": "It has begun at {m}.", "de": "Es begann bei {m}."},
   "values": {"m": {"mean": "raw", "over": [0, 100]}},
   "show": ["raw", "a"], "picture": ["raw", "b"], "knob": "a.beta",
   "do": ["set a.beta=0.5"],
   "ask": {
    "question": {"en": "Which is lower?"},
    "answers": {"z": {"en": "The average"}, "r": {"en": "Raw"}},
    "until": 300,
    "values": {"a": {"mean": "a", "over": [100, 300]},
     "r": {"mean": "raw", "over": [100, 300]},
     "p": {"percent_lower": ["a", "r"]}},
    "cases": [
     {"when": {"lower": ["a", "raw"], "over": [100, 300], "by": 0.05}, "right": "z",
      "say": {"en": "By {p} %: {a} against {r}."}},
     {"when": {"less": ["r", "a"]}, "right": "r", "say": {"en": "Raw: {r}."}},
     {"say": {"en": "Undecided: {a}."}}]}},
  {"run": "one", "stop": 400, "text": {"en": "The end."}, "show": ["*"]}]
}
)";

inline Lesson smallLesson() {
  auto lesson = readLesson(kSmallLesson, "small.json", lessonCatalog());
  if (!lesson) throw std::logic_error(lesson.error().message());
  return std::move(lesson).value();
}

}  // namespace emascope
