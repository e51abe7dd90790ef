// SPDX-License-Identifier: Apache-2.0
//
// The history of a track as it is written in Python.
#include "core/protocol/record/track_history.h"

#include "tests/support/fake_record.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

event::Applied beta(std::int64_t step, const char* track, double before, double after) {
  return {0, step, track, {{"beta", before}}, {{"beta", after}}};
}

/// `action` at `step`, and the list of tracks after it.
void change(RunRecord& record, std::int64_t step, const TrackAction& action) {
  std::vector<TrackSpec> tracks(record.tracks.begin(),
                                record.tracks.begin() + static_cast<std::ptrdiff_t>(record.alive));
  record.apply(event::TracksChanged{0, step, action, editedTracks(tracks, action).value()});
}

PythonTrack historyOf(const RunRecord& record, const char* label) {
  return trackHistory(record, static_cast<std::size_t>(record.trackIndex(label)));
}

std::vector<std::int64_t> stepsOf(const PythonTrack& track) {
  std::vector<std::int64_t> steps;
  for (const PythonEdit& edit : track.edits) steps.push_back(edit.step);
  return steps;
}

TEST(TrackHistory, HasTheValuesOfTheStartAndTheEdits) {
  RunRecord record = startedRecord();
  const double first = record.tracks[0].params.at("beta");
  record.apply(beta(313, "main", first, 0.9));
  record.apply(beta(1435, "main", 0.9, 0.999));
  const PythonTrack history = historyOf(record, "main");
  EXPECT_EQ(history.values.at("beta"), first);
  EXPECT_EQ(history.began, 1);
  EXPECT_EQ(stepsOf(history), (std::vector<std::int64_t>{313, 1435}));
  EXPECT_EQ(history.edits[1].values.at("beta"), 0.999);
}

TEST(TrackHistory, OfATrackThatWasAddedBeginsThere) {
  RunRecord record = startedRecord();
  record.apply(beta(10, "main", 0.995, 0.9));
  TrackSpec late{.label = "late", .schedule = "constant", .params = {{"beta", 0.9}}};
  change(record, 50, track_action::Add{late});
  record.apply(beta(60, "late", 0.9, 0.8));
  const PythonTrack history = historyOf(record, "late");
  EXPECT_EQ(history.began, 50);
  EXPECT_EQ(history.rule->id, "constant");
  EXPECT_EQ(stepsOf(history), (std::vector<std::int64_t>{60}));
}

TEST(TrackHistory, FollowsAForkIntoItsSourceAndARename) {
  RunRecord record = startedRecord();
  record.apply(beta(10, "main", 0.995, 0.9));
  change(record, 20, track_action::Fork{"main", "copy"});
  record.apply(beta(30, "main", 0.9, 0.5));
  record.apply(beta(31, "copy", 0.9, 0.99));
  change(record, 40, track_action::Rename{"copy", "kept"});
  record.apply(beta(50, "kept", 0.99, 0.999));
  const PythonTrack history = historyOf(record, "kept");
  EXPECT_EQ(history.began, 1);
  EXPECT_EQ(stepsOf(history), (std::vector<std::int64_t>{10, 31, 50}));
}

TEST(TrackHistory, HasFeedbackInItsPlaceAndSaysWhatCannotBeRepeated) {
  RunRecord record = startedRecord();
  record.apply(beta(10, "main", 0.995, 0.9));
  change(record, 20, track_action::FeedBack{"main", 0.25});
  record.apply(beta(30, "main", 0.9, 0.8));
  record.apply(event::SkippedStep{30, "loss", 1});
  const PythonTrack history = historyOf(record, "main");
  EXPECT_EQ(stepsOf(history), (std::vector<std::int64_t>{10, 20, 30}));
  EXPECT_EQ(history.edits[1].feed_back, std::optional(0.25));
  ASSERT_EQ(history.lost.size(), 1u);
  EXPECT_NE(history.lost[0].find("skipped"), std::string::npos);
}

}  // namespace
}  // namespace emascope
