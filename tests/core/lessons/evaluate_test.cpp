// SPDX-License-Identifier: Apache-2.0
//
// Records made by hand, whose means, distances and steps follow from closed forms.
#include "core/lessons/evaluate.h"

#include "core/rules/rule_clock.h"
#include "tests/core/lessons/lesson_catalog.h"

#include <cmath>
#include <functional>
#include <limits>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using Kind = LessonValue::Kind;
using Condition = LessonCondition::Kind;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// An evaluation every 10 steps up to 100: raw has the loss `step`, the track a `slope` times it.
RunRecord straightRun(double slope = 0.5) {
  RunRecord record;
  record.tracks = {{.label = "a",
                    .schedule = "inverse-power",
                    .params = {{"beta", 0.99}, {"power", 1.0}, {"update_after_step", 10.0}}},
                   {.label = "b", .schedule = "constant", .params = {{"beta", 0.9}}}};
  record.alive = 2;
  record.config.tracks = record.tracks;
  for (std::int64_t step = 10; step <= 100; step += 10) {
    const auto x = static_cast<double>(step);
    EvalPoint point{.step = step, .raw = {.loss = x}};
    point.tracks = {{.val = {.loss = slope * x}, .decay = 1.0 - 1.0 / x},
                    {.val = {.loss = 60.0}, .decay = 0.9}};
    record.points.push_back(point);
  }
  return record;
}

LessonNumber numberOf(const LessonValue& value, const RunRecord& record,
                      const LessonValues& others = {}) {
  LessonValues values = others;
  values["it"] = value;
  return numbersOf(values, "run", {{"run", {.record = &record}}}).at("it");
}

double valueOf(const LessonValue& value, const RunRecord& record) {
  return numberOf(value, record).value.value_or(kNaN);
}

TEST(LessonValues, AMeanIsThatOfTheEvaluationsAfterTheFirstStepUpToTheLast) {
  const RunRecord run = straightRun();
  // (20, 50]: 30, 40, 50
  EXPECT_DOUBLE_EQ(valueOf({.kind = Kind::kMean, .tracks = {"raw"}, .over = {{20, 50}}}, run),
                   40.0);
  EXPECT_DOUBLE_EQ(valueOf({.kind = Kind::kMean, .tracks = {"a"}, .over = {{20, 50}}}, run), 20.0);
  EXPECT_DOUBLE_EQ(valueOf({.kind = Kind::kMean, .tracks = {"raw"}, .steps = {10, 100}}, run),
                   55.0);
  EXPECT_DOUBLE_EQ(valueOf({.kind = Kind::kMin, .tracks = {"raw"}, .over = {{20, 50}}}, run), 30.0);
}

TEST(LessonValues, AValueAtAStepMayBeADecay) {
  const RunRecord run = straightRun();
  EXPECT_DOUBLE_EQ(valueOf({.kind = Kind::kAt, .tracks = {"a"}, .steps = {40}}, run), 20.0);
  const LessonNumber decay =
      numberOf({.kind = Kind::kAt, .tracks = {"a"}, .decay = true, .steps = {40}}, run);
  EXPECT_DOUBLE_EQ(*decay.value, 0.975);
  EXPECT_EQ(decay.unit, LessonUnit::kDecay);
}

TEST(LessonValues, CountsEvaluationsAndWins) {
  const RunRecord run = straightRun();
  EXPECT_EQ(valueOf({.kind = Kind::kEvaluations, .over = {{0, 100}}}, run), 10.0);
  // raw < b at 10 … 50; equal at 60
  EXPECT_EQ(valueOf({.kind = Kind::kBelow, .tracks = {"raw", "b"}, .over = {{0, 100}}}, run), 5.0);
  EXPECT_EQ(valueOf({.kind = Kind::kBelow, .tracks = {"b", "raw"}, .over = {{0, 100}}}, run), 4.0);
  EXPECT_EQ(valueOf({.kind = Kind::kDiffer, .tracks = {"raw", "b"}, .over = {{0, 100}}}, run),
            50.0);
}

TEST(LessonValues, AStepThatNeverComesIsInfinite) {
  const RunRecord run = straightRun();
  const LessonValue first{.kind = Kind::kFirst, .tracks = {"a"}, .under = 20.0, .after = 10};
  EXPECT_EQ(valueOf(first, run), 20.0);
  EXPECT_TRUE(std::isinf(valueOf({.kind = Kind::kFirst, .tracks = {"a"}, .under = 1.0}, run)));
  EXPECT_TRUE(std::isinf(valueOf({.kind = Kind::kBinds, .tracks = {"b"}}, run)));
}

TEST(LessonValues, ACapBindsWhereTheRampReachesIt) {
  // With power 1 the ramp 1 - 1/(1 + n) reaches 0.99 at n = 99, which counts from the step after
  // the 10 of the warm-up and the first blend.
  const RunRecord run = straightRun();
  const double step = valueOf({.kind = Kind::kBinds, .tracks = {"a"}}, run);
  const ScheduleEntry& rule = *findRule("inverse-power");
  const auto values = orderedValues(rule, run.tracks[0].params, "");
  RuleClock clock(rule, *values);
  std::int64_t calls = 0;
  do {
    ++calls;
  } while (clock.next().reason != Reason::kCap && calls < 1000);
  EXPECT_EQ(step, static_cast<double>(calls));
  EXPECT_NEAR(step, 110.0, 1.5);
}

TEST(LessonValues, TheBestHalfLifeIsThatOfTheLowestMean) {
  const LessonValue best{
      .kind = Kind::kBest, .over = {{0, 100}}, .best = {{7.0, "a"}, {30.0, "b"}}};
  EXPECT_EQ(valueOf(best, straightRun(0.5)), 7.0);  // 27.5 against 60
  EXPECT_EQ(valueOf(best, straightRun(2.0)), 30.0);
}

TEST(LessonValues, AreComputedFromOthers) {
  const RunRecord run = straightRun();
  const LessonValues others = {
      {"r", {.kind = Kind::kMean, .tracks = {"raw"}, .over = {{0, 100}}}},  // 55
      {"a", {.kind = Kind::kMean, .tracks = {"a"}, .over = {{0, 100}}}},    // 27.5
      {"b", {.kind = Kind::kMean, .tracks = {"b"}, .over = {{0, 100}}}}};   // 60
  const auto of = [&](Kind kind, std::vector<std::string> names) {
    return *numberOf({.kind = kind, .of = std::move(names)}, run, others).value;
  };
  EXPECT_DOUBLE_EQ(of(Kind::kPercentLower, {"a", "r"}), 50.0);
  EXPECT_DOUBLE_EQ(of(Kind::kPercentHigher, {"r", "a"}), 100.0);
  EXPECT_DOUBLE_EQ(of(Kind::kPercentApart, {"a", "r"}), 50.0);
  EXPECT_DOUBLE_EQ(of(Kind::kTimes, {"a", "r"}), 0.5);
  EXPECT_DOUBLE_EQ(of(Kind::kShare, {"b", "r", "a"}), 5.0 / 32.5);
  EXPECT_NEAR(of(Kind::kSpread, {"a", "b", "r"}), 100.0 * (60.0 / 27.5 - 1.0), 1e-12);
}

TEST(LessonValues, AnAverageMadeAfterwardIsFoundByItsHalfLifeAndStep) {
  RunRecord run = straightRun();
  run.syntheses = {{.spec = {"x", "half_life", 20.0, 50}, .val = {.loss = 1.0}, .error = 0.02},
                   {.spec = {"y", "half_life", 20.0, 100}, .val = {.loss = 3.0}, .error = 0.04}};
  const auto of = [&](Kind kind, double half_life) {
    return numberOf({.kind = kind, .steps = {50, 100}, .half_life = half_life}, run);
  };
  EXPECT_EQ(*of(Kind::kSynthesis, 20.0).value, 2.0);
  EXPECT_EQ(*of(Kind::kWrongWeight, 20.0).value, 2.0);  // half of an L1 distance of 0.04
  EXPECT_EQ(*of(Kind::kRefused, 20.0).value, 0.0);
  EXPECT_FALSE(of(Kind::kRefused, 3.0).value);  // neither made nor refused
  run.config.syntheses = {{"z", "half_life", 3.0, 50}};
  run.refused = {{"synthesize z", "too short", ""}};
  EXPECT_EQ(*of(Kind::kRefused, 3.0).value, 1.0);
  EXPECT_FALSE(of(Kind::kSynthesis, 3.0).value);
}

TEST(LessonValues, OfAnotherRunNeedItsRecord) {
  const RunRecord run = straightRun();
  LessonValue value{.kind = Kind::kMean, .run = "other", .tracks = {"raw"}, .over = {{0, 100}}};
  EXPECT_FALSE(numberOf(value, run).value);
  const LessonNumbers both = numbersOf({{"it", value}}, "run", {{"other", {.record = &run}}});
  EXPECT_DOUBLE_EQ(*both.at("it").value, 55.0);
}

TEST(LessonValues, AreMissingWhereTheRunHasNone) {
  const LessonValue mean{.kind = Kind::kMean, .tracks = {"a"}, .over = {{20, 50}}};
  RunRecord stopped = straightRun();
  stopped.points.resize(4);  // up to step 40
  EXPECT_EQ(numberOf(mean, stopped).missing, "no evaluations of 'a' in (20, 50]");
  RunRecord diverged = straightRun();
  diverged.points[3].tracks[0].val.loss = kNaN;
  EXPECT_FALSE(numberOf(mean, diverged).value);
  RunRecord renamed = straightRun();
  renamed.tracks[0].label = "c";
  EXPECT_FALSE(numberOf(mean, renamed).value);
  RunRecord later = straightRun();
  later.points[2].tracks[0] = kNoEvaluation;  // added at step 35
  EXPECT_FALSE(numberOf(mean, later).value);
  EXPECT_FALSE(numberOf({.kind = Kind::kTimes, .of = {"x", "x"}}, later,
                        {{"x", {.kind = Kind::kMean, .tracks = {"no"}, .over = {{0, 10}}}}})
                   .value);
}

/// The step of a question with `condition` for the answer "yes", and a case that does not decide.
LessonStep asking(const LessonCondition& condition, const LessonValues& values = {}) {
  LessonQuestion question{.answers = {{"yes", {{"en", "Yes"}}}}, .until = 100, .values = values};
  question.cases = {{condition, "yes", {{"en", "It is."}}}, {{}, "", {{"en", "Open."}}}};
  return {.run = "run", .ask = question};
}

bool saysYes(const LessonCondition& condition, const RunRecord& record,
             const LessonValues& values = {}) {
  return decide(asking(condition, values), {{"run", {.record = &record}}}).right == "yes";
}

TEST(LessonConditions, LowerMeansByAtLeastTheMargin) {
  const RunRecord run = straightRun(0.5);  // a has half of raw's mean
  const auto lower = [&](double margin, std::vector<std::string> lines) {
    return saysYes(
        {.kind = Condition::kLower, .tracks = std::move(lines), .over = {0, 100}, .margin = margin},
        run);
  };
  EXPECT_TRUE(lower(0.5, {"a", "raw"}));
  EXPECT_FALSE(lower(0.51, {"a", "raw"}));
  EXPECT_FALSE(lower(0.0, {"raw", "a"}));
  EXPECT_TRUE(lower(0.5, {"a", "raw", "b"}));
  EXPECT_FALSE(lower(0.52, {"a", "b", "raw"}));
}

TEST(LessonConditions, EqualMeansWithinTheMarginOfTheLowest) {
  const auto equal = [](double slope, double margin) {
    return saysYes(
        {.kind = Condition::kEqual, .tracks = {"raw", "a"}, .over = {0, 100}, .margin = margin},
        straightRun(slope));
  };
  EXPECT_TRUE(equal(0.8, 0.25));
  EXPECT_FALSE(equal(0.8, 0.24));
  EXPECT_TRUE(equal(1.25, 0.25));
}

TEST(LessonConditions, CompareNumbersAndNames) {
  const RunRecord run = straightRun();
  const LessonValues values = {{"n", {.kind = Kind::kEvaluations, .over = {{0, 100}}}}};
  const auto compare = [&](Condition kind, LessonTerm a, LessonTerm b) {
    return saysYes({.kind = kind, .terms = {std::move(a), std::move(b)}}, run, values);
  };
  EXPECT_TRUE(compare(Condition::kLess, {"n"}, {"", 10.5}));
  EXPECT_FALSE(compare(Condition::kLess, {"n"}, {"", 10.0}));
  EXPECT_TRUE(compare(Condition::kLess, {"", 9.5}, {"n"}));
  EXPECT_TRUE(compare(Condition::kEquals, {"n"}, {"", 10.0}));
  EXPECT_FALSE(compare(Condition::kEquals, {"n"}, {"", 9.0}));
}

TEST(LessonConditions, WhatIsNotKnownIsNeitherTrueNorFalse) {
  const RunRecord run = straightRun();
  const LessonCondition unknown{
      .kind = Condition::kLower, .tracks = {"no", "raw"}, .over = {0, 100}};
  const LessonCondition no{.kind = Condition::kLess, .terms = {{"", 2.0}, {"", 1.0}}};
  const LessonCondition yes{.kind = Condition::kLess, .terms = {{"", 1.0}, {"", 2.0}}};
  const auto all = [](std::vector<LessonCondition> parts) {
    return LessonCondition{.kind = Condition::kAll, .parts = std::move(parts)};
  };
  const auto negated = [](LessonCondition part) {
    return LessonCondition{.kind = Condition::kNot, .parts = {std::move(part)}};
  };
  EXPECT_FALSE(saysYes(unknown, run));
  EXPECT_FALSE(saysYes(negated(unknown), run));
  EXPECT_FALSE(saysYes(all({yes, unknown}), run));
  EXPECT_FALSE(saysYes(negated(all({yes, unknown})), run));
  EXPECT_TRUE(saysYes(negated(all({unknown, no})), run));  // one that is false decides
  EXPECT_TRUE(saysYes(negated(no), run));
  EXPECT_TRUE(saysYes(all({yes, yes}), run));
}

TEST(LessonOutcomes, TheFirstCaseThatHoldsDecides) {
  const LessonStep step = smallLesson().steps.front();
  const auto outcome = [&](double slope) {
    RunRecord run = straightRun(slope);
    for (EvalPoint& point : run.points) point.step *= 5;  // 50, 100, … 500
    return decide(step, {{"one", {.record = &run}}});
  };
  const LessonOutcome lower = outcome(0.5);
  EXPECT_EQ(lower.held, 0U);
  EXPECT_EQ(lower.right, "z");
  EXPECT_EQ(outcomeText(*step.ask, lower, "en"), "By 50 %: 22.5 against 45.0.");
  const LessonOutcome higher = outcome(2.0);
  EXPECT_EQ(higher.held, 1U);
  EXPECT_EQ(higher.right, "r");
  EXPECT_EQ(outcomeText(*step.ask, higher, "en"), "Raw: 45.0.");
  const LessonOutcome close = outcome(0.98);
  EXPECT_EQ(close.held, 2U);
  EXPECT_EQ(close.right, "");
  EXPECT_EQ(outcomeText(*step.ask, close, "en"), "Undecided: 44.1.");
}

TEST(LessonOutcomes, ARunWithoutTheTrackDoesNotDecide) {
  const LessonStep step = smallLesson().steps.front();
  RunRecord run = straightRun();
  run.tracks[0].label = "mine";
  for (EvalPoint& point : run.points) point.step *= 5;
  const LessonEvidences evidences = {{"one", {.record = &run}}};
  const LessonOutcome outcome = decide(step, evidences);
  EXPECT_EQ(outcome.right, "");
  EXPECT_EQ(outcomeText(*step.ask, outcome, "en"), "This run does not decide the question.");
  EXPECT_EQ(outcomeText(*step.ask, outcome, "de"), "Dieser Lauf entscheidet die Frage nicht.");
  EXPECT_EQ(outcomeText(*step.ask, decide(step, {}), "en"),
            "This run does not decide the question.");
}

TEST(LessonOutcomes, WhatIsLackingIsNotCalledClose) {
  const RunRecord run = straightRun();
  LessonStep step =
      asking({.kind = Condition::kLower, .tracks = {"no", "raw"}, .over = {0, 100}, .margin = 0.1});
  step.ask->cases[1].say = {{"en", "Too close to call."}};
  const LessonOutcome outcome = decide(step, {{"run", {.record = &run}}});
  EXPECT_TRUE(outcome.lacking);
  EXPECT_EQ(outcomeText(*step.ask, outcome, "en"), "This run does not decide the question.");
}

TEST(LessonOutcomes, ARightAnswerIsNamedEvenIfItsTextLacksANumber) {
  const RunRecord run = straightRun();
  LessonStep step = asking({.kind = Condition::kLess, .terms = {{"", 1.0}, {"", 2.0}}},
                           {{"t", {.kind = Kind::kFirst, .tracks = {"a"}, .under = 1.0}}});
  step.ask->cases[0].say = {{"en", "At step {t}."}};
  const LessonOutcome outcome = decide(step, {{"run", {.record = &run}}});
  EXPECT_EQ(outcome.right, "yes");
  EXPECT_EQ(outcomeText(*step.ask, outcome, "en"), "In this run: Yes.");
}

TEST(LessonOutcomes, TheTextOfAStepShowsADashForWhatIsMissing) {
  const LessonStep step = smallLesson().steps.front();
  EXPECT_EQ(stepText(step, {}, "de"), "Es begann bei –.");
  RunRecord run = straightRun();
  EXPECT_EQ(stepText(step, {{"one", {.record = &run}}}, "en"), "It has begun at 55.0.");
}

}  // namespace
}  // namespace emascope
