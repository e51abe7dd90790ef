// SPDX-License-Identifier: Apache-2.0
//
// A lesson: runs that pause at certain steps, where a text appears and perhaps a question, which
// the run itself then decides. Plain values, as read by readLesson(); docs/lessons.md describes the
// files, core/lessons/evaluate.h what a run says to them.
#pragma once

#include "core/lessons/lesson_text.h"
#include "core/protocol/options/run_options.h"
#include "core/protocol/spec/run_config.h"
#include "core/protocol/spec/synthesis_spec.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace emascope {

/// In the place of a track: the raw weights.
inline constexpr const char* kRawLine = "raw";
/// In the place of a track, where something is shown: the average that no track kept.
inline constexpr const char* kSynthesisLine = "synthesis";

/// As LessonStep::knob: the half-life of that average.
inline constexpr const char* kSynthesisKnob = "synthesis.half_life";

/// The evaluations with from < step <= to.
struct LessonWindow {
  std::int64_t from = 0;
  std::int64_t to = 0;
  friend bool operator==(const LessonWindow&, const LessonWindow&) = default;
};

/// A number that the run gives. The members that a kind does not name are empty.
struct LessonValue {
  enum class Kind {
    kMean,           ///< of tracks[0] over `over`, or over the evaluations at `steps`
    kMin,            ///< lowest of tracks[0] over `over`
    kAt,             ///< of tracks[0] at steps[0]
    kBelow,          ///< evaluations in `over` with tracks[0] < tracks[1]
    kEvaluations,    ///< evaluations in `over`
    kDiffer,         ///< largest distance of tracks[0] and tracks[1] over `over`
    kFirst,          ///< step of the first evaluation after step `after` with tracks[0] < `under`
    kBest,           ///< the half-life in `best` whose track has the lowest mean over `over`
    kBinds,          ///< step from which the cap of tracks[0] decides its decay, by its rule
    kSpread,         ///< how much higher the highest of the values `of` is than the lowest, in %
    kPercentLower,   ///< how much lower of[0] is than of[1], in %
    kPercentHigher,  ///< how much higher of[0] is than of[1], in %
    kPercentApart,   ///< the distance of of[0] and of[1], in % of of[1]
    kTimes,          ///< of[0] / of[1]
    kShare,          ///< the part of the way from of[0] to of[2] that of[1] has gone
    kSynthesis,      ///< mean loss of the average of half-life `half_life` at `steps`
    kRefused,        ///< 1 if that average is refused at one of `steps`, else 0
    kWrongWeight,    ///< the largest share of its weight that lies on wrong steps, in %
  };
  Kind kind = Kind::kMean;
  std::string run = {};                  ///< another run; empty: that of the step
  std::vector<std::string> tracks = {};  ///< labels, or kRawLine
  bool decay = false;                    ///< kMean, kMin, kAt: the decay instead of the loss
  std::optional<LessonWindow> over = {};
  std::vector<std::int64_t> steps = {};
  double under = 0.0;
  std::int64_t after = 0;
  double half_life = 0.0;                                 ///< in steps
  std::vector<std::pair<double, std::string>> best = {};  ///< half-lives and their tracks
  std::vector<std::string> of = {};                       ///< names of other values
  friend bool operator==(const LessonValue&, const LessonValue&) = default;
};
inline constexpr int kLessonValueKinds = static_cast<int>(LessonValue::Kind::kWrongWeight) + 1;
using LessonValues = std::map<std::string, LessonValue, std::less<>>;

/// The name of a value, or a number.
struct LessonTerm {
  std::string name = {};
  double number = 0.0;  ///< if `name` is empty
  friend bool operator==(const LessonTerm&, const LessonTerm&) = default;
};

struct LessonCondition {
  enum class Kind {
    kLower,   ///< mean(tracks[0]) <= (1 - margin) mean(each of the others), over `over`
    kEqual,   ///< the highest mean of `tracks` <= (1 + margin) the lowest, over `over`
    kLess,    ///< terms[0] < terms[1]
    kEquals,  ///< terms[0] = terms[1]
    kAll,     ///< all of `parts`
    kNot,     ///< not parts[0]
  };
  Kind kind = Kind::kAll;
  std::vector<std::string> tracks = {};
  LessonWindow over = {};
  double margin = 0.0;
  std::vector<LessonTerm> terms = {};
  std::vector<LessonCondition> parts = {};
  friend bool operator==(const LessonCondition&, const LessonCondition&) = default;
};

/// One outcome of a question.
struct LessonCase {
  std::optional<LessonCondition> when = {};  ///< none for the last case, which holds always
  std::string right = {};                    ///< an answer's id; empty for the last case
  LessonText say = {};
  friend bool operator==(const LessonCase&, const LessonCase&) = default;
};

struct LessonAnswer {
  std::string id = {};
  LessonText text = {};
  friend bool operator==(const LessonAnswer&, const LessonAnswer&) = default;
};

struct LessonQuestion {
  LessonText question = {};
  std::vector<LessonAnswer> answers = {};  ///< in the order of the file
  std::int64_t until = 0;                  ///< the step to which the run goes on after the answer
  LessonValues values = {};
  /// The first one that holds decides; the first of all is what the lesson expects.
  std::vector<LessonCase> cases = {};
  friend bool operator==(const LessonQuestion&, const LessonQuestion&) = default;
};

/// What is drawn below the losses.
struct LessonStrip {
  enum class What { kDecay, kRate };
  What what = What::kDecay;
  std::optional<std::pair<double, double>> range = {};  ///< of its axis
  friend bool operator==(const LessonStrip&, const LessonStrip&) = default;
};

/// The loss axis, fixed so that lines do not jump.
struct LessonAxis {
  bool logarithmic = true;
  double from = 0.0;
  double to = 1.0;
  std::optional<LessonStrip> strip = {};
  friend bool operator==(const LessonAxis&, const LessonAxis&) = default;
};

struct LessonMark {
  std::int64_t at = 0;
  LessonText text = {};
  friend bool operator==(const LessonMark&, const LessonMark&) = default;
};

struct LessonStep {
  std::string run = {};   ///< another one than before starts anew, with the same seed
  std::int64_t stop = 0;  ///< the run pauses after this step, and the text appears
  LessonText text = {};
  std::vector<ScheduledEdit> edits = {};  ///< made at the pause, in force from stop + 1 on
  std::vector<std::string> show = {};     ///< lines: labels of the run's tracks, kRawLine, …
  std::pair<std::string, std::string> picture = {};  ///< left and right; empty: none
  bool half_life_chart = false;                      ///< instead of loss against step
  std::vector<LessonMark> marks = {};
  std::string knob = {};  ///< "main.beta", "*.beta" for all tracks, "lr", kSynthesisKnob
  LessonAxis axis = {};   ///< the step's own, or the lesson's
  LessonValues values = {};
  std::optional<LessonQuestion> ask = {};
  friend bool operator==(const LessonStep&, const LessonStep&) = default;
};

struct LessonRun {
  std::string name = {};
  RunOptions options = {};  ///< without a seed, edits and syntheses; resolve() accepts them
  std::int64_t steps = 0;
  std::int64_t eval_every = 0;
  std::vector<std::string> labels = {};       ///< of its tracks
  std::vector<std::string> dos = {};          ///< the edits of all its steps, as --do spells them
  std::vector<SynthesisSpec> syntheses = {};  ///< that its questions ask for, each with a label
  friend bool operator==(const LessonRun&, const LessonRun&) = default;
};

struct Lesson {
  std::string id = {};
  std::int64_t place = 1;  ///< in the list of lessons
  LessonText title = {};
  LessonAxis axis = {};
  std::map<std::string, LessonText, std::less<>> names = {};  ///< what is written on a line
  std::vector<LessonRun> runs = {};                           ///< in the order of their first step
  std::vector<LessonStep> steps = {};
  friend bool operator==(const Lesson&, const Lesson&) = default;
};

/// What the knob kSynthesisKnob begins with at step number `at`: the half-life and the steps of the
/// last synthesis that this step or one before it in its run asks for; none without one.
[[nodiscard]] std::optional<LessonValue> synthesisAt(const Lesson& lesson, std::size_t at);

/// The run called `name`, or null.
[[nodiscard]] const LessonRun* findRun(const Lesson& lesson, std::string_view name);

/// The options of the whole run without a pause, edits and syntheses included.
[[nodiscard]] RunOptions wholeRun(const LessonRun& run);

/// The number of questions.
[[nodiscard]] std::size_t questionCount(const Lesson& lesson);

}  // namespace emascope
