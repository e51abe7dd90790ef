// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/average_content.h"

#include "core/rules/live_edit.h"
#include "core/rules/units.h"
#include "tests/support/fake_run.h"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// A run of one constant average, evaluated at `steps`.
RunRecord constantRun(double beta, const std::vector<std::int64_t>& steps,
                      const ParamValues& more = {}) {
  event::Started started = fakeStarted(fakeCatalog());
  TrackSpec track{.label = "main", .schedule = "constant", .params = more};
  track.params["beta"] = beta;
  for (const ParamSpec& spec : schedules().at("constant").params) {
    track.params.try_emplace(spec.id, spec.initial);
  }
  started.config.tracks = {track};
  RunRecord record;
  record.apply(started);
  for (const std::int64_t step : steps) record.apply(event::Evaluated{{fakePoint(step, 1)}});
  return record;
}

TEST(AverageContent, OfAConstantDecayIsGeometric) {
  AverageContent content;
  content.follow(constantRun(0.9, {25}), 0);
  const WeightProfile* profile = content.profile();
  ASSERT_NE(profile, nullptr);
  EXPECT_EQ(profile->calls(), 25);
  for (std::int64_t age = 0; age < 24; ++age) {
    EXPECT_NEAR(profile->weight(25 - age), 0.1 * std::pow(0.9, age), 1e-12) << age;
  }
  EXPECT_NEAR(profile->copyShare(), std::pow(0.9, 24), 1e-12);  // the copy of step 1
  EXPECT_EQ(content.stepOf(profile->origin()), 1);
}

TEST(AverageContent, OfAnExtendedRunKeepsTheLengthThatItsRuleWasMadeFor) {
  RunRecord record = constantRun(0.9, {});
  record.config.steps = 1000;
  record.config.tracks = record.tracks = {
      {.label = "main", .schedule = "half-life", .params = {{"half_life", 0.1}, {"unit", 2.0}}}};
  record.apply(event::Extended{.request = 2, .step = 1000, .steps = 3000});
  record.apply(event::Evaluated{{fakePoint(1500, 1)}});
  AverageContent content;
  content.follow(record, 0);
  ASSERT_NE(content.profile(), nullptr);
  const WeightProfile& profile = *content.profile();
  EXPECT_NEAR(profile.weight(1400) / profile.weight(1500), 0.5, 1e-9);  // 0.1 of 1,000 steps
}

TEST(AverageContent, GoesOnWhereItWas) {
  RunRecord record = constantRun(0.99, {100, 200});
  AverageContent content;
  content.follow(record, 0);
  record.apply(event::Evaluated{{fakePoint(500, 1)}});
  content.follow(record, 0);
  AverageContent anew;
  anew.follow(record, 0);
  ASSERT_NE(content.profile(), nullptr);
  EXPECT_EQ(content.profile()->calls(), 500);
  EXPECT_EQ(content.profile()->weights(), anew.profile()->weights());
}

TEST(AverageContent, FollowsEdits) {
  RunRecord record = constantRun(0.9, {100});
  AverageContent content;
  content.follow(record, 0);
  record.apply(event::Applied{
      .step = 101, .track = "main", .old_values = {{"beta", 0.9}}, .new_values = {{"beta", 0.5}}});
  record.apply(event::Evaluated{{fakePoint(104, 1)}});
  content.follow(record, 0);
  EXPECT_NEAR(content.profile()->share(100, 104), 1.0 - std::pow(0.5, 4), 1e-12);
  EXPECT_NEAR(content.profile()->weight(100), 0.1 * std::pow(0.5, 4), 1e-12);
}

TEST(AverageContent, BeginsAnewAtAReset) {
  RunRecord record = constantRun(0.9, {100});
  record.apply(
      event::Applied{.step = 101, .track = "main", .new_values = {{std::string(kReseed), 1.0}}});
  record.apply(event::Evaluated{{fakePoint(110, 1)}});
  AverageContent content;
  content.follow(record, 0);
  EXPECT_EQ(content.profile()->origin(), 100);
  EXPECT_NEAR(content.profile()->copyShare(), std::pow(0.9, 10), 1e-12);
}

TEST(AverageContent, LeavesOutSkippedSteps) {
  RunRecord record = constantRun(0.9, {});
  record.apply(event::SkippedStep{.step = 7, .what = "loss", .total = 1});
  record.apply(event::SkippedStep{.step = 9, .what = "loss", .total = 2});
  record.apply(event::Evaluated{{fakePoint(25, 1)}});
  AverageContent content;
  content.follow(record, 0);
  EXPECT_EQ(content.profile()->calls(), 23);
}

TEST(AverageContent, OfAZeroStartHasNoCopy) {
  AverageContent content;
  content.follow(constantRun(0.9, {25}, {{"debias", 1.0}}), 0);
  const WeightProfile* profile = content.profile();
  ASSERT_NE(profile, nullptr);
  const double mass = 1.0 - std::pow(0.9, 25);
  for (std::int64_t age = 0; age < 25; ++age) {
    EXPECT_NEAR(profile->weight(25 - age), 0.1 * std::pow(0.9, age) / mass, 1e-12) << age;
  }
}

TEST(AverageContent, OfAnAddedTrackBeginsAtItsStep) {
  RunRecord record = constantRun(0.9, {100});
  TrackSpec late = record.tracks[0];
  late.label = "late";
  record.apply(event::TracksChanged{
      .step = 101, .action = track_action::Add{late}, .tracks = {record.tracks[0], late}});
  record.apply(event::Evaluated{{fakePoint(125, 2)}});
  AverageContent content;
  content.follow(record, 1);
  ASSERT_NE(content.profile(), nullptr);
  EXPECT_EQ(content.profile()->calls(), 25);
  EXPECT_EQ(content.stepOf(0), 100);
  content.follow(record, 0);
  EXPECT_EQ(content.profile()->calls(), 125);
}

TEST(AverageContent, SaysWhyThereIsNone) {
  AverageContent content;
  RunRecord record = constantRun(0.9, {});
  content.follow(record, 0);
  EXPECT_EQ(content.profile(), nullptr);
  EXPECT_EQ(content.why(), "no evaluation yet");
  record = constantRun(0.9, {kMostReplayed + 1});
  content.follow(record, 0);
  EXPECT_EQ(content.profile(), nullptr);
  EXPECT_NE(content.why().find("too long"), std::string::npos);
  record = constantRun(0.9, {25});
  record.config.tracks[0].schedule = record.tracks[0].schedule = "no-such-rule";
  content.follow(record, 0);
  EXPECT_EQ(content.profile(), nullptr);
  record = constantRun(0.9, {25});
  record.config.tracks[0] = {.label = "main", .schedule = "last-snapshots"};
  record.tracks[0] = record.config.tracks[0];
  content.follow(record, 0);
  EXPECT_EQ(content.profile(), nullptr);
  EXPECT_FALSE(content.why().empty());
}

}  // namespace
}  // namespace emascope
