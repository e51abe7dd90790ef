// SPDX-License-Identifier: Apache-2.0
//
// One track over plain numbers, against closed forms; and several with their edits, their names and
// states that are gated.
#include "core/rules/live_edit.h"
#include "core/series/track_bank.h"

#include <cmath>
#include <numbers>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A rule of the test's own: `action` with `traits`.
ScheduleEntry ruleOf(EmaAction (*action)(std::span<const double>, const Call&),
                     TrackTraits (*traits)(std::span<const double>)) {
  return {.id = "test", .action = action, .traits = traits, .library = "none"};
}

TrackTraits plainTraits(std::span<const double>) { return {}; }

EmaAction half(std::span<const double>, const Call&) {
  return {ActionKind::kBlend, 0.5, Reason::kConstant};
}

/// A copy at the first call, then blends with 1/2 at every second.
EmaAction everySecond(std::span<const double>, const Call& call) {
  if (call.index == 1) return {ActionKind::kCopy, 0.0, Reason::kFirst};
  if (call.index % 2 == 0) return {ActionKind::kSkip, 0.0, Reason::kStride};
  return {.kind = ActionKind::kBlend, .beta = 0.5, .correction = 0.25};
}

double wave(int i) { return std::sin(0.7 * i) + 0.1 * i; }

/// The averages after each state of `series`, the first of which may be the one at construction.
std::vector<double> averages(const ScheduleEntry& rule, const ParamValues& values,
                             const std::vector<double>& series, bool first_is_initial = false) {
  TrackAverage average(SeriesClock(rule, orderedValues(rule, values, "").value()), 1);
  average.start(0, {series.data(), 1});
  std::vector<double> shown;
  for (std::size_t i = first_is_initial ? 1 : 0; i < series.size(); ++i) {
    average.next(1.0);
    average.apply(0, {&series[i], 1}, {});
    shown.push_back(0.0);
    average.show(0, {&shown.back(), 1});
  }
  return shown;
}

std::vector<double> waves(int count) {
  std::vector<double> series;
  for (int i = 0; i < count; ++i) series.push_back(wave(i));
  return series;
}

TEST(TrackAverage, AConstantDecayHasItsClosedForm) {
  constexpr double kBeta = 0.93;
  const auto series = waves(200);
  const auto shown = averages(schedules().at("constant"), {{"beta", kBeta}}, series);
  for (std::size_t n = 0; n < series.size(); ++n) {
    double expected = std::pow(kBeta, double(n)) * series[0];
    for (std::size_t i = 1; i <= n; ++i) {
      expected += (1.0 - kBeta) * std::pow(kBeta, double(n - i)) * series[i];
    }
    EXPECT_NEAR(shown[n], expected, 1e-13) << n;
  }
}

TEST(TrackAverage, DebiasDividesByTheWeightGathered) {
  constexpr double kBeta = 0.93;
  const auto series = waves(200);
  const auto shown =
      averages(schedules().at("constant"), {{"beta", kBeta}, {"debias", 1.0}}, series);
  for (std::size_t n = 0; n < series.size(); ++n) {
    double sum = 0.0;
    for (std::size_t i = 0; i <= n; ++i) {
      sum += (1.0 - kBeta) * std::pow(kBeta, double(n - i)) * series[i];
    }
    EXPECT_NEAR(shown[n], sum / (1.0 - std::pow(kBeta, double(n + 1))), 1e-13) << n;
  }
}

TEST(TrackAverage, AUniformScheduleIsTheOrdinaryMean) {
  const auto series = waves(5000);
  const auto shown = averages(schedules().at("uniform"), {}, series);
  RunningMean mean(1);
  for (std::size_t n = 0; n < series.size(); ++n) {
    mean.add({&series[n], 1});
    ASSERT_NEAR(shown[n], mean[0], 1e-12 * std::abs(mean[0]) + 1e-13) << n;
  }
}

TEST(TrackAverage, WhatDoesNotChangeStaysToTheBit) {
  for (const auto& [id, rule] : schedules()) {
    for (const double value : averages(rule, {}, std::vector<double>(300, 0.1))) {
      ASSERT_EQ(value, 0.1) << id;
    }
  }
}

TEST(TrackAverage, LargeNumbersOfBothSignsStayFinite) {
  const auto shown = averages(ruleOf(half, plainTraits), {}, {1.7e308, -1.7e308, 1.7e308});
  for (const double value : shown) EXPECT_TRUE(std::isfinite(value)) << value;
}

TEST(TrackAverage, TheStateAtConstructionIsAveragedWhereTheRuleDoesNotCopyIt) {
  const ScheduleEntry rule = ruleOf(half, plainTraits);
  EXPECT_THAT(averages(rule, {}, {8.0, 4.0, 2.0}, true), ElementsAre(6.0, 4.0));
  EXPECT_THAT(averages(rule, {}, {8.0, 4.0, 2.0}, false), ElementsAre(8.0, 6.0, 4.0));
}

TEST(TrackAverage, ARuleThatStartsAtZeroKnowsNoStateAtConstruction) {
  const ScheduleEntry rule =
      ruleOf(half, [](std::span<const double>) { return TrackTraits{.starts_at_zero = true}; });
  EXPECT_THAT(averages(rule, {}, {8.0, 4.0, 2.0}, true), ElementsAre(2.0, 2.0));
}

TEST(TrackAverage, TheLastSnapshotsAreMeanedAndOneIsTakenAtEachUpdate) {
  const ScheduleEntry rule = ruleOf(everySecond, [](std::span<const double>) {
    return TrackTraits{.kind = AverageKind::kLastSnapshots, .snapshots = 2};
  });
  // Taken: 1, 3, 5, 7 (calls 1, 3, 5, 7); the call between shows what was.
  EXPECT_THAT(averages(rule, {}, {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0}),
              ElementsAre(1.0, 1.0, 2.0, 2.0, 4.0, 4.0, 6.0));
}

TEST(TrackAverage, WithoutACopyTheStateAtConstructionIsASnapshot) {
  const ScheduleEntry rule = ruleOf(half, [](std::span<const double>) {
    return TrackTraits{.kind = AverageKind::kLastSnapshots, .snapshots = 3};
  });
  EXPECT_THAT(averages(rule, {}, {8.0, 4.0, 3.0, 2.0}, true), ElementsAre(6.0, 5.0, 3.0));
}

TEST(TrackAverage, WhatIsCopiedIsCopiedAtASkipWhereTheLibraryDoes) {
  for (const bool copies : {false, true}) {
    const ScheduleEntry rule =
        ruleOf(everySecond,
               copies ? [](std::span<const double>) { return TrackTraits{.copies_at_skip = true}; }
                      : plainTraits);
    TrackAverage average(SeriesClock(rule, {}), 1);
    double shown = 0.0;
    for (const double value : {1.0, 2.0}) {  // a copy, a skip
      average.next(1.0);
      average.apply(0, {&value, 1}, {TensorUse::kCopy, TensorUse::kCopy});
    }
    average.show(0, {&shown, 1});
    EXPECT_EQ(shown, copies ? 2.0 : 1.0);
  }
}

TEST(TrackAverage, BemaAddsHowFarTheStateHasCome) {
  const ScheduleEntry rule = ruleOf(
      everySecond, [](std::span<const double>) { return TrackTraits{.kind = AverageKind::kBema}; });
  // e: 8, (8+4)/2 = 6, (6+16)/2 = 11; shown e + (w - 8)/4.
  EXPECT_THAT(averages(rule, {}, {8.0, 0.0, 4.0, 0.0, 16.0}),
              ElementsAre(8.0, 8.0, 5.0, 5.0, 13.0));
}

TEST(RunningMean, LosesNothingToRounding) {
  RunningMean mean(1);
  for (const double value : {1e16, 1.0, -1e16, 1.0}) mean.add({&value, 1});
  EXPECT_EQ(mean[0], 0.5);
}

/// A bank of columns a and b, both of which hold `series`.
class Bank {
 public:
  Bank(std::vector<BankTrack> tracks, std::vector<BankEdit> edits)
      : bank(std::move(tracks), std::move(edits), {}, {{"a", 1}, {"b", 1}}) {}

  Status take(double value) {
    if (!std::exchange(started_, true)) bring(value, &TrackBank::start);
    const auto reseeds = bank.edit();
    if (!reseeds) return reseeds.error();
    if (*reseeds) bring(last_, &TrackBank::reseed);
    if (!std::isfinite(value)) {
      bank.gate();
      return Ok{};
    }
    if (auto status = bank.next(); !status) return status;
    bring(value, &TrackBank::apply);
    last_ = value;
    return Ok{};
  }

  [[nodiscard]] double shown(std::size_t track, std::size_t part) const {
    double value = 0.0;
    bank.show(track, part, 0, {&value, 1});
    return value;
  }

  TrackBank bank;

 private:
  template <typename Method>
  void bring(double value, Method method) {
    for (std::size_t part = 0; part < 2; ++part) (bank.*method)(part, 0, {&value, 1});
  }

  bool started_ = false;
  double last_ = 0.0;
};

BankTrack constant(const char* label, double beta) {
  const ScheduleEntry& rule = schedules().at("constant");
  return {label, &rule, orderedValues(rule, {{"beta", beta}}, "").value()};
}

/// The rules as they are, over a longer series than they remember.
TEST(TrackAverage, LawaIsTheMeanOfItsLastStates) {
  const auto series = waves(60);
  const auto shown =
      averages(schedules().at("last-snapshots"), {{"k", 5.0}, {"update_every", 1.0}}, series);
  for (std::size_t n = 4; n < series.size(); ++n) {
    double sum = 0.0;
    for (std::size_t i = n - 4; i <= n; ++i) sum += series[i];
    EXPECT_NEAR(shown[n], sum / 5.0, 1e-14 * std::abs(sum)) << n;
  }
}

TEST(TrackBank, EachTrackHasItsRule) {
  Bank tracks({constant("slow", 0.75), constant("fast", 0.25)}, {});
  for (const double value : {0.0, 4.0}) ASSERT_TRUE(tracks.take(value).ok());
  EXPECT_EQ(tracks.shown(0, 0), 1.0);
  EXPECT_EQ(tracks.shown(1, 1), 3.0);
  EXPECT_EQ(tracks.bank.action(1).beta, 0.25);
}

TEST(TrackBank, AnEditIsInForceFromItsUpdateOnInAnyOrderOfWriting) {
  Bank tracks({constant("t", 0.5)}, {{4, 0, {{"beta", 0.0}}}, {3, 0, {{"beta", 0.25}}}});
  std::vector<double> decays;
  for (const double value : {0.0, 4.0, 4.0, 8.0}) {
    ASSERT_TRUE(tracks.take(value).ok());
    decays.push_back(tracks.bank.action(0).beta);
  }
  EXPECT_THAT(decays, ElementsAre(0.0, 0.5, 0.25, 0.0));
  EXPECT_EQ(tracks.shown(0, 0), 8.0);
}

TEST(TrackBank, AReseedCopiesTheStateBeforeAndThenTheUpdateIsMade) {
  Bank tracks({constant("t", 0.5)}, {{4, 0, {{std::string(kReseed), 1.0}}}});
  for (const double value : {0.0, 4.0, 16.0, 32.0}) ASSERT_TRUE(tracks.take(value).ok());
  EXPECT_EQ(tracks.shown(0, 0), 24.0);  // (16 + 32)/2
}

TEST(TrackBank, AnEditThatWouldEraseTheAverageIsRefused) {
  Bank tracks({constant("t", 0.5)}, {{3, 0, {{"update_after_step", 9.0}}}});
  ASSERT_TRUE(tracks.take(0.0).ok());
  ASSERT_TRUE(tracks.take(1.0).ok());
  EXPECT_THAT(tracks.take(2.0).error().message(), HasSubstr("would erase the average"));
}

TEST(TrackBank, AGatedStateChangesNothingAndIsNotCounted) {
  Bank plain({constant("t", 0.5)}, {});
  Bank gated({constant("t", 0.5)}, {});
  for (const double value : {0.0, 4.0, 16.0}) {
    ASSERT_TRUE(plain.take(value).ok());
    ASSERT_TRUE(gated.take(value).ok());
    const double before = gated.shown(0, 0);
    ASSERT_TRUE(gated.take(std::numeric_limits<double>::quiet_NaN()).ok());
    EXPECT_EQ(gated.bank.action(0).kind, ActionKind::kSkip);
    EXPECT_EQ(gated.shown(0, 0), before);
  }
  EXPECT_EQ(gated.shown(0, 0), plain.shown(0, 0));
}

TEST(TrackBank, TimeGoesByOverGatedStates) {
  const ScheduleEntry rule = ruleOf(
      [](std::span<const double>, const Call& call) {
        return EmaAction{.kind = ActionKind::kBlend, .beta = (call.time - call.last_time) / 100.0};
      },
      plainTraits);
  Bank tracks({{"t", &rule, {}, {}}}, {});
  std::vector<double> gaps;
  for (const double value : {1.0, 1.0, HUGE_VAL, HUGE_VAL, 1.0, 1.0}) {
    ASSERT_TRUE(tracks.take(value).ok());
    if (std::isfinite(value)) gaps.push_back(tracks.bank.action(0).beta * 100.0);
  }
  EXPECT_THAT(gaps, ElementsAre(1.0, 1.0, 3.0, 1.0));
}

TEST(TrackBank, NamesLeaveColumnsOutOrCopyThem) {
  BankTrack ignoring = constant("i", 0.5);
  ignoring.selections = {{"ignore", "a"}};
  BankTrack copying = constant("c", 0.5);
  copying.selections = {{"copy", "b*"}};
  Bank tracks({ignoring, copying}, {});
  for (const double value : {2.0, 4.0, 8.0}) ASSERT_TRUE(tracks.take(value).ok());
  EXPECT_EQ(tracks.shown(0, 0), 2.0);
  EXPECT_EQ(tracks.shown(0, 1), 5.5);
  EXPECT_EQ(tracks.shown(1, 0), 5.5);
  EXPECT_EQ(tracks.shown(1, 1), 8.0);
}

TEST(TrackBank, AReseedCopiesWhatIsLeftOutByNameToo) {
  BankTrack track = constant("t", 0.5);
  track.selections = {{"ignore", "a"}};
  Bank tracks({track}, {{3, 0, {{std::string(kReseed), 1.0}}}});
  for (const double value : {2.0, 4.0, 8.0}) ASSERT_TRUE(tracks.take(value).ok());
  EXPECT_EQ(tracks.shown(0, 0), 4.0);
  EXPECT_EQ(tracks.shown(0, 1), 6.0);
}

TEST(TrackBank, WhatWouldWriteIntoAModelIsRefused) {
  const ScheduleEntry rule = ruleOf(
      [](std::span<const double>, const Call& call) {
        EmaAction action = {ActionKind::kBlend, 0.5, Reason::kConstant};
        if (call.index == 3) action.keep_online = 0.0;
        return action;
      },
      plainTraits);
  Bank tracks({{"t", &rule, {}, {}}}, {});
  ASSERT_TRUE(tracks.take(1.0).ok());
  ASSERT_TRUE(tracks.take(1.0).ok());
  EXPECT_THAT(tracks.take(1.0).error().message(),
              HasSubstr("track t: would write its average into the model at call 3"));
}

}  // namespace
}  // namespace emascope
