// SPDX-License-Identifier: Apache-2.0
//
// The verdict on two series of losses, in numbers and in words.
#include "core/protocol/record/verdict.h"

#include "core/protocol/record/mean_interval.h"
#include "tests/core/protocol/record/noise.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

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

// A trend through zero: two independent values at most.
TEST(Verdict, IsTooEarlyWhereTheIntervalMayBeAnyWidth) {
  const Verdict verdict = verdictOn(
      20, [](std::int64_t i) { return 1.0 + 0.1 * static_cast<double>(i); },
      [](std::int64_t i) { return 2.1 - 0.01 * static_cast<double>(i); });
  ASSERT_TRUE(verdict.at_least);
  ASSERT_TRUE(verdict.percent_half_width);
  EXPECT_GT(*verdict.percent_half_width, std::abs(verdict.percent_lower));
  EXPECT_EQ(verdict.kind, VerdictKind::kTooEarly);
  EXPECT_EQ(verdictText(verdict, "EMA"),
            "too early to tell: no clear difference in 20 evaluations");
  EXPECT_EQ(differenceText(verdict), "too early");
  EXPECT_EQ(english(halfWidthPhrase(verdict)), "");
}

TEST(Verdict, IsTooEarlyWhereTheIntervalIsAsWideAsTheLoss) {
  const auto verdict = [](double scale) {
    return verdictOn(
        20, [](std::int64_t) { return 1.0; },
        [=](std::int64_t i) { return 1.0 + scale * noise(i); });
  };
  ASSERT_LT(*verdict(0.1).percent_half_width, kMostEqualPercent);
  EXPECT_EQ(verdict(0.1).kind, VerdictKind::kEqual);
  ASSERT_GT(*verdict(100.0).percent_half_width, kMostEqualPercent);
  EXPECT_EQ(verdict(100.0).kind, VerdictKind::kTooEarly);
}

TEST(Verdict, ThatAllIsEqualIsNoNoise) {
  const auto one = [](std::int64_t i) { return 1.0 + noise(i); };
  EXPECT_EQ(verdictText(verdictOn(40, one, one), "EMA"), "equal in all of the last 40");
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

TEST(Verdict, OfDifferencesBeyondADoubleIsNoComparison) {
  std::vector<double> raw(40, 1.0);
  std::vector<double> track(40, 0.9);
  raw[3] = 1.5e308;
  track[3] = -1.5e308;  // before the window
  EXPECT_EQ(verdictText(verdictOf(raw, track, 20), "EMA"), "no comparison");
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

TEST(VerdictText, ThatIsTooEarlyHasShorterWordsOnceTheEvaluationsAreThere) {
  Verdict verdict = result(VerdictKind::kTooEarly, 22, 18, 41.0, 298.0);
  verdict.at_least = true;
  const auto texts = [&] {
    std::vector<std::string> all;
    for (const Phrase& text : verdictPhrases(verdict, "EMA")) all.push_back(english(text));
    return all;
  };
  EXPECT_THAT(texts(),
              testing::ElementsAre("too early to tell: no clear difference in 40 evaluations",
                                   "no clear difference"));
  verdict.over = true;
  EXPECT_THAT(texts(),
              testing::ElementsAre("no clear difference in 40 evaluations", "no clear difference"));
}

TEST(Verdict, ComparesWithAtMostFourWindowsOfHistory) {
  std::vector<double> raw;
  std::vector<double> track;
  for (std::int64_t i = 0; i < 200; ++i) {
    raw.push_back(2.0 + noise(i) + (i < 120 && i % 20 < 10 ? 5.0 : 0.0));
    track.push_back(1.0);
  }
  const Verdict whole = verdictOf(raw, track, 20);
  const Verdict late = verdictOf(std::span(raw).last(80), std::span(track).last(80), 20);
  ASSERT_TRUE(whole.percent_half_width.has_value());
  EXPECT_EQ(whole.percent_half_width, late.percent_half_width);
}

TEST(VerdictText, OfTooFewEvaluationsSaysWhatTheyShow) {
  const auto text = [](std::size_t all, std::size_t wins, std::size_t losses) {
    const Verdict verdict{.evaluations = all, .wins = wins, .losses = losses, .over = true};
    const auto phrases = verdictPhrases(verdict, "EMA");
    EXPECT_EQ(english(phrases.back()), "too few evaluations");
    EXPECT_EQ(differenceText(verdict), "too few");
    return english(phrases.front());
  };
  const std::string ten = "too few evaluations: 10 of the 20 needed";
  EXPECT_EQ(text(10, 10, 0), ten + "; EMA lower in all 10");
  EXPECT_EQ(text(10, 0, 10), ten + "; raw lower in all 10");
  EXPECT_EQ(text(10, 7, 3), ten + "; EMA lower in 7");
  EXPECT_EQ(text(10, 3, 6), ten + "; raw lower in 6");
  EXPECT_EQ(text(10, 0, 0), ten);
  EXPECT_EQ(text(1, 1, 0), "too few evaluations: 1 of the 20 needed");
  EXPECT_EQ(text(19, 19, 0), "too few evaluations: 19 of the 20 needed; EMA lower in all 19");
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

}  // namespace
}  // namespace emascope
