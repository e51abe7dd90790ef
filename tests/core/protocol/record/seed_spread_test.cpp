// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/seed_spread.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(MeanAndDeviation, IsThatOfASample) {
  // NIST StRD, the data set NumAcc1: mean 10000002, standard deviation 1.
  EXPECT_EQ(meanAndDeviation({10000001, 10000003, 10000002}), "1e+07 ± 1");
  // statistics.stdev of Python: 0.1290994448735806.
  EXPECT_EQ(meanAndDeviation({0.1, 0.2, 0.3, 0.4}), "0.25 ± 0.13");
}

TEST(MeanAndDeviation, OfOneValueIsTheValueAndOfNoneNothing) {
  EXPECT_EQ(meanAndDeviation({0.12341}), "0.1234");
  EXPECT_EQ(meanAndDeviation({}), "");
}

TEST(LastEvaluation, OfARemovedTrackIsItsOwnLast) {
  RunRecord run;
  EXPECT_FALSE(lastEvaluation(run, std::nullopt));
  run.tracks.resize(1);
  EvalPoint point;
  point.raw.loss = 1.0;
  point.tracks = {TrackEvaluation{.val = {2.0, 0.0}}};
  run.points.push_back(point);
  point.raw.loss = 3.0;
  point.tracks = {kNoEvaluation};
  run.points.push_back(point);
  EXPECT_EQ(lastEvaluation(run, std::nullopt)->loss, 3.0);
  EXPECT_EQ(lastEvaluation(run, 0)->loss, 2.0);
}

}  // namespace
}  // namespace emascope
