// SPDX-License-Identifier: Apache-2.0
//
// Which evaluations of a run a verdict compares: its window, and what it leaves out.
#include "core/protocol/record/verdict.h"
#include "tests/core/protocol/record/noise.h"
#include "tests/support/fake_run.h"
#include "tests/support/not_a_number.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>

#include <gtest/gtest.h>

namespace emascope {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// A run of `config.steps` = 10 000 with one constant track, half-life 10, evaluated every 25
/// steps.
RunRecord startedRun(double half_life = 10.0) {
  RunRecord record;
  event::Started started = fakeStarted(fakeCatalog());
  started.config.steps = 10000;
  started.config.tracks = {started.config.tracks[1]};
  started.config.tracks[0].label = "EMA";
  started.config.tracks[0].params["beta"] = std::pow(2.0, -1.0 / half_life);
  record.apply(started);
  return record;
}

struct Losses {
  double raw = 0.0, track = 0.0;
};

void evaluate(RunRecord& record, std::size_t count,
              const std::function<Losses(std::int64_t)>& losses,
              Reason reason = Reason::kConstant) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t step = record.points.empty() ? 25 : record.points.back().step + 25;
    EvalPoint point;
    point.step = step;
    const Losses at = losses(step / 25);
    point.raw.loss = at.raw;
    const double decay = record.value("EMA", "beta");
    point.tracks = {{.val = {at.track, 0.0}, .decay = decay, .reason = reason}};
    record.apply(event::Evaluated{{point}});
  }
}

Losses lower(std::int64_t i) { return {1.0 + 0.2 * noise(i), 0.75}; }
Losses higher(std::int64_t i) { return {1.0 + 0.2 * noise(i), 1.5}; }

std::string textOf(const RunRecord& record) { return verdictText(verdictOf(record, 0), "EMA"); }

TEST(Verdict, NeedsTwentyEvaluations) {
  RunRecord record = startedRun();
  EXPECT_EQ(textOf(record), "too early to tell: 0 of 20 evaluations");
  evaluate(record, 12, lower);
  EXPECT_EQ(textOf(record), "too early to tell: 12 of 20 evaluations");
  EXPECT_EQ(differenceText(verdictOf(record, 0)), "too early");
  evaluate(record, 8, lower);
  EXPECT_EQ(verdictOf(record, 0).kind, VerdictKind::kTrackLower);
}

TEST(Verdict, OfARunThatHasEndedSaysWhatIsKnown) {
  for (const RunState end : {RunState::kFinished, RunState::kFailed}) {
    RunRecord record = startedRun();
    record.apply(event::StateChanged{end, 0, ""});
    EXPECT_EQ(textOf(record), "no comparison");
    EXPECT_EQ(differenceText(verdictOf(record, 0)), "no comparison");
    evaluate(record, 1, lower);
    EXPECT_EQ(textOf(record), "too few evaluations: 1 of the 20 needed");
    evaluate(record, 11, lower);
    EXPECT_EQ(textOf(record), "too few evaluations: 12 of the 20 needed; EMA lower in all 12");
    EXPECT_EQ(differenceText(verdictOf(record, 0)), "too few");
    EXPECT_EQ(verdictOf(record, 0).kind, VerdictKind::kTooEarly);
    record.apply(event::StateChanged{RunState::kRunning, 300, ""});  // it goes on after its end
    EXPECT_EQ(textOf(record), "too early to tell: 12 of 20 evaluations");
  }
}

TEST(Verdict, OfARunOfOneStepIsTooEarly) {
  RunRecord record = startedRun();
  record.config.steps = 1;
  evaluate(record, 1, lower);
  EXPECT_EQ(textOf(record), "too early to tell: 1 of 20 evaluations");
}

TEST(Verdict, WindowIsATenthOfThePlanAndAtLeastTwenty) {
  RunConfig config;
  config.steps = 10000;
  config.eval_every = 25;
  EXPECT_EQ(verdictWindow(config), 40U);
  config.steps = 1000;
  EXPECT_EQ(verdictWindow(config), 20U);
  config.eval_every = 0;  // of a record that no engine has resolved
  EXPECT_EQ(verdictWindow(config), 100U);
}

TEST(Verdict, WindowOfARunThatGoesOnIsThatOfItsPlan) {
  RunRecord record = startedRun();
  record.apply(event::Extended{.request = 1, .step = 10000, .steps = 20000});
  EXPECT_EQ(verdictWindow(record.config), 40U);
  EXPECT_EQ(verdictWindow(record.config, VerdictSpan::kFifth), 80U);
  evaluate(record, 500, lower);
  EXPECT_EQ(verdictOf(record, 0).evaluations, 40U);
}

TEST(Verdict, LooksAtTheLastOfTheWindowAlone) {
  RunRecord record = startedRun();
  evaluate(record, 100, higher);
  evaluate(record, 40, lower);
  const Verdict verdict = verdictOf(record, 0);
  EXPECT_EQ(verdict.kind, VerdictKind::kTrackLower);
  EXPECT_EQ(verdict.evaluations, 40U);
  EXPECT_EQ(verdict.wins, 40U);
  EXPECT_EQ(verdict.first_step, 2525);
  EXPECT_EQ(verdict.last_step, 3500);
}

TEST(Verdict, LeavesOutTheWarmUp) {
  RunRecord record = startedRun();
  evaluate(
      record, 30,
      [](std::int64_t i) {
        return Losses{1.0 + noise(i), 1.0 + noise(i)};
      },
      Reason::kWarmup);
  evaluate(record, 25, lower);
  EXPECT_EQ(verdictOf(record, 0).evaluations, 25U);
}

TEST(Verdict, LeavesOutEarlierLossesThatAreNotFinite) {
  RunRecord record = startedRun();
  evaluate(record, 60, lower);
  evaluate(record, 1, [](std::int64_t) { return Losses{kNan, 0.5}; });
  evaluate(record, 1, [](std::int64_t) { return Losses{1.0, kInfinity}; });
  evaluate(record, 5, lower);
  const Verdict verdict = verdictOf(record, 0);
  EXPECT_EQ(verdict.evaluations, 40U);
  EXPECT_EQ(verdict.kind, VerdictKind::kTrackLower);
}

TEST(Verdict, ComparesNothingWithALossThatIsNotFiniteNow) {
  for (const Losses bad : {Losses{kNan, 0.5}, Losses{kInfinity, 0.5}, Losses{1.0, kNan}}) {
    RunRecord record = startedRun();
    evaluate(record, 60, lower);
    evaluate(record, 1, [&](std::int64_t) { return bad; });
    EXPECT_EQ(textOf(record), "no comparison");
    EXPECT_EQ(verdictColor(verdictOf(record, 0)), VerdictColor::kNone);
    EXPECT_EQ(wonText(verdictOf(record, 0)), "");
  }
}

TEST(Verdict, WaitsThreeHalfLivesAfterAnEditThatChangesTheDecayInUse) {
  RunRecord record = startedRun();
  evaluate(record, 60, lower);
  const double old_beta = record.value("EMA", "beta");
  const double beta = std::pow(2.0, -1.0 / 100.0);
  record.apply(event::Applied{1, 1501, "EMA", {{"beta", old_beta}}, {{"beta", beta}}});
  EXPECT_EQ(verdictOf(record, 0).kind, VerdictKind::kTrackLower);  // no evaluation with it yet
  evaluate(record, 11, higher);                                    // up to step 1 775
  EXPECT_EQ(textOf(record), "settling: 274 of 301 steps");
  EXPECT_EQ(differenceText(verdictOf(record, 0)), "settling");
  evaluate(record, 3, higher);  // step 1 802 is settled: three half-lives, rounded up
  EXPECT_EQ(textOf(record), "too early to tell: 2 of 20 evaluations");
  evaluate(record, 20, higher);
  EXPECT_EQ(verdictOf(record, 0).kind, VerdictKind::kRawLower);
  EXPECT_EQ(verdictOf(record, 0).evaluations, 22U);
}

TEST(Verdict, IgnoresAnEditThatDoesNotChangeTheDecayInUse) {
  RunRecord record = startedRun();
  evaluate(record, 60, lower);
  const double beta = record.value("EMA", "beta");
  record.apply(event::Applied{1, 1501, "EMA", {{"beta", beta}}, {{"beta", beta}}});
  record.apply(event::Applied{2, 1501, "", {{"lr", 0.02}}, {{"lr", 0.01}}});
  evaluate(record, 1, lower);
  EXPECT_EQ(verdictOf(record, 0).evaluations, 40U);
}

/// A run of 10,000 steps with an inverse power, whose cap 0.995 is reached at step 2 929.
RunRecord rampedRun() {
  RunRecord record;
  event::Started started = fakeStarted(fakeCatalog());
  started.config.steps = 10000;
  started.config.tracks = {started.config.tracks[0]};
  started.config.tracks[0].label = "EMA";
  record.apply(started);
  return record;
}

TEST(Verdict, IgnoresAnEditThatWasTakenBackBeforeItActed) {
  RunRecord record = rampedRun();
  evaluate(record, 38, lower);  // step 950
  record.apply(event::Applied{1, 966, "EMA", {{"beta", 0.995}}, {{"beta", 0.9999}}});
  evaluate(record, 16, lower);
  record.apply(event::Applied{2, 1363, "EMA", {{"beta", 0.9999}}, {{"beta", 0.995}}});
  for (int i = 0; i < 20; ++i) {  // up to step 3 350
    evaluate(record, 4, lower);
    EXPECT_EQ(verdictOf(record, 0).evaluations, 40U) << record.points.back().step;
    EXPECT_EQ(verdictOf(record, 0).kind, VerdictKind::kTrackLower);
  }
}

TEST(Verdict, WaitsForAnEditThatActsLaterUnlessItIsReplacedBefore) {
  RunRecord record = rampedRun();
  record.apply(event::Applied{1, 966, "EMA", {{"beta", 0.995}}, {{"beta", 0.999}}});
  evaluate(record, 116, lower);  // step 2 900
  EXPECT_EQ(verdictOf(record, 0).kind, VerdictKind::kTrackLower);
  evaluate(record, 2, lower);
  EXPECT_EQ(textOf(record), "settling: 21 of 415 steps");
  // Another one before it acts: what follows from both counts.
  record = rampedRun();
  record.apply(event::Applied{1, 966, "EMA", {{"beta", 0.995}}, {{"beta", 0.9999}}});
  record.apply(event::Applied{2, 1363, "EMA", {{"beta", 0.9999}}, {{"beta", 0.999}}});
  evaluate(record, 116, lower);
  EXPECT_EQ(verdictOf(record, 0).kind, VerdictKind::kTrackLower);
  evaluate(record, 2, lower);
  EXPECT_EQ(textOf(record), "settling: 21 of 415 steps");
}

TEST(Verdict, BeginsAnewAfterAReset) {
  RunRecord record = startedRun();
  evaluate(record, 60, lower);
  record.apply(event::Applied{1, 1501, "EMA", {{"reseed", 0.0}}, {{"reseed", 1.0}}});
  evaluate(record, 3, lower);
  EXPECT_EQ(textOf(record), "too early to tell: 3 of 20 evaluations");
}

TEST(Verdict, WaitsOnUnderAnotherLabelAndInAFork) {
  for (const bool is_fork : {false, true}) {
    RunRecord record = startedRun();
    evaluate(record, 60, lower);
    const double beta = std::pow(2.0, -1.0 / 1000.0);
    const double old_beta = record.value("EMA", "beta");
    record.apply(event::Applied{1, 1501, "EMA", {{"beta", old_beta}}, {{"beta", beta}}});
    evaluate(record, 1, lower);
    event::TracksChanged changed{.request = 2, .step = 1526};
    changed.action = is_fork ? TrackAction(track_action::Fork{"EMA", "kept"})
                             : TrackAction(track_action::Rename{"EMA", "kept"});
    changed.tracks = {record.tracks.front()};
    changed.tracks.front().label = "kept";
    if (is_fork) changed.tracks.push_back(record.tracks.front());
    record.apply(changed);
    evaluate(record, 30, lower);  // up to step 2 275
    const Verdict verdict = verdictOf(record, 0);
    EXPECT_EQ(verdict.kind, VerdictKind::kSettling) << is_fork;
    EXPECT_EQ(verdict.settling_done, 774) << is_fork;
  }
}

TEST(Verdict, OfATrackThatWasAddedAnewDoesNotWaitForAnEditOfTheFormerOne) {
  RunRecord record = startedRun();
  evaluate(record, 60, lower);
  const double beta = std::pow(2.0, -1.0 / 1000.0);
  record.apply(event::Applied{1, 1501, "EMA", {{"beta", 0.9}}, {{"beta", beta}}});
  const TrackSpec track = record.tracks.front();
  record.apply(event::TracksChanged{2, 1502, track_action::Remove{"EMA"}, {}});
  record.apply(event::TracksChanged{3, 1502, track_action::Add{track}, {track}});
  evaluate(record, 30, lower);
  EXPECT_EQ(verdictOf(record, 0).kind, VerdictKind::kTrackLower);
}

TEST(Verdict, SaysWhatTheAverageStillRemembers) {
  RunRecord record = startedRun(/*half_life=*/1000.0);
  evaluate(record, 100, lower);  // the window is steps 1 525 to 2 500
  EXPECT_EQ(verdictOf(record, 0).remembers, 1500);
  const std::string text = textOf(record);
  EXPECT_NE(text.find(" %, still remembers step 1500"), std::string::npos) << text;
  RunRecord longer = startedRun(/*half_life=*/1e6);
  evaluate(longer, 100, lower);
  EXPECT_EQ(verdictOf(longer, 0).remembers, 0);
  RunRecord shorter = startedRun(/*half_life=*/900.0);
  evaluate(shorter, 100, lower);
  EXPECT_EQ(verdictOf(shorter, 0).remembers, std::nullopt);
}

TEST(Verdict, BeginsAnewWhenTheRawWeightsAreReplaced) {
  for (const TrackAction& action : {TrackAction{track_action::FeedBack{"EMA", 0.0}},
                                    TrackAction{track_action::UndoFeedBack{}}}) {
    RunRecord record = startedRun();
    evaluate(record, 60, lower);
    record.apply(event::TracksChanged{1, 1501, action, record.tracks});
    EXPECT_EQ(verdictOf(record, 0).evaluations, 40U);  // nothing is known of the new ones yet
    evaluate(record, 3, higher);
    EXPECT_EQ(textOf(record), "too early to tell: 3 of 20 evaluations");
    evaluate(record, 20, higher);
    EXPECT_EQ(verdictOf(record, 0).kind, VerdictKind::kRawLower);
    EXPECT_EQ(verdictOf(record, 0).evaluations, 23U);
  }
}

}  // namespace
}  // namespace emascope
