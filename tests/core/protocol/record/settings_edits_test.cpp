// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/settings_edits.h"

#include "tests/support/fake_record.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(EditsBetween, OfTheSameSettingsAreNone) {
  const RunRecord record = startedRecord();
  EXPECT_TRUE(editsBetween(record, record, 10).empty());
}

TEST(EditsBetween, SetTheValuesInForce) {
  const RunRecord before = startedRecord();
  RunRecord after = before;
  after.apply(event::Applied{1, 50, "main", {{"beta", 0.995}}, {{"beta", 0.9}}});
  after.apply(event::Applied{2, 60, "main", {{"beta", 0.9}}, {{"beta", 0.99}}});
  after.apply(event::Applied{3, 70, "", {{"lr", 0.02}}, {{"lr", 0.005}}});
  EXPECT_EQ(editsBetween(before, after, 43),
            (std::vector<ScheduledEdit>{{43, "main", {{"beta", 0.99}}, {}},
                                        {43, "", {{"lr", 0.005}}, {}}}));
  EXPECT_EQ(editsBetween(after, before, 43),
            (std::vector<ScheduledEdit>{{43, "main", {{"beta", 0.995}}, {}},
                                        {43, "", {{"lr", 0.02}}, {}}}));
}

TEST(EditsBetween, AddRemoveAndOrderTracks) {
  const RunRecord before = startedRecord();
  RunRecord after = before;
  const TrackSpec added{"new", "constant", {{"beta", 0.5}}, {}};
  after.apply(event::TracksChanged{
      1, 50, track_action::Remove{"fast"}, {before.tracks[2], before.tracks[0]}});
  after.apply(event::TracksChanged{
      2, 51, track_action::Add{added}, {before.tracks[2], before.tracks[0], added}});
  const std::vector<ScheduledEdit> edits = editsBetween(before, after, 43);
  ASSERT_EQ(edits.size(), 3U);
  EXPECT_EQ(edits[0].action, TrackAction(track_action::Remove{"fast"}));
  EXPECT_EQ(edits[1].action, TrackAction(track_action::Add{added}));
  EXPECT_EQ(edits[2].action, TrackAction(track_action::Promote{"slow"}));
}

TEST(EditsBetween, ATrackOfAnotherRuleGoesOn) {
  const RunRecord before = startedRecord();
  RunRecord after = before;
  TrackSpec other = before.tracks[1];
  other.selections = {{"ignore", "bn.*"}};
  after.tracks[1] = other;
  EXPECT_EQ(editsBetween(before, after, 43),
            (std::vector<ScheduledEdit>{
                {.step = 43, .action = track_action::Fork{"fast", "fast", other}}}));
}

TEST(EditsBetween, ATrackWithAnAverageOfAnotherKindIsMadeAnew) {
  const RunRecord before = startedRecord();
  RunRecord after = before;
  const TrackSpec other{"fast", "last-snapshots", {}, {}};
  after.tracks[1] = other;
  const std::vector<ScheduledEdit> edits = editsBetween(before, after, 43);
  ASSERT_EQ(edits.size(), 2U);
  EXPECT_EQ(edits[0].action, TrackAction(track_action::Remove{"fast"}));
  EXPECT_EQ(edits[1].action, TrackAction(track_action::Add{other}));
}

}  // namespace
}  // namespace emascope
