// SPDX-License-Identifier: Apache-2.0
#include "core/library/thumbnail.h"

#include "tests/support/kept_runs.h"

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// The points of line number `line`.
std::string pointsOf(const std::string& svg, int line) {
  std::size_t at = 0;
  for (int i = 0; i <= line; ++i) at = svg.find("points=\"", at) + 8;
  return svg.substr(at, svg.find('"', at) - at);
}

RunRecord withLosses(const std::vector<double>& raw) {
  RunRecord record = recordOf(shortRun(0));
  record.tracks.clear();
  for (std::size_t i = 0; i < raw.size(); ++i) {
    record.points.push_back({.step = static_cast<std::int64_t>(i), .raw = {raw[i], 0.0}});
  }
  return record;
}

TEST(Thumbnail, HasTheLossOnALogarithmicAxis) {
  EXPECT_EQ(pointsOf(thumbnailSvg(withLosses({1.0, 0.1, 0.01})), 0), "3,3 80,30 157,57");
}

TEST(Thumbnail, LeavesOutWhatHasNoLogarithm) {
  const double inf = std::numeric_limits<double>::infinity();
  EXPECT_EQ(pointsOf(thumbnailSvg(withLosses({1.0, inf, 0.0, 0.1})), 0), "3,3 157,57");
}

TEST(Thumbnail, OfAStoredRunIsThatOfItsRecord) {
  const TemporaryFolder library;
  KeptRuns runs(library / "");
  std::vector<Event> events = shortRun(1003);
  const auto& last = std::get<event::TracksChanged>(*std::ranges::find_if(
      events, [](const Event& e) { return std::holds_alternative<event::TracksChanged>(e); }));
  std::vector<TrackSpec> tracks = last.tracks;
  std::ranges::reverse(tracks);  // another main track at the end
  events.insert(
      events.begin() + 500,
      event::TracksChanged{9, 12'000, track_action::Promote{tracks.front().label}, tracks});
  const RunRecord record = recordOf(events);
  ASSERT_EQ(record.tracks.front().label, tracks.front().label);
  const auto picture = thumbnailOf(runs.keep(events));
  ASSERT_TRUE(picture.ok()) << picture.error().message();
  EXPECT_EQ(*picture, thumbnailSvg(record));
  EXPECT_FALSE(thumbnailOf(library / "none").ok());
}

TEST(Thumbnail, OfALongRunStaysSmall) {
  const std::string svg = thumbnailSvg(recordOf(shortRun(5000)));
  EXPECT_LT(svg.size(), 6000U);
  EXPECT_EQ(std::count(svg.begin(), svg.end(), '<'), 4);  // svg, two lines, and its end
}

TEST(Thumbnail, NeedsTwoEvaluations) {
  EXPECT_EQ(thumbnailSvg(withLosses({1.0})), "");
  EXPECT_EQ(thumbnailSvg(RunRecord()), "");
}

}  // namespace
}  // namespace emascope
