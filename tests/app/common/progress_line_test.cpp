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
    run.points.push_back({.step = at, .raw = {0.2}, .tracks = {{{0.1}}, {{0.3}}}});
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

TEST(FinalTable, HasARowForEveryTrackThatEverWas) {
  const std::string table = finalTable(changed());
  EXPECT_THAT(table, testing::ContainsRegex("\nmain +0.1 "));
  EXPECT_THAT(table, testing::ContainsRegex("\nslow +0.3 "));
  EXPECT_THAT(table, testing::ContainsRegex("\nnew +0 %"));
}

TEST(ProgressText, LeavesOutWhatDoesNotFit) {
  const std::string text = progressText(record(2500), 75);
  EXPECT_LE(displayWidth(text), 75U);
  EXPECT_THAT(text, HasSubstr("main 0.1"));
  EXPECT_THAT(text, Not(HasSubstr("slow")));
}

/// Plain lines of a run that takes `seconds` a tenth.
int linesInALog(double seconds) {
  ProgressLine line(/*terminal=*/false);
  int lines = 0;
  for (std::int64_t step = 0; step <= 5000; step += 25) {
    const std::chrono::duration<double> since(seconds * static_cast<double>(step) / 500.0);
    const Time now(std::chrono::duration_cast<Time::duration>(since));
    if (!line.update(record(step), now).empty()) ++lines;
  }
  EXPECT_EQ(line.clear(), "");
  return lines;
}

TEST(ProgressLine, IsALineEveryTenthInALog) { EXPECT_EQ(linesInALog(60.0), 10); }

TEST(ProgressLine, LinesOfALogAreAtLeastFiveSecondsApart) {
  EXPECT_EQ(linesInALog(0.01), 1);
  EXPECT_EQ(linesInALog(2.0), 4);  // at 2, 8, 14 and 20 s: the first tenths that are 5 s apart
}

TEST(ProgressLine, IsRewrittenTenTimesASecondOnATerminal) {
  ProgressLine line(/*terminal=*/true);
  const Time start = Time() + std::chrono::hours(1);
  EXPECT_THAT(line.update(record(25), start), testing::StartsWith("\r\033[Kstep 25"));
  EXPECT_EQ(line.update(record(50), start + std::chrono::milliseconds(99)), "");
  EXPECT_NE(line.update(record(75), start + std::chrono::milliseconds(100)), "");
}

TEST(ProgressLine, IsTakenOffATerminalOnce) {
  ProgressLine line(/*terminal=*/true);
  EXPECT_NE(line.update(record(25), Time() + std::chrono::hours(1)), "");
  EXPECT_EQ(line.clear(), "\r\033[K");
  EXPECT_EQ(line.clear(), "");
}

TEST(FinalTable, HasARowForRawAndEachTrack) {
  EXPECT_EQ(finalTable(record(250)),
            "weights  last loss  best (mean of 5)  at step  below raw  lower in\n"
            "raw            0.2               0.2      125\n"
            "main           0.1               0.1      125      +50 %  10 of 10\n"
            "slow           0.3               0.3      125      -50 %   0 of 10\n"
            "below raw: by how much the mean loss of the last 10 evaluations is lower than that of "
            "raw\n");
}

TEST(FinalTable, OfARunWithoutEvaluationsSaysSo) {
  EXPECT_EQ(finalTable(record(0)), "no evaluation was made\n");
}

}  // namespace
}  // namespace emascope
