// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/change_effect.h"

#include "core/rules/units.h"
#include "tests/support/fake_run.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// A run of 1,000 steps with one track.
RunRecord runOf(const char* rule, ParamValues values) {
  event::Started started = fakeStarted(fakeCatalog());
  started.config.steps = 1000;
  for (const ParamSpec& spec : schedules().at(rule).params) {
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

TEST(ChangeEffect, IsFoundWithoutTheOldValue) {  // which an engine should send, but may not
  RunRecord record = runOf("constant", {{"beta", 0.9}});
  record.apply(event::Applied{1, 101, "main", {}, {{"update_every", 4.0}}});
  EXPECT_EQ(effectOf(record, 0, 0).from, std::nullopt);
}

}  // namespace
}  // namespace emascope
