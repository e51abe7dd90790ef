// SPDX-License-Identifier: Apache-2.0
//
// Reads the values of a step or question.
#include "core/base/numbers.h"
#include "core/lessons/lesson_reading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace emascope {
namespace {

using Kind = LessonValue::Kind;

/// Of each kind of value, in the order of Kind.
constexpr std::array<std::string_view, kLessonValueKinds> kKinds = {
    "mean",          "min",   "at",    "below",     "evaluations",   "differ",
    "first",         "best",  "binds", "spread",    "percent_lower", "percent_higher",
    "percent_apart", "times", "share", "synthesis", "refused",       "wrong_weight"};

bool isLabel(const RunReading& run, std::string_view label) {
  return std::ranges::any_of(run.tracks, [&](const TrackSpec& one) { return one.label == label; });
}

std::string lineNames(const RunReading& run) {
  return std::string(kRawLine) + (run.tracks.empty() ? "" : ", ") + labelList(run.tracks);
}

std::vector<std::int64_t> readSteps(const Fields& in, std::string_view key, const RunReading& run,
                                    std::int64_t latest) {
  const auto steps = in.integers(key, 1, latest);
  if (in.has(key) && steps.empty()) in.fail(key, "is empty", "at least one step");
  for (std::size_t i = 0; i < steps.size(); ++i) {
    checkStep(in, std::string(key) + "[" + std::to_string(i) + "]", steps[i], run.run);
  }
  return steps;
}

/// Reads one value, field by field.
class ValueReader {
 public:
  ValueReader(RunReading& run, const Fields& in, std::int64_t latest)
      : run_(run), in_(in), latest_(latest) {}

  LessonValue read(Kind kind) {
    value_.kind = kind;
    switch (kind) {
      case Kind::kMean:
      case Kind::kMin:
      case Kind::kAt:
        lossOrDecay();
        break;
      case Kind::kBelow:
      case Kind::kDiffer:
        lines(2);
        value_.over = readWindow(in_, "over", run_, latest_);
        only({"over"});
        break;
      case Kind::kEvaluations:
        value_.over = readWindow(in_, key(), run_, latest_);
        only({});
        break;
      case Kind::kFirst:
        first();
        break;
      case Kind::kBest:
        best();
        break;
      case Kind::kBinds:
        line(false);
        only({});
        break;
      case Kind::kSpread:
        others(0);
        break;
      case Kind::kShare:
        others(3);
        break;
      case Kind::kPercentLower:
      case Kind::kPercentHigher:
      case Kind::kPercentApart:
      case Kind::kTimes:
        others(2);
        break;
      case Kind::kSynthesis:
      case Kind::kRefused:
      case Kind::kWrongWeight:
        synthesis();
        break;
    }
    return std::move(value_);
  }

 private:
  [[nodiscard]] std::string_view key() const {
    return kKinds[static_cast<std::size_t>(value_.kind)];
  }

  void only(std::vector<std::string_view> known) const {
    known.push_back(key());
    known.emplace_back("run");
    in_.only(known);
  }

  void line(bool raw_allowed) {
    value_.tracks = {in_.text(key())};
    checkLine(in_, key(), value_.tracks.front(), run_, raw_allowed);
  }

  void lines(std::size_t count) {
    value_.tracks = in_.texts(key());
    if (in_.has(key()) && value_.tracks.size() != count) {
      in_.refuse(key(), std::to_string(count) + " lines");
    }
    for (const std::string& each : value_.tracks) checkLine(in_, key(), each, run_, true);
  }

  void lossOrDecay() {
    if (in_.has("what")) {
      value_.decay = in_.choice("what", 2, [](int i) -> std::string_view {
        return i == 0 ? "loss" : "decay";
      }) == 1;
    }
    line(!value_.decay);
    if (value_.kind == Kind::kAt) {
      value_.steps = {in_.integer("step", 1, latest_)};
      checkStep(in_, "step", value_.steps.front(), run_.run);
      return only({"step", "what"});
    }
    if (value_.kind == Kind::kMean && in_.has("at_steps")) {
      value_.steps = readSteps(in_, "at_steps", run_, latest_);
      return only({"at_steps", "what"});
    }
    value_.over = readWindow(in_, "over", run_, latest_);
    only({"over", "what"});
  }

  void first() {
    line(true);
    value_.under = in_.number("under");
    value_.after = in_.integer("after", 0, latest_);
    only({"under", "after"});
  }

  void best() {
    for (const auto& [half_life, label] : in_.textsByKey(key())) {
      const auto number = parseNumber(half_life, "");
      const std::string place = std::string(key()) + "." + half_life;
      if (!number || !(*number > 0.0)) in_.fail(place, "is under no half-life", "steps above 0");
      checkLine(in_, place, label, run_, true);
      if (number) value_.best.emplace_back(*number, label);
    }
    if (value_.best.size() < 2) in_.fail(key(), "has too few tracks", "at least 2");
    std::ranges::sort(value_.best);
    value_.over = readWindow(in_, "over", run_, latest_);
    only({"over"});
  }

  /// `count` 0 stands for two or more.
  void others(std::size_t count) {
    value_.of = in_.texts(key());
    const std::size_t size = value_.of.size();
    if (in_.has(key()) && (count == 0 ? size < 2 : size != count)) {
      in_.refuse(key(),
                 "names of " + (count == 0 ? "two or more" : std::to_string(count)) + " values");
    }
    only({});
  }

  void synthesis() {
    const Fields what = in_.map(key());
    value_.half_life = what.number("half_life");
    value_.steps = readSteps(what, "steps", run_, latest_);
    what.only({"half_life", "steps"});
    only({});
    if (!run_.run.options.snapshots) {
      in_.fail(key(), "needs snapshots", "a run with --snapshots");
    }
    checkMost(what, "steps", run_.run.syntheses.size() + value_.steps.size(), kMostOfRun);
    for (const std::int64_t step : value_.steps) {
      if (what.has("steps")) want(what, step);  // not after an error
    }
  }

  /// Adds an average that the run must make to those that it makes.
  void want(const Fields& what, std::int64_t step) {
    std::string label = "hl" + formatNumber(value_.half_life) + "-" + std::to_string(step);
    std::ranges::replace(label, '.', '_');
    const SynthesisSpec spec{
        .label = label, .profile = "half_life", .value = value_.half_life, .step = step};
    if (const Status status = checkSynthesis(spec, run_.run.steps); !status) {
      return what.fail("half_life", status.error().why, status.error().allowed);
    }
    if (std::ranges::find(run_.run.syntheses, spec) == run_.run.syntheses.end()) {
      run_.run.syntheses.push_back(spec);
    }
  }

  RunReading& run_;
  const Fields& in_;
  std::int64_t latest_;
  LessonValue value_ = {};
};

LessonValue readValue(LessonReading& reading, const Fields& in, const ValueScope& place) {
  const auto kind = oneOf(in, kKinds);
  if (!kind) return {};
  std::string name = place.run;
  std::int64_t latest = place.latest;
  if (in.has("run")) {
    name = in.text("run");
    const auto found = reading.runs.find(name);
    if (found == reading.runs.end() || !(found->second.left || name == place.run)) {
      in.fail("run", quotedText(name) + " is no run of an earlier step", "the name of one");
      return {};
    }
    if (name != place.run) latest = found->second.reached;
  }
  LessonValue value = ValueReader(reading.runs.at(name), in, latest).read(static_cast<Kind>(*kind));
  if (name != place.run) value.run = name;
  return value;
}

bool isValueName(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// Refuses names that are no values, and values that need themselves.
void checkNamesOf(const Fields& in, const LessonValues& values, const std::string& name,
                  std::vector<std::string>& above, std::set<std::string>& done) {
  if (done.contains(name)) return;
  if (std::ranges::find(above, name) != above.end()) {
    return in.fail(name, "needs itself", "values that do not");
  }
  above.push_back(name);
  for (const std::string& other : values.at(name).of) {
    if (!values.contains(other)) {
      in.fail(name, quotedText(other) + " is no value", "a name in 'values'");
      break;
    }
    checkNamesOf(in, values, other, above, done);
  }
  above.pop_back();
  done.insert(name);
}

}  // namespace

std::optional<std::size_t> oneOf(const Fields& in, std::span<const std::string_view> words) {
  std::optional<std::size_t> found;
  std::string known;
  for (std::size_t i = 0; i < words.size(); ++i) {
    known += (known.empty() ? "" : ", ") + std::string(words[i]);
    if (!in.has(words[i])) continue;
    if (found) {
      in.fail(words[i], "is a second one beside '" + std::string(words[*found]) + "'",
              "one of them");
      return std::nullopt;
    }
    found = i;
  }
  if (!found) in.fail("", "has none of these fields", known);
  return found;
}

void checkLine(const Fields& in, std::string_view key, const std::string& line,
               const RunReading& run, bool raw_allowed) {
  if (isLabel(run, line) || (raw_allowed && line == kRawLine)) return;
  in.fail(key, quotedText(line) + (line == kRawLine ? " is no average" : " is no track of its run"),
          raw_allowed ? lineNames(run) : labelList(run.tracks));
}

LessonWindow readWindow(const Fields& in, std::string_view key, const RunReading& run,
                        std::int64_t latest) {
  const auto ends = in.integers(key, 0);
  if (in.has(key) && ends.size() != 2) in.refuse(key, "two steps");
  if (ends.size() != 2) return {};
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string place = std::string(key) + "[" + std::to_string(i) + "]";
    if (ends[i] != 0 || i == 1) checkStep(in, place, ends[i], run.run);
  }
  if (ends[0] >= ends[1]) in.fail(key, "ends before it begins", "the earlier step first");
  if (ends[1] > latest) {
    in.fail(key, "ends at step " + std::to_string(ends[1]) + ", which is not reached by then",
            "at most " + std::to_string(latest));
  }
  return {ends[0], ends[1]};
}

LessonValues readValues(LessonReading& reading, const Fields& in, const ValueScope& place) {
  LessonValues values;
  if (!in.has("values")) return values;
  const Fields all = in.map("values");
  checkMost(in, "values", all.keys().size(), kMostValues);
  for (const std::string& name : all.keys()) {
    if (!isValueName(name)) all.fail(name, "is no name of a value", "letters, digits and _");
    values[name] = readValue(reading, all.map(name), place);
  }
  std::vector<std::string> above;
  std::set<std::string> done;
  for (const auto& [name, value] : values) checkNamesOf(all, values, name, above, done);
  return values;
}

}  // namespace emascope
