// SPDX-License-Identifier: Apache-2.0
//
// What is suggested for a run's length, and when an average is called too old.
#include "core/rules/suggest.h"

#include "core/rules/units.h"
#include "core/rules/weight_profile.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::HasSubstr;

TEST(Suggest, TheDemosLengthGetsTheDemosDecay) {
  const auto found = suggestedDecays({.run_steps = 5000.0}, "");
  ASSERT_TRUE(found.ok());
  ASSERT_EQ(found->size(), 3U);
  EXPECT_EQ((*found)[0].decay.beta, 0.995);
  EXPECT_EQ((*found)[1].decay.beta, 0.98);
  EXPECT_EQ((*found)[2].decay.beta, 0.998);
  EXPECT_NEAR((*found)[0].decay.half_life_steps, 138.28, 0.01);
  EXPECT_THAT((*found)[0].reason, HasSubstr("4 % of the run"));
}

TEST(Suggest, TheMeanAgeIsTheShareAtAnyLengthAndStride) {
  for (const double steps : {300.0, 2000.0, 1e5, 1e7}) {
    for (const double every : {1.0, 4.0}) {
      const auto found = suggestedDecays({.run_steps = steps, .update_every = every}, "").value();
      const double shares[] = {kFirstMeanAge, kShortMeanAge, kLongestMeanAge};
      for (std::size_t i = 0; i < 3; ++i) {
        const double age = found[i].decay.mean_age;
        EXPECT_NEAR(age / (shares[i] * steps), 1.0, 0.15) << steps << ' ' << every << ' ' << i;
        EXPECT_NEAR(age, found[i].decay.mean_age_share.value() * steps, 1e-9 * steps);
      }
    }
  }
}

TEST(Suggest, AGrowingRuleIsSuggestedToo) {
  const auto found = suggestedDecays({.run_steps = 1e6}, "").value();
  EXPECT_NEAR(found[0].decay.gamma.value(), 23.0, 0.1);  // 1 / 4 % - 2
  EXPECT_NEAR(found[0].decay.sigma_rel.value(), 0.0384, 5e-4);
}

TEST(Suggest, AnUnknownOrTinyLengthIsRefused) {
  EXPECT_THAT(suggestedDecays({}, "--steps").error().why, HasSubstr("length is unknown"));
  EXPECT_EQ(suggestedDecays({.run_steps = 3.0}, "--steps").error().where, "--steps");
}

TEST(AgeNotice, ComesAboveATenthOfTheRun) {
  EXPECT_FALSE(ageNotice({.mean_age = 100.0, .planned_steps = 1000.0}).too_old);
  EXPECT_TRUE(ageNotice({.mean_age = 100.0, .planned_steps = 1000.0}).text.empty());
  EXPECT_FALSE(ageNotice({.mean_age = 1e9}).too_old);
  const AgeNotice notice = ageNotice({.mean_age = 101.0, .planned_steps = 1000.0});
  EXPECT_TRUE(notice.too_old);
  EXPECT_THAT(notice.text, HasSubstr("101 steps, 10 % of the run"));
  EXPECT_THAT(notice.text, HasSubstr("Start with: beta 0.976"));
  EXPECT_THAT(ageNotice({.mean_age = 9999.0, .planned_steps = 5000.0}).text,
              HasSubstr("9999 steps, 200 % of the run"));
  EXPECT_TRUE(ageNotice({.mean_age = std::numeric_limits<double>::infinity(), .planned_steps = 9.0})
                  .too_old);
}

// ema_pytorch.EMA's defaults over 1,000 calls: every 10th step, power 2/3, warm-up 100.
TEST(AgeNotice, AFamousDefaultIsToldWhatIsWrong) {
  WeightProfile profile;
  profile.append(ActionKind::kCopy, 0.0);
  for (int step = 1; step < 1000; ++step) {
    const bool hit = step % 10 == 0;
    profile.append(!hit          ? ActionKind::kSkip
                   : step <= 100 ? ActionKind::kCopy
                                 : ActionKind::kBlend,
                   step > 100 ? 1.0 - std::pow(step - 99.0, -2.0 / 3.0) : 0.0);
  }
  const AgeNotice notice = ageNotice({.mean_age = profile.meanAge(),
                                      .planned_steps = 1000.0,
                                      .copy_share = profile.copyShare(),
                                      .update_every = 10.0});
  EXPECT_TRUE(notice.too_old);
  EXPECT_THAT(notice.text, HasSubstr("50 % of the run"));
  EXPECT_THAT(notice.text, HasSubstr(" 9 % of it is still the initial copy"));
  EXPECT_THAT(notice.text, HasSubstr("only every 10 steps"));
}

}  // namespace
}  // namespace emascope
