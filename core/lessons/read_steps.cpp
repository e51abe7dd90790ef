// SPDX-License-Identifier: Apache-2.0
//
// Reads the steps of a lesson: their texts, edits, lines and questions.
#include "core/json/json_places.h"
#include "core/lessons/lesson_reading.h"
#include "core/protocol/options/action_options.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

bool isLine(const RunReading& run, std::string_view name) {
  return name == kRawLine || name == kSynthesisLine ||
         std::ranges::any_of(run.tracks, [&](const TrackSpec& one) { return one.label == name; });
}

/// A line, or a name that ends with * and begins as one of the labels does.
bool showsALine(const RunReading& run, std::string_view name) {
  if (!name.ends_with('*')) return isLine(run, name);
  const std::string_view head = name.substr(0, name.size() - 1);
  return std::ranges::any_of(run.tracks,
                             [&](const TrackSpec& one) { return one.label.starts_with(head); });
}

std::string linesOf(const RunReading& run) {
  return std::string(kRawLine) + ", " + labelList(run.tracks) + ", " + kSynthesisLine;
}

void readLines(const Fields& in, const RunReading& run, LessonStep& step) {
  step.show = in.texts("show");
  if (in.has("show") && step.show.empty()) in.refuse("show", "at least one line");
  for (std::size_t i = 0; i < step.show.size(); ++i) {
    if (showsALine(run, step.show[i])) continue;
    in.fail("show[" + std::to_string(i) + "]", quotedText(step.show[i]) + " is no line of the run",
            linesOf(run));
  }
  if (!in.has("picture")) return;
  const auto sides = in.texts("picture");
  if (in.has("picture") && sides.size() != 2) in.refuse("picture", "two lines: left and right");
  if (sides.size() != 2) return;
  for (std::size_t i = 0; i < 2; ++i) {
    if (isLine(run, sides[i])) continue;
    in.fail("picture[" + std::to_string(i) + "]", quotedText(sides[i]) + " is no line of the run",
            linesOf(run));
  }
  step.picture = {sides[0], sides[1]};
}

bool hasParam(const std::vector<ParamSpec>& specs, std::string_view id) {
  return std::ranges::any_of(specs, [&](const ParamSpec& spec) { return spec.id == id; });
}

bool isKnob(const LessonReading& reading, const RunReading& run, std::string_view knob) {
  if (knob == kSynthesisKnob) return true;  // see checkSynthesisKnob()
  const auto dot = knob.rfind('.');
  if (dot == std::string_view::npos) return hasParam(reading.catalog->run_params, knob);
  const std::string_view of = knob.substr(0, dot);
  const std::string_view id = knob.substr(dot + 1);
  return std::ranges::any_of(run.tracks, [&](const TrackSpec& track) {
    if (of != "*" && of != track.label) return false;
    const ScheduleInfo* rule = findSchedule(*reading.catalog, track.schedule);
    return rule != nullptr && hasParam(rule->params, id);
  });
}

/// Its slider makes averages at the steps of one that the lesson has made before.
void checkSynthesisKnob(const Fields& in, const RunReading& run) {
  if (!run.run.syntheses.empty()) return;
  in.fail("knob", quotedText(kSynthesisKnob) + " has no average to begin with",
          "an earlier 'synthesis' of the run in 'values'");
}

/// Reads what the step does at its pause, and checks it as `train` does.
void readEdits(const LessonReading& reading, const Fields& in, RunReading& run, LessonStep& step) {
  if (!in.has("do")) return;
  const auto typed = in.texts("do");
  checkMost(in, "do", run.run.dos.size() + typed.size(), kMostOfRun);
  if (!typed.empty() && step.stop >= run.run.steps) {
    in.fail("do", "comes after the last step",
            "a stop before step " + std::to_string(run.run.steps));
  }
  for (std::size_t i = 0; in.has("do") && i < typed.size(); ++i) {
    const std::string place = "do[" + std::to_string(i) + "]";
    const std::string whole = std::to_string(step.stop + 1) + ":" + typed[i];
    auto edits = readScheduled({whole}, {}, run.tracks, *reading.catalog);
    if (!edits) return in.fail(place, edits.error().why, edits.error().allowed);
    run.run.dos.push_back(whole);
    if (const auto config = resolve(wholeRun(run.run), *reading.catalog); !config) {
      return in.fail(place, config.error().message(), "");
    }
    for (ScheduledEdit& edit : edits.value()) {
      if (edit.action) {
        auto tracks = editedTracks(run.tracks, *edit.action);
        if (tracks) run.tracks = std::move(tracks).value();
      }
      step.edits.push_back(std::move(edit));
    }
  }
}

void readMarks(const Fields& in, const LessonRun& run, LessonStep& step) {
  if (!in.has("mark")) return;
  in.list("mark", [&](const Fields& mark) {
    step.marks.push_back({mark.integer("at", 1, run.steps), readText(mark, "text")});
    mark.only({"at", "text"});
  });
}

LessonCase readCase(LessonReading& reading, const Fields& in, const ValueScope& place,
                    const LessonQuestion& question, bool last) {
  LessonCase one;
  one.say = readText(in, "say", question.values);
  if (last) {
    in.only({"say"});
    return one;
  }
  one.when = readCondition(reading, in, place, question.values);
  one.right = in.text("right");
  std::string known;
  for (const LessonAnswer& answer : question.answers) {
    known += (known.empty() ? "" : ", ") + answer.id;
    if (answer.id == one.right) known.clear();
    if (known.empty()) break;
  }
  if (!known.empty()) in.fail("right", quotedText(one.right) + " is no answer", known);
  in.only({"when", "right", "say"});
  return one;
}

void readAnswers(const LessonReading& reading, const Fields& in, LessonQuestion& question) {
  const Fields answers = in.map("answers");
  checkMost(in, "answers", answers.keys().size(), kMostAnswers);
  for (const std::string& id :
       inDocumentOrder(reading.json, pathOf(reading, in, "answers"), answers.keys())) {
    question.answers.push_back({id, readText(answers, id)});
  }
  if (question.answers.size() < 2) in.fail("answers", "are too few", "at least 2");
}

LessonQuestion readQuestion(LessonReading& reading, const Fields& in, RunReading& run,
                            const LessonStep& step) {
  LessonQuestion question;
  question.question = readText(in, "question", step.values);
  readAnswers(reading, in, question);
  question.until = in.integer("until", 1);
  checkStep(in, "until", question.until, run.run);
  if (question.until < step.stop) {
    in.fail("until", "is before the stop at step " + std::to_string(step.stop), "a later step");
  }
  const ValueScope place{step.run, question.until};
  question.values = readValues(reading, in, place);
  const nlohmann::json* cases = in.find("cases");
  const std::size_t count = cases != nullptr ? cases->size() : 0;
  if (cases != nullptr && (!cases->is_array() || count < 2)) {
    in.refuse("cases", "two or more, of which the last is for a run that does not decide");
  }
  in.list("cases", [&](const Fields& one) {
    const bool last = question.cases.size() + 1 == count;
    question.cases.push_back(readCase(reading, one, place, question, last));
  });
  in.only({"question", "answers", "until", "values", "cases"});
  run.reached = question.until;
  return question;
}

/// The run of a step, which must not have been left; null after an error.
RunReading* runOf(LessonReading& reading, const Fields& in, const LessonStep& step,
                  const std::string& before) {
  const auto found = reading.runs.find(step.run);
  if (found == reading.runs.end()) {
    std::string known;
    for (const auto& [name, run] : reading.runs) known += (known.empty() ? "" : ", ") + name;
    in.fail("run", quotedText(step.run) + " is not in 'runs'", known);
    return nullptr;
  }
  if (found->second.left) {
    in.fail("run", "comes back to " + quotedText(step.run), "a run that no earlier step has left");
    return nullptr;
  }
  const auto last = reading.runs.find(before);
  if (last != reading.runs.end() && last != found) last->second.left = true;
  return &found->second;
}

void checkStop(const Fields& in, const LessonStep& step, const RunReading& run) {
  checkStep(in, "stop", step.stop, run.run);
  if (step.stop < run.reached) {
    in.fail("stop",
            "is " + std::to_string(step.stop) + ", and the run is already at step " +
                std::to_string(run.reached),
            "that step or a later one");
  }
}

}  // namespace

LessonStep readStep(LessonReading& reading, const Fields& in, const LessonAxis& lesson_axis,
                    const std::string& before) {
  LessonStep step;
  step.run = in.text("run");
  RunReading* run = runOf(reading, in, step, before);
  if (run == nullptr) return step;
  step.stop = in.integer("stop", 1);
  checkStop(in, step, *run);
  run->reached = step.stop;
  step.values = readValues(reading, in, {step.run, step.stop});
  step.text = readText(in, "text", step.values);
  readEdits(reading, in, *run, step);
  readLines(in, *run, step);
  if (in.has("chart")) {
    step.half_life_chart = in.choice("chart", 2, [](int i) -> std::string_view {
      return i == 0 ? "loss" : "half-life";
    }) == 1;
  }
  readMarks(in, run->run, step);
  if (in.has("knob")) {
    step.knob = in.text("knob");
    if (!isKnob(reading, *run, step.knob)) {
      in.fail("knob", quotedText(step.knob) + " is no parameter of the run or of its tracks",
              "LABEL.PARAM, *.PARAM, lr, " + std::string(kSynthesisKnob));
    } else if (step.knob == kSynthesisKnob) {
      checkSynthesisKnob(in, *run);
    }
  }
  step.axis = lesson_axis;
  if (in.has("axis")) {
    step.axis = readAxis(in.map("axis"));
    if (!step.axis.strip) step.axis.strip = lesson_axis.strip;
  }
  if (in.has("ask")) step.ask = readQuestion(reading, in.map("ask"), *run, step);
  in.only({"run", "stop", "text", "values", "do", "show", "picture", "chart", "mark", "knob",
           "axis", "ask"});
  return step;
}

}  // namespace emascope
