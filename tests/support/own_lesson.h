// SPDX-License-Identifier: Apache-2.0
//
// The text of a lesson file with one step, of which a test chooses the parts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

struct OwnLesson {
  int version = 1;
  std::string title = "My own lesson";
  std::string text = "Look.";
  std::string question = {};  ///< empty: none
  std::string answer = "Yes";
  std::string other_answer = "No";
  std::string said = "It is so: {m}.";  ///< when the question is decided
  std::string name = {};                ///< of the line a; empty: none
  std::string mark = {};                ///< at the stop; empty: none
  std::vector<std::string> tracks = {"a:schedule=constant,beta=0.9"};
  std::vector<std::string> show = {"raw", "a"};
  std::string knob = {};
  std::string chart = "loss";
  std::int64_t steps = 400;
  std::int64_t eval_every = 25;
  std::int64_t stop = 100;
  std::int64_t until = 200;
};

/// `text` between quotes, with what JSON wants escaped.
[[nodiscard]] inline std::string quotedJson(const std::string& text) {
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') quoted += '\\';
    quoted += letter == '\n' ? "\\n" : letter == '\t' ? "\\t" : std::string(1, letter);
  }
  return quoted + '"';
}

[[nodiscard]] inline std::string quotedJson(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + quotedJson(text);
  return "[" + list + "]";
}

/// In English alone. Its step is in line 6.
[[nodiscard]] inline std::string ownLesson(const OwnLesson& own = {}) {
  const auto text = [](const std::string& words) { return R"({"en": )" + quotedJson(words) + "}"; };
  const std::string window = "[0, " + std::to_string(own.until) + "]";
  std::string file = R"({"format": "emascope-lesson", "version": )" + std::to_string(own.version);
  file += ",\n \"id\": \"own\", \"place\": 1, \"title\": " + text(own.title) + ",\n";
  file += R"( "axis": {"y": "log", "from": 0.1, "to": 2}, "names": {)" +
          (own.name.empty() ? std::string() : "\"a\": " + text(own.name)) + "},\n";
  file += R"( "runs": {"one": {"preset": "curve", "steps": )" + std::to_string(own.steps) +
          R"(, "eval_every": )" + std::to_string(own.eval_every) + ", \"speed\": 100,\n";
  file += "  \"tracks\": " + quotedJson(own.tracks) + ", \"options\": []}},\n";
  file += R"( "steps": [{"run": "one", "stop": )" + std::to_string(own.stop) +
          ", \"text\": " + text(own.text) + ", \"show\": " + quotedJson(own.show) +
          R"(, "picture": ["raw", )" +
          quotedJson(own.show.back() == "*" ? "raw" : own.show.back()) +
          "], \"chart\": " + quotedJson(own.chart);
  if (!own.mark.empty()) {
    file +=
        R"(, "mark": [{"at": )" + std::to_string(own.stop) + ", \"text\": " + text(own.mark) + "}]";
  }
  if (!own.knob.empty()) file += ", \"knob\": " + quotedJson(own.knob);
  if (!own.question.empty()) {
    file += ", \"ask\": {\"question\": " + text(own.question) +
            ", \"until\": " + std::to_string(own.until) +
            ", \"answers\": {\"y\": " + text(own.answer) + ", \"n\": " + text(own.other_answer) +
            R"(}, "values": {"m": {"mean": "raw", "over": )" + window +
            R"(}}, "cases": [{"when": {"less": [0, "m"]}, "right": "y", "say": )" + text(own.said) +
            "}, {\"say\": " + text(own.said) + "}]}";
  }
  return file + "}]}";
}

}  // namespace emascope
