// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/verdict.h"

#include "core/protocol/record/mean_interval.h"
#include "tests/support/fake_run.h"

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Between -0.5 and 0.5, without correlation.
double noise(std::int64_t index) { return fakeNoise(index) - 0.5; }

Verdict verdictOn(std::size_t count, const std::function<double(std::int64_t)>& raw,
                  const std::function<double(std::int64_t)>& track) {
  std::vector<double> raws;
  std::vector<double> tracks;
  for (std::size_t i = 0; i < count; ++i) {
    raws.push_back(raw(static_cast<std::int64_t>(i)));
    tracks.push_back(track(static_cast<std::int64_t>(i)));
  }
  return verdictOf(raws, tracks, count);
}

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

TEST(Verdict, CountsWinsAndTiesOfNobody) {
  const Verdict verdict = verdictOf(std::vector<double>{1.0, 1.0, 0.5, 0.2},
                                    std::vector<double>{1.0, 0.9, 0.5, 0.3}, 20);
  EXPECT_EQ(verdict.wins, 1U);
  EXPECT_EQ(verdict.losses, 1U);
  EXPECT_EQ(ties(verdict), 2U);
  EXPECT_EQ(wonText(verdict), "1 of 4, 2 equal");
}

TEST(Verdict, ComparesMeansInPercentOfRaw) {
  const Verdict verdict = verdictOf(std::vector<double>{1.0, 1.0, 2.0, 1.0},
                                    std::vector<double>{0.5, 1.2, 0.3, 0.5}, 20);
  EXPECT_DOUBLE_EQ(verdict.raw_mean, 1.25);
  EXPECT_DOUBLE_EQ(verdict.track_mean, 0.625);
  EXPECT_DOUBLE_EQ(verdict.percent_lower, 50.0);
}

TEST(Verdict, HalfWidthIsThatOfTheDifferencesOverTheMeanOfRaw) {
  std::vector<double> raw;
  std::vector<double> track;
  std::vector<double> differences;
  for (int i = 0; i < 40; ++i) {
    raw.push_back(2.0 + noise(i));
    track.push_back(1.5 + 0.2 * noise(i + 99));
    differences.push_back(raw.back() - track.back());
  }
  const Verdict verdict = verdictOf(raw, track, 40);
  ASSERT_TRUE(verdict.percent_half_width);
  EXPECT_NEAR(*verdict.percent_half_width,
              100.0 * meanInterval(differences, 40)->half_width / verdict.raw_mean, 1e-9);
}

TEST(Verdict, IsColoredOnlyWhereTheIntervalExcludesZero) {
  const auto raw = [](std::int64_t i) { return 1.0 + 0.2 * noise(i); };
  const auto at = [&](double mean) {
    return verdictOn(40, raw, [&](std::int64_t i) { return mean + 0.2 * noise(i + 500); });
  };
  EXPECT_EQ(at(0.75).kind, VerdictKind::kTrackLower);
  EXPECT_EQ(verdictColor(at(0.75)), VerdictColor::kBetter);
  EXPECT_EQ(at(1.5).kind, VerdictKind::kRawLower);
  EXPECT_EQ(verdictColor(at(1.5)), VerdictColor::kWorse);
  EXPECT_EQ(at(1.0).kind, VerdictKind::kEqual);
  EXPECT_EQ(verdictColor(at(1.0)), VerdictColor::kNone);
}

TEST(Verdict, ThatAllIsEqualIsNoNoise) {
  const auto one = [](std::int64_t i) { return 1.0 + noise(i); };
  EXPECT_EQ(verdictText(verdictOn(40, one, one), "EMA"), "equal in all of the last 40");
}

TEST(Verdict, NeedsTwentyEvaluations) {
  RunRecord record = startedRun();
  EXPECT_EQ(textOf(record), "too early to tell: 0 of 20 evaluations");
  evaluate(record, 12, lower);
  EXPECT_EQ(textOf(record), "too early to tell: 12 of 20 evaluations");
  EXPECT_EQ(differenceText(verdictOf(record, 0)), "too early");
  evaluate(record, 8, lower);
  EXPECT_EQ(verdictOf(record, 0).kind, VerdictKind::kTrackLower);
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

TEST(Verdict, HasShorterWordsWithTheSameNumbers) {
  const auto texts = [](const Verdict& verdict) {
    std::vector<std::string> all;
    for (const Phrase& text : verdictPhrases(verdict, "EMA")) all.push_back(english(text));
    return all;
  };
  using testing::ElementsAre;
  Verdict verdict{.kind = VerdictKind::kTrackLower,
                  .evaluations = 60,
                  .wins = 8,
                  .losses = 1,
                  .percent_lower = 24.0,
                  .percent_half_width = 10.0,
                  .at_least = true,
                  .remembers = 1500};
  EXPECT_THAT(texts(verdict),
              ElementsAre("EMA lower in 8 and equal in 51 of the last 60, by 24 ± at least 10 %, "
                          "still remembers step 1500",
                          "EMA lower in 8 and equal in 51 of the last 60, by 24 ± at least 10 %",
                          "EMA 24 ± at least 10 % lower"));
  verdict = {.kind = VerdictKind::kRawLower,
             .evaluations = 40,
             .losses = 40,
             .percent_lower = -24.0,
             .percent_half_width = 10.0};
  EXPECT_THAT(texts(verdict),
              ElementsAre("raw lower in all of the last 40, EMA higher by 24 ± 10 %",
                          "EMA 24 ± 10 % higher"));
  verdict.percent_lower = -2400.0;
  EXPECT_EQ(texts(verdict).back(), "EMA more than 10 times higher");
  verdict = {.kind = VerdictKind::kEqual,
             .evaluations = 40,
             .wins = 21,
             .losses = 19,
             .percent_lower = 1.0,
             .percent_half_width = 3.0};
  EXPECT_THAT(texts(verdict),
              ElementsAre("equal within noise (EMA 1 ± 3 % lower)", "equal within noise"));
  verdict.wins = verdict.losses = 0;
  EXPECT_EQ(texts(verdict).back(), "equal in all of the last 40");
  EXPECT_THAT(texts({.kind = VerdictKind::kSettling, .settling_done = 260, .settling = 415}),
              ElementsAre("settling: 260 of 415 steps"));
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

TEST(Verdict, ComparesNothingWithARawLossThatIsNotAboveZero) {
  const auto track = [](std::int64_t i) { return 0.5 + 0.1 * noise(i); };
  EXPECT_EQ(verdictText(verdictOn(
                            40, [](std::int64_t) { return 0.0; }, track),
                        "EMA"),
            "no comparison");
  EXPECT_EQ(verdictText(verdictOn(
                            40, [](std::int64_t) { return -1.0; }, track),
                        "EMA"),
            "no comparison");
  const Verdict tiny = verdictOn(
      40, [](std::int64_t) { return 1e-320; },
      [](std::int64_t i) { return 1e300 * (1.5 + noise(i)); });
  EXPECT_EQ(tiny.kind, VerdictKind::kNoComparison);
  const Verdict huge = verdictOn(
      40, [](std::int64_t i) { return 1e308 * (1.2 + noise(i)); },
      [](std::int64_t i) { return 1e308 * (0.5 + 0.1 * noise(i)); });
  EXPECT_EQ(huge.kind, VerdictKind::kTrackLower);
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

TEST(Verdict, OfDifferencesBeyondADoubleIsNoComparison) {
  std::vector<double> raw(40, 1.0);
  std::vector<double> track(40, 0.9);
  raw[3] = 1.5e308;
  track[3] = -1.5e308;  // before the window
  EXPECT_EQ(verdictText(verdictOf(raw, track, 20), "EMA"), "no comparison");
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

Verdict result(VerdictKind kind, std::size_t wins, std::size_t losses, double percent,
               double half_width, std::size_t evaluations = 40) {
  return {.kind = kind,
          .evaluations = evaluations,
          .wins = wins,
          .losses = losses,
          .percent_lower = percent,
          .percent_half_width = half_width};
}

TEST(VerdictText, SaysWhoIsLowerHowOftenAndByHowMuch) {
  EXPECT_EQ(verdictText(result(VerdictKind::kTrackLower, 39, 1, 24.2, 10.1), "EMA"),
            "EMA lower in 39 of the last 40, by 24 ± 10 %");
  EXPECT_EQ(verdictText(result(VerdictKind::kTrackLower, 40, 0, 2.94, 0.5), "EMA"),
            "EMA lower in all of the last 40, by 2.9 ± 0.5 %");
  EXPECT_EQ(verdictText(result(VerdictKind::kTrackLower, 8, 1, 2.0, 0.06, 60), "EMA"),
            "EMA lower in 8 and equal in 51 of the last 60, by 2.00 ± 0.06 %");
  EXPECT_EQ(verdictText(result(VerdictKind::kRawLower, 3, 57, -12.0, 3.0, 60), "slow"),
            "raw lower in 57 of the last 60, slow higher by 12 ± 3 %");
  EXPECT_EQ(verdictText(result(VerdictKind::kRawLower, 0, 40, -13766.0, 100.0), "slow"),
            "raw lower in all of the last 40, slow more than 10 times higher");
}

TEST(VerdictText, ANoisyDifferenceIsNone) {
  EXPECT_EQ(verdictText(result(VerdictKind::kEqual, 22, 18, 1.1, 3.0), "EMA"),
            "equal within noise (EMA 1 ± 3 % lower)");
  EXPECT_EQ(verdictText(result(VerdictKind::kEqual, 18, 22, -1.1, 3.0), "EMA"),
            "equal within noise (EMA 1 ± 3 % higher)");
}

TEST(VerdictText, AHalfWidthThatMayBeLargerIsAtLeast) {
  Verdict verdict = result(VerdictKind::kTrackLower, 40, 0, 24.2, 10.1);
  verdict.at_least = true;
  EXPECT_EQ(verdictText(verdict, "EMA"), "EMA lower in all of the last 40, by 24 ± at least 10 %");
  EXPECT_EQ(differenceText(verdict), "+24 ± at least 10 %");
}

TEST(DifferenceText, HasASign) {
  EXPECT_EQ(differenceText(result(VerdictKind::kTrackLower, 40, 0, 24.2, 10.1)), "+24 ± 10 %");
  EXPECT_EQ(differenceText(result(VerdictKind::kEqual, 18, 22, -1.1, 3.0)), "−1 ± 3 %");
  EXPECT_EQ(differenceText(result(VerdictKind::kEqual, 18, 22, -0.2, 3.0)), "0 ± 3 %");
  EXPECT_EQ(differenceText(result(VerdictKind::kEqual, 18, 22, -2000.0, 3000.0)),
            "−2000 ± 3000 %");  // within noise, so nobody is higher
  EXPECT_EQ(differenceText(result(VerdictKind::kRawLower, 0, 40, -13766.0, 100.0)),
            "more than 10 times higher");
  EXPECT_EQ(differenceText({.kind = VerdictKind::kNoComparison}), "no comparison");
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
