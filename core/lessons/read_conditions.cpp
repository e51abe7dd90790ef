// SPDX-License-Identifier: Apache-2.0
//
// Reads the condition of a question's case.
#include "core/lessons/lesson_reading.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using Test = LessonCondition::Kind;

/// Of each kind of condition, in the order of Kind.
constexpr std::array<std::string_view, 6> kTests = {"lower",  "equal", "less",
                                                    "equals", "all",   "not"};

LessonTerm readTerm(const Fields& in, std::string_view key, const nlohmann::json& item,
                    const LessonValues& values) {
  if (item.is_number()) return {.number = item.get<double>()};
  if (item.is_string() && values.contains(item.get_ref<const std::string&>())) {
    return {.name = item.get<std::string>()};
  }
  const std::string shown =
      item.is_string() ? quotedText(item.get_ref<const std::string&>()) : item.type_name();
  in.fail(key, shown + " is no value", "a number, or a name in 'values'");
  return {};
}

std::vector<LessonTerm> readTerms(const Fields& in, std::string_view key,
                                  const LessonValues& values) {
  const nlohmann::json* items = in.find(key);
  if (items == nullptr) return {};
  if (!items->is_array() || items->size() != 2) {
    in.refuse(key, "two numbers, or names in 'values'");
    return {};
  }
  return {readTerm(in, key, (*items)[0], values), readTerm(in, key, (*items)[1], values)};
}

/// ["a", "b"] or ["a", ["b", "c"]]
std::vector<std::string> readLower(const Fields& in) {
  const nlohmann::json* items = in.find("lower");
  if (items == nullptr) return {};
  std::vector<std::string> lines;
  if (items->is_array() && items->size() == 2 && (*items)[0].is_string()) {
    lines.push_back((*items)[0].get<std::string>());
    const nlohmann::json& others = (*items)[1];
    if (others.is_string()) lines.push_back(others.get<std::string>());
    if (others.is_array() &&
        std::ranges::all_of(others, [](const auto& one) { return one.is_string(); })) {
      for (const auto& other : others) lines.push_back(other.template get<std::string>());
    }
  }
  if (lines.size() < 2) in.refuse("lower", "a line and another one, or an array of others");
  return lines;
}

LessonCondition conditionIn(LessonReading& reading, const Fields& in, const ValueScope& place,
                            const LessonValues& values) {
  LessonCondition condition;
  const auto test = oneOf(in, kTests);
  if (!test) return condition;
  condition.kind = static_cast<Test>(*test);
  const std::string_view key = kTests[*test];
  const RunReading& run = reading.runs.at(place.run);
  switch (condition.kind) {
    case Test::kLower:
      condition.tracks = readLower(in);
      condition.margin = in.number("by", 0.0, 1.0);
      in.only({"lower", "over", "by"});
      break;
    case Test::kEqual:
      condition.tracks = in.texts("equal");
      if (in.has(key) && condition.tracks.size() < 2) in.refuse(key, "two lines or more");
      condition.margin = in.number("within", 0.0, HUGE_VAL);
      in.only({"equal", "over", "within"});
      break;
    case Test::kLess:
    case Test::kEquals:
      condition.terms = readTerms(in, key, values);
      in.only({key});
      return condition;
    case Test::kAll:
      in.list(key, [&](const Fields& part) {
        condition.parts.push_back(conditionIn(reading, part, place, values));
      });
      if (in.has(key) && condition.parts.empty()) in.refuse(key, "conditions");
      in.only({key});
      return condition;
    case Test::kNot:
      condition.parts.push_back(conditionIn(reading, in.map(key), place, values));
      in.only({key});
      return condition;
  }
  for (const std::string& line : condition.tracks) checkLine(in, key, line, run, true);
  condition.over = readWindow(in, "over", run, place.latest);
  return condition;
}

}  // namespace

LessonCondition readCondition(LessonReading& reading, const Fields& in, const ValueScope& place,
                              const LessonValues& values) {
  return conditionIn(reading, in.map("when"), place, values);
}

}  // namespace emascope
