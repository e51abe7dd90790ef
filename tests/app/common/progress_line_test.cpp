// SPDX-License-Identifier: Apache-2.0
//
// What a run says on a terminal and in a log: never torn, never wider than its line, and the table
// at its end.
#include "app/common/progress_line.h"

#include "app/common/text_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::Not;

using Time = std::chrono::steady_clock::time_point;

RunRecord record(std::int64_t step) {
  RunRecord run;
  run.config.steps = 5000;
  run.config.tracks = {{.label = "main"}, {.label = "slow"}};
  run.tracks = run.config.tracks;
  run.alive = 2;
  run.step = step;
  run.progress.steps_per_second = 100.0;
  for (std::int64_t at = 25; at <= step; at += 25) {
    run.points.push_back({.step = at,
                          .raw = {0.2},
                          .tracks = {{{0.1}, 0.9, Reason::kCap}, {{0.3}, 0.9, Reason::kCap}}});
  }
  return run;
}

TEST(ProgressText, HasStepSpeedTimeLeftAndLosses) {
  EXPECT_EQ(progressText(record(2500), 100),
            "step 2 500 / 5 000, 50 %, 100 steps/s, 25 s left; loss raw 0.2, main 0.1, slow 0.3");
}

/// The same run, `main` gone and `new` come at the end.
RunRecord changed() {
  RunRecord run = record(2500);
  run.apply(event::TracksChanged{.action = track_action::Remove{"main"},
                                 .tracks = {{.label = "slow"}, {.label = "new"}}});
  return run;
}

TEST(ProgressText, NamesTheTracksThatAreThere) {
  EXPECT_THAT(progressText(changed(), 100), testing::EndsWith("loss raw 0.2, slow 0.3"));
}

/// What a log gets of a run of 5000 steps that is at `step` after `seconds`.
std::string logged(ProgressLine& line, std::int64_t step, double seconds) {
  const auto since =
      std::chrono::duration_cast<Time::duration>(std::chrono::duration<double>(1000.0 + seconds));
  return line.update(record(step), Time(since));
}

TEST(ProgressLine, InALogIsALineForATenthAtMostEveryFiveSeconds) {
  ProgressLine log(/*terminal=*/false);
  EXPECT_THAT(logged(log, 500, 0.0), testing::StartsWith("step 500 / 5 000, 10 %"));
  EXPECT_EQ(logged(log, 1000, 1.0), "");
  EXPECT_EQ(logged(log, 2500, 4.9), "");
  const std::string second = logged(log, 3000, 5.1);
  EXPECT_THAT(second, testing::StartsWith("step 3 000 / 5 000, 60 %"));
  EXPECT_THAT(second, testing::EndsWith("\n"));
  EXPECT_THAT(second, Not(HasSubstr("\r")));
  EXPECT_EQ(log.clear(), "");
}

TEST(ProgressLine, InALogWaitsForATenth) {
  ProgressLine log(/*terminal=*/false);
  EXPECT_EQ(logged(log, 499, 0.0), "");
  EXPECT_NE(logged(log, 500, 0.1), "");
  EXPECT_EQ(logged(log, 999, 60.0), "");
  EXPECT_NE(logged(log, 1000, 60.1), "");
}

TEST(ProgressLine, OfARunThatGoesOnBeginsAtThatStep) {
  for (const bool terminal : {false, true}) {
    ProgressLine line(terminal);
    RunRecord run = record(2500);
    run.from_step = 2600;
    EXPECT_EQ(line.update(run, Time(std::chrono::seconds(1000))), "");
    run.step = 2600;
    EXPECT_THAT(line.update(run, Time(std::chrono::seconds(1000))),
                HasSubstr("step 2 600 / 5 000, 52 %"));
  }
}

TEST(ProgressLine, OnATerminalIsRewrittenAtMostTenTimesASecond) {
  ProgressLine line(/*terminal=*/true);
  EXPECT_THAT(logged(line, 1, 0.0), testing::StartsWith("\r\033[Kstep 1 / 5 000, 0 %"));
  EXPECT_EQ(logged(line, 2, 0.09), "");
  EXPECT_THAT(logged(line, 3, 0.11), HasSubstr("step 3 / 5 000"));
  EXPECT_EQ(line.clear(), "\r\033[K");
  EXPECT_EQ(line.clear(), "");
}

TEST(FinalTable, HasARowForRawAndEachTrack) {
  EXPECT_EQ(finalTable(record(500)),
            "weights  last loss  best (mean of 5)  at step  below raw  lower in\n"
            "raw            0.2               0.2      125\n"
            "main           0.1               0.1      125  +50 ± 0 %  20 of 20\n"
            "slow           0.3               0.3      125  −50 ± 0 %   0 of 20\n"
            "below raw: by how much the mean loss of the last 20 evaluations is lower than that of "
            "raw, ± 95 %\n");
}

TEST(FinalTable, OfAShortRunSaysThatItIsTooEarly) {
  EXPECT_THAT(finalTable(record(250)), HasSubstr("125  too early  10 of 10\n"));
}

TEST(FinalTable, OfARunWithoutEvaluationsSaysSo) {
  EXPECT_EQ(finalTable(record(0)), "no evaluation was made\n");
}

}  // namespace
}  // namespace emascope
