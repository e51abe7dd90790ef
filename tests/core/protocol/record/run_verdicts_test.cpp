// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/run_verdicts.h"

#include "core/protocol/record/run_summary.h"
#include "tests/support/fake_run.h"

#include <cmath>
#include <cstdint>
#include <string>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// A running run of `steps` steps with the three tracks of the spirals demo.
RunRecord startedRun(std::int64_t steps = 10000, std::int64_t every = 25) {
  RunRecord record;
  event::Started started = fakeStarted(fakeCatalog());
  started.config.steps = steps;
  started.config.eval_every = every;
  record.apply(started);
  record.apply(event::StateChanged{RunState::kRunning, 0, ""});
  return record;
}

void evaluate(RunRecord& record, std::size_t count = 1) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t last = record.points.empty() ? 0 : record.points.back().step;
    EvalPoint point = fakePoint(last + record.config.eval_every, record.alive);
    for (std::size_t track = 0; track < record.alive; ++track) {
      const double beta = record.value(record.tracks[track].label, "beta");
      if (track > 0) point.tracks[track].decay = beta;
    }
    record.apply(event::Evaluated{{point}});
  }
}

std::string said(const Verdict& verdict) {
  return verdictText(verdict, "x") + " / " + std::to_string(verdict.evaluations) + " / " +
         std::to_string(verdict.first_step) + " / " + std::to_string(verdict.last_step) + " / " +
         std::to_string(verdict.percent_lower);
}

void expectSame(RunVerdicts& verdicts, const RunRecord& record,
                VerdictSpan span = VerdictSpan::kTenth) {
  for (std::size_t track = 0; track < record.tracks.size(); ++track) {
    EXPECT_EQ(said(verdicts.of(record, track, span)), said(verdictOf(record, track, span)))
        << "track " << track << " after step " << record.points.back().step;
    const auto best = verdicts.best(record, track);
    const auto expected = bestMean(record.points, track);
    ASSERT_EQ(best.has_value(), expected.has_value());
    if (!best) continue;
    EXPECT_EQ(best->loss, expected->loss);
    EXPECT_EQ(best->step, expected->step);
  }
  EXPECT_EQ(verdicts.best(record, std::nullopt).has_value(),
            bestMean(record.points, std::nullopt).has_value());
}

TEST(RunVerdicts, AreThoseOfTheRecordAtEachEvaluation) {
  RunVerdicts verdicts;
  RunRecord record = startedRun();
  for (int i = 0; i < 140; ++i) {
    evaluate(record);
    if (i == 60) {
      record.apply(event::Applied{1, 1530, "fast", {{"beta", 0.9}}, {{"beta", 0.99}}});
    }
    if (i == 70) {
      record.apply(event::Applied{2, 1780, "slow", {{"beta", 0.9999}}, {{"beta", 0.9999}}});
    }
    expectSame(verdicts, record);
  }
}

TEST(RunVerdicts, FollowChangesOfTheTracks) {
  RunVerdicts verdicts;
  RunRecord record = startedRun();
  evaluate(record, 60);
  record.apply(event::Applied{1, 1501, "fast", {{"beta", 0.9}}, {{"beta", 0.99}}});
  evaluate(record, 2);
  expectSame(verdicts, record);
  // Another track gets the label: the edit is not its own.
  std::vector<TrackSpec> tracks = record.tracks;
  tracks[1].label = "old";
  record.apply(event::TracksChanged{2, 1551, track_action::Rename{"fast", "old"}, tracks});
  tracks.push_back(tracks[2]);
  tracks.back().label = "fast";
  record.apply(event::TracksChanged{3, 1551, track_action::Fork{"slow", "fast"}, tracks});
  for (int i = 0; i < 30; ++i) {
    evaluate(record);
    expectSame(verdicts, record);
  }
  std::swap(tracks[0], tracks[2]);
  record.apply(event::TracksChanged{4, 2310, track_action::Promote{"slow"}, tracks});
  expectSame(verdicts, record);
}

TEST(RunVerdicts, FollowTheSpanTheEndAndAnotherRun) {
  RunVerdicts verdicts;
  RunRecord record = startedRun();
  evaluate(record, 120);
  expectSame(verdicts, record);
  expectSame(verdicts, record, VerdictSpan::kAll);
  expectSame(verdicts, record, VerdictSpan::kFifth);
  record.apply(event::Extended{1, 40000});
  expectSame(verdicts, record);
  const event::Started started = fakeStarted(fakeCatalog());
  record.apply(started);
  evaluate(record, 120);
  expectSame(verdicts, record);
}

TEST(RunVerdicts, OfALongWindowAreRenewedAsItMovesAndWhenTheRunRests) {
  RunVerdicts verdicts;
  RunRecord record = startedRun(/*steps=*/51200, /*every=*/1);  // a window of 5 120 evaluations
  evaluate(record, 6000);
  expectSame(verdicts, record);
  evaluate(record, 19);
  EXPECT_EQ(verdicts.of(record, 0).last_step, 6000);
  evaluate(record, 1);  // 20 of 5 120 are 1/256
  EXPECT_EQ(verdicts.of(record, 0).last_step, 6020);
  evaluate(record, 3);
  EXPECT_EQ(verdicts.of(record, 0).last_step, 6020);
  record.apply(event::StateChanged{RunState::kPaused, 6023, ""});
  expectSame(verdicts, record);
  evaluate(record, 1);
  expectSame(verdicts, record);
}

TEST(RunVerdicts, SayWhatIsKnownAsSoonAsTheRunHasEnded) {
  RunVerdicts verdicts;
  RunRecord record = startedRun();
  evaluate(record, 12);
  record.apply(event::StateChanged{RunState::kPaused, 300, ""});
  expectSame(verdicts, record);
  record.apply(event::StateChanged{RunState::kFinished, 300, ""});
  EXPECT_TRUE(verdicts.of(record, 1).over);
  expectSame(verdicts, record);
}

TEST(RunVerdicts, ReadEachEvaluationOnceForTheBestMean) {
  RunVerdicts verdicts;
  RunRecord record = startedRun();
  evaluate(record, 50);
  const auto before = verdicts.best(record, 0);
  ASSERT_TRUE(before);
  for (std::size_t i = 0; i + 1 < record.points.size(); ++i) {
    record.points[i].tracks[0].val.loss = -1.0;  // nobody looks there again
  }
  EXPECT_EQ(verdicts.best(record, 0)->loss, before->loss);
  record.points.pop_back();  // another record
  EXPECT_EQ(verdicts.best(record, 0)->loss, -1.0);
}

TEST(RunVerdicts, AreKeptUntilThereIsSomethingNew) {
  RunVerdicts verdicts;
  RunRecord record = startedRun();
  evaluate(record, 120);
  const std::string before = said(verdicts.of(record, 0));
  for (std::size_t i = 0; i + 1 < record.points.size(); ++i) {
    record.points[i].tracks[0].val.loss = 100.0;  // nobody looks there again
  }
  EXPECT_EQ(said(verdicts.of(record, 0)), before);
  evaluate(record);
  EXPECT_NE(said(verdicts.of(record, 0)), before);
}

TEST(EditEffects, AreThoseOfTheRecordAsItGrows) {
  EditEffects effects;
  RunRecord record = startedRun();
  evaluate(record, 10);
  double beta = 0.995;
  for (std::uint64_t i = 1; i <= 20; ++i) {
    const double next = i % 3 == 0 ? beta : 0.9 + 0.004 * static_cast<double>(i);
    record.apply(event::Applied{i,
                                250 + static_cast<std::int64_t>(i),
                                i % 2 == 0 ? "main" : "slow",
                                {{"beta", beta}},
                                {{"beta", next}}});
    beta = next;
    for (std::size_t first = 0; first < record.changes.size(); ++first) {
      const ChangeEffect expected = effectOf(record, first, first);
      const ChangeEffect& effect = effects.of(record, first, first);
      EXPECT_EQ(effect.known, expected.known);
      EXPECT_EQ(effect.from, expected.from);
      EXPECT_EQ(effect.settled, expected.settled);
    }
  }
  EXPECT_EQ(effects.nextEdit(record, 0), std::size_t{2});
  EXPECT_FALSE(effects.nextEdit(record, 19).has_value());
  record.apply(event::Extended{99, 20000});  // the effect depends on the length of the run
  EXPECT_EQ(effects.of(record, 0, 0).settled, effectOf(record, 0, 0).settled);
  record.changes.clear();
  EXPECT_FALSE(effects.lastActed(record, "main", 20000).has_value());
}

TEST(EditEffects, TheLastEditThatActedIsKnownAtEveryStep) {
  RunRecord record;
  record.apply(fakeStarted(fakeCatalog()));
  EditEffects effects;
  const auto last = [&](std::int64_t now) {
    const auto acted = effects.lastActed(record, "main", now);
    return acted ? acted->from : 0;
  };
  EXPECT_EQ(last(5000), 0);
  // The ramp reaches the cap 0.995 at step 2 929.
  record.apply(event::Applied{1, 900, "main", {{"beta", 0.995}}, {{"beta", 0.9999}}});
  EXPECT_EQ(last(2928), 0);
  EXPECT_EQ(last(2929), 2929);
  record.apply(event::Applied{2, 1400, "main", {{"power", 2.0 / 3.0}}, {{"power", 0.5}}});
  EXPECT_EQ(last(1399), 0);
  EXPECT_EQ(last(5000), 1400);
  record.apply(event::Applied{3, 1500, "main", {{"beta", 0.9999}}, {{"beta", 0.995}}});
  EXPECT_EQ(last(5000), 1400);
  record.apply(event::Applied{4, 1600, "main", {{"beta", 0.995}}, {{"beta", 0.5}}});
  EXPECT_EQ(last(1599), 1400);
  EXPECT_EQ(last(1600), 1600);
  EXPECT_EQ(effects.withPending(record, 2, 2).from, std::nullopt);
  EXPECT_EQ(effects.nextEdit(record, 0), 1U);
  EXPECT_EQ(effects.nextEdit(record, 3), std::nullopt);
}

}  // namespace
}  // namespace emascope
