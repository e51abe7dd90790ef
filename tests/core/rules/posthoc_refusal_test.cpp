// SPDX-License-Identifier: Apache-2.0
//
// What a synthesis refuses, and that it says why in words.
#include "core/rules/posthoc/projection.h"
#include "core/rules/units.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::HasSubstr;

/// The track of a power function over 1,000 steps.
WeightProfile powerTrack(double sigma_rel) {
  WeightProfile profile;
  profile.append(ActionKind::kCopy, 0.0);
  for (int t = 2; t <= 1000; ++t) {
    profile.append(ActionKind::kBlend, std::pow(1.0 - 1.0 / t, gammaOfSigmaRel(sigma_rel) + 1.0));
  }
  return profile;
}

std::vector<ResponseSnapshot> pair(int count) {
  static const WeightProfile narrow = powerTrack(.05);
  static const WeightProfile wide = powerTrack(.10);
  std::vector<ResponseSnapshot> snapshots;
  for (const WeightProfile* track : {&narrow, &wide}) {
    for (int i = 1; i <= count; ++i) snapshots.push_back({"a", 0, 1000 * i / count, track});
  }
  return snapshots;
}

Error refused(const std::vector<ResponseSnapshot>& snapshots, double sigma_rel, std::int64_t at) {
  const auto target = TargetProfile::sigmaRel(sigma_rel, "");
  const auto found = synthesize(snapshots, "a", *target, at, {}, "--sigma-rel");
  EXPECT_FALSE(found.ok());
  return found.ok() ? Error{} : found.error();
}

TEST(PosthocRefusal, ATargetShorterThanEverySnapshot) {
  const Error error = refused(pair(40), .02, 1000);
  EXPECT_EQ(error.where, "--sigma-rel");
  EXPECT_THAT(error.why, HasSubstr("sigma_rel 0.02 at step 1000"));
  EXPECT_THAT(error.why, HasSubstr("no snapshot's is below 52.2"));
  EXPECT_EQ(error.allowed, "a mean age of at least 52.2 steps");
}

TEST(PosthocRefusal, AStepAfterTheLastSnapshotOfAShortTrack) {
  const Error error = refused(pair(20), .05, 1030);
  EXPECT_THAT(error.why, HasSubstr("the last snapshot was taken at step 1000"));
  EXPECT_THAT(error.allowed, HasSubstr("or step 1000"));
}

TEST(PosthocRefusal, NoSnapshotAtOrBeforeTheStep) {
  const Error error = refused(pair(10), .15, 99);
  EXPECT_EQ(error.why, "there is no snapshot at or before step 99");
  EXPECT_EQ(error.allowed, "step 100 or later");
  EXPECT_EQ(refused({}, .15, 99).why, "there are no snapshots");
}

TEST(PosthocRefusal, AnErrorAboveTheLimitUnlessTheLimitIsRaised) {
  const auto snapshots = pair(3);
  const Error error = refused(snapshots, .28, 1000);
  EXPECT_THAT(error.why, HasSubstr("% of its weight would lie on wrong steps"));
  EXPECT_THAT(error.allowed, HasSubstr("at most 5 %"));
  const auto target = TargetProfile::sigmaRel(.28, "");
  const auto found = synthesize(snapshots, "a", *target, 1000, {.largest_error = 1.0}, "");
  ASSERT_TRUE(found.ok());
  EXPECT_GT(found->error, 0.1);
}

TEST(PosthocRefusal, SnapshotsOfAnotherRun) {
  auto snapshots = pair(10);
  snapshots[3].run = "b";
  EXPECT_THAT(refused(snapshots, .07, 1000).why, HasSubstr("snapshot 4 is from run 'b', not 'a'"));
}

TEST(PosthocRefusal, SnapshotsThatCannotBe) {
  auto snapshots = pair(10);
  snapshots[2].call = 0;
  EXPECT_THAT(refused(snapshots, .07, 1000).why, HasSubstr("snapshot 3 was taken at step 0"));
  EXPECT_THAT(refused(pair(10), .07, 0).why, HasSubstr("step 0 is not a valid step"));
}

TEST(PosthocRefusal, ProfilesThatAreNone) {
  EXPECT_FALSE(TargetProfile::sigmaRel(.3, "").ok());
  EXPECT_FALSE(TargetProfile::gamma(-0.1, "").ok());
  EXPECT_FALSE(TargetProfile::beta(1.0, "").ok());
  EXPECT_FALSE(TargetProfile::halfLife(0.0, "").ok());
  EXPECT_FALSE(TargetProfile::lastSteps(0.5, "").ok());
  EXPECT_EQ(TargetProfile::lastSteps(NAN, "field").error().where, "field");
}

TEST(PosthocRefusal, AProjectionToAShorterDecayOrPastAHistory) {
  WeightProfile track;
  for (int call = 1; call <= 500; ++call) {
    track.append(call == 1 ? ActionKind::kCopy : ActionKind::kBlend, .99);
  }
  std::vector<ResponseSnapshot> snapshots;
  for (int i = 1; i <= 50; ++i) snapshots.push_back({"a", 0, 10 * i, &track});
  const auto shorter = synthesize(snapshots, "a", *TargetProfile::beta(.95, ""), 500, {}, "x");
  ASSERT_FALSE(shorter.ok());
  EXPECT_THAT(shorter.error().why, HasSubstr("would have a mean age of 19 steps"));
  EXPECT_TRUE(synthesize(snapshots, "a", *TargetProfile::beta(.993, ""), 500, {}, "").ok());
  snapshots[4].call = 501;
  const auto past = synthesize(snapshots, "a", *TargetProfile::beta(.99, ""), 500, {}, "x");
  ASSERT_FALSE(past.ok());
  EXPECT_THAT(past.error().why, HasSubstr("its track's history ends at 500"));
}

}  // namespace
}  // namespace emascope
