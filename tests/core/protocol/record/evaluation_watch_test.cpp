// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/evaluation_watch.h"

#include <limits>

#include <gtest/gtest.h>

namespace emascope {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

EvalPoint point(std::int64_t step, double raw, double track) {
  return {.step = step, .raw = {raw, 0.5}, .tracks = {{{track, 0.5}, 0.9}}};
}

RunRecord recordOf(std::vector<EvalPoint> points) {
  RunRecord record;
  record.tracks = {{.label = "main"}};
  record.points = std::move(points);
  return record;
}

TEST(EvaluationWatch, SpeaksOnceForEachSetOfWeights) {
  EvaluationWatch watch;
  RunRecord record = recordOf({point(10, 1.0, 1.0)});
  EXPECT_FALSE(watch.look(record));
  record.points.push_back(point(20, kInfinity, 1.0));
  EXPECT_EQ(watch.look(record), "step 20: the validation loss of raw is inf, not a finite number");
  EXPECT_FALSE(watch.look(record));
  record.points.push_back(point(30, kNaN, 1.0));
  EXPECT_FALSE(watch.look(record));
  record.points.push_back(point(40, 1.0, kNaN));
  EXPECT_EQ(watch.look(record), "step 40: the validation loss of main is nan, not a finite number");
}

TEST(EvaluationWatch, NamesAllOfOneEvaluationAndNoTrackThatIsNotThere) {
  EvaluationWatch watch;
  RunRecord record = recordOf({point(10, kNaN, kNaN)});
  record.tracks.push_back({.label = "gone"});
  record.points.front().tracks.push_back(kNoEvaluation);
  EXPECT_EQ(watch.look(record),
            "step 10: the validation loss of raw, main is nan, not a finite number");
}

TEST(AllNotFinite, IsOfEveryEvaluationOfEveryWeights) {
  EXPECT_FALSE(allNotFinite(recordOf({})));
  EXPECT_TRUE(allNotFinite(recordOf({point(1, kNaN, kInfinity), point(2, kNaN, kNaN)})));
  EXPECT_FALSE(allNotFinite(recordOf({point(1, kNaN, kNaN), point(2, kNaN, 0.5)})));
  EXPECT_FALSE(allNotFinite(recordOf({point(1, 0.5, kNaN)})));
}

}  // namespace
}  // namespace emascope
