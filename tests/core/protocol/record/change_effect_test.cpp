// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/change_effect.h"

#include "core/protocol/record/track_age.h"
#include "core/rules/units.h"
#include "tests/support/fake_run.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// A run of 1,000 steps with one track.
RunRecord runOf(const char* rule, ParamValues values) {
  event::Started started = fakeStarted(fakeCatalog());
  started.config.steps = 1000;
  for (const ParamSpec& spec : findRule(rule)->params) {
    values.try_emplace(spec.id, spec.initial);
  }
  started.config.tracks = {{.label = "main", .schedule = rule, .params = values}};
  RunRecord record;
  record.apply(started);
  return record;
}

TEST(ChangeEffect, OfADecayIsImmediateAndTakesThreeHalfLives) {
  RunRecord record = runOf("constant", {{"beta", 0.9}});
  record.apply(event::Applied{1, 101, "main", {{"beta", 0.9}}, {{"beta", betaOfHalfLife(50.0)}}});
  const ChangeEffect effect = effectOf(record, 0, 0);
  EXPECT_TRUE(effect.known);
  EXPECT_EQ(effect.from, 101);
  EXPECT_NEAR(effect.settled, 251.0, 1e-6);
}

TEST(ChangeEffect, OfACapBeginsWhereTheRampReachesIt) {
  RunRecord record = runOf("inverse-power", {{"beta", 0.995}, {"update_after_step", 0.0}});
  record.apply(event::Applied{1, 11, "main", {{"beta", 0.995}}, {{"beta", 0.9}}});
  const ChangeEffect effect = effectOf(record, 0, 0);
  ASSERT_TRUE(effect.from);
  EXPECT_GT(*effect.from, 11);  // 1 - (1 + n)^(-2/3) is above 0.9 from n = 31 on
  EXPECT_NEAR(static_cast<double>(*effect.from), 32.0, 1.0);
}

TEST(ChangeEffect, OfAnExtendedRunIsByTheLengthThatTheRuleWasMadeFor) {
  RunRecord record = runOf("half-life", {{"half_life", 0.01}, {"unit", 2.0}});
  record.apply(event::Extended{.request = 2, .step = 1000, .steps = 9000});
  record.apply(event::Applied{3, 1001, "main", {{"half_life", 0.01}}, {{"half_life", 0.1}}});
  const ChangeEffect effect = effectOf(record, 0, 0);
  EXPECT_EQ(effect.from, 1001);
  EXPECT_NEAR(effect.settled, 1301.0, 1e-6);  // three times 0.1 of 1,000 steps
}

TEST(ChangeEffect, OfALibraryCountsTheStrideUnderItsName) {
  RunRecord record = runOf("nemo", {{"decay", 0.9}, {"every_n_steps", 10.0}});
  record.apply(event::Applied{1, 101, "main", {{"decay", 0.9}}, {{"decay", betaOfHalfLife(5.0)}}});
  EXPECT_NEAR(effectOf(record, 0, 0).settled, 101.0 + 3.0 * 5.0 * 10.0, 1e-6);
  record.apply(event::Applied{2, 201, "main", {{"every_n_steps", 10.0}}, {{"every_n_steps", 4.0}}});
  EXPECT_EQ(effectOf(record, 1, 1).from, 201);
  EvalPoint point{.step = 100, .tracks = {{.decay = betaOfHalfLife(5.0)}}};
  record.apply(event::Evaluated{{point}});
  EXPECT_NEAR(halfLifeInForce(record, 0), 50.0, 1e-9);  // step 100 is before the second edit
  point.step = 250;
  record.apply(event::Evaluated{{point}});
  EXPECT_NEAR(halfLifeInForce(record, 0), 20.0, 1e-9);
}

TEST(ChangeEffect, IsFoundWithoutTheOldValue) {  // which an engine should send, but may not
  RunRecord record = runOf("constant", {{"beta", 0.9}});
  record.apply(event::Applied{1, 101, "main", {}, {{"update_every", 4.0}}});
  EXPECT_EQ(effectOf(record, 0, 0).from, std::nullopt);
}

}  // namespace
}  // namespace emascope
