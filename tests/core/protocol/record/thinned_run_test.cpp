// SPDX-License-Identifier: Apache-2.0
//
// RunRecord::thin(): what a long run still says when most of its evaluations have left the memory.
#include "core/base/numbers.h"
#include "core/protocol/record/evaluation_watch.h"
#include "core/protocol/record/run_summary.h"
#include "core/protocol/record/verdict.h"
#include "tests/core/protocol/record/run_writer_fixture.h"
#include "tests/support/fake_record.h"
#include "tests/support/run_csv.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

constexpr std::size_t kEvaluations = 40'000;

/// The same run twice: one record keeps every evaluation, the other is thinned all the time.
struct TwoRecords {
  RunRecord whole = {};
  RunRecord thinned = {};

  explicit TwoRecords(std::size_t evaluations = kEvaluations) {
    event::Started started = fakeStarted(fakeCatalog());
    started.config.eval_every = 25;
    started.config.steps = 25 * static_cast<std::int64_t>(evaluations);
    take(started);
  }
  void take(const Event& event) {
    whole.apply(event);
    thinned.apply(event);
  }
  [[nodiscard]] std::int64_t step() const { return whole.points.empty() ? 0 : whole.step; }
  /// `count` evaluations, each with a change by `change`.
  template <typename Change>
  void evaluate(std::size_t count, Change change) {
    for (std::size_t i = 0; i < count; ++i) {
      EvalPoint point = fakePoint(step() + 25, whole.alive);
      change(point);
      take(event::Evaluated{{point}});
      thinned.thin(thinned.evaluated());
    }
  }
  void evaluate(std::size_t count) {
    evaluate(count, [](EvalPoint&) {});
  }
  void changeTracks(TrackAction action, std::vector<TrackSpec> tracks) {
    take(event::TracksChanged{1, step() + 1, std::move(action), std::move(tracks)});
  }
  [[nodiscard]] std::vector<TrackSpec> current() const {
    return {whole.tracks.begin(), whole.tracks.begin() + static_cast<std::ptrdiff_t>(whole.alive)};
  }
};

void expectSameVerdict(const TwoRecords& run, std::size_t track) {
  const Verdict is = verdictOf(run.thinned, track);
  const Verdict was = verdictOf(run.whole, track);
  EXPECT_EQ(is.kind, was.kind);
  EXPECT_EQ(is.evaluations, was.evaluations);
  EXPECT_EQ(is.wins, was.wins);
  EXPECT_EQ(is.raw_mean, was.raw_mean);
  EXPECT_EQ(is.track_mean, was.track_mean);
  EXPECT_EQ(is.percent_lower, was.percent_lower);
  EXPECT_EQ(is.percent_half_width, was.percent_half_width);
  EXPECT_EQ(is.first_step, was.first_step);
  EXPECT_EQ(is.last_step, was.last_step);
  EXPECT_EQ(is.settling, was.settling);
  EXPECT_EQ(is.remembers, was.remembers);
}

void expectSameBest(const TwoRecords& run, std::optional<std::size_t> track) {
  const auto is = bestMean(run.thinned, track);
  const auto was = bestMean(run.whole.points, track);
  ASSERT_EQ(is.has_value(), was.has_value());
  if (!is) return;
  EXPECT_EQ(is->loss, was->loss);
  EXPECT_EQ(is->step, was->step);
}

/// That both records say the same, and that the thinned one has thrown something away.
void expectSame(const TwoRecords& run) {
  ASSERT_GT(run.thinned.takenOut(), 0U);
  EXPECT_EQ(run.thinned.evaluated(), run.whole.points.size());
  EXPECT_EQ(run.thinned.points.back().step, run.whole.points.back().step);
  EXPECT_EQ(allNotFinite(run.thinned), allNotFinite(run.whole));
  expectSameBest(run, std::nullopt);
  ASSERT_EQ(run.thinned.tracks, run.whole.tracks);
  for (std::size_t track = 0; track < run.whole.tracks.size(); ++track) {
    SCOPED_TRACE(run.whole.tracks[track].label);
    expectSameBest(run, track);
    expectSameVerdict(run, track);
    const TrackEvaluation* const is = run.thinned.lastOf(track);
    const TrackEvaluation* const was = run.whole.lastOf(track);
    ASSERT_EQ(is == nullptr, was == nullptr);
    if (is == nullptr) continue;
    EXPECT_EQ(formatNumber(is->val.loss), formatNumber(was->val.loss));  // may be nan
    EXPECT_EQ(is->decay, was->decay);
  }
}

TEST(ThinnedRun, AShortRunIsNotThinned) {
  TwoRecords run;
  run.evaluate(8000);
  EXPECT_EQ(run.thinned.points, run.whole.points);
  EXPECT_EQ(run.thinned.takenOut(), 0U);
}

TEST(ThinnedRun, HasBoundedPointsInTheirOrder) {
  TwoRecords run;
  std::size_t most = 0;
  for (int i = 0; i < 100; ++i) {
    run.evaluate(1000);
    most = std::max(most, run.thinned.points.size());
  }
  EXPECT_LT(most, 22'000U);
  const std::vector<EvalPoint>& points = run.thinned.points;
  EXPECT_EQ(points.front(), run.whole.points.front());
  EXPECT_TRUE(std::ranges::is_sorted(points, {}, &EvalPoint::step));
  EXPECT_TRUE(
      std::ranges::includes(run.whole.points, points, {}, &EvalPoint::step, &EvalPoint::step));
  EXPECT_EQ(run.thinned.evaluated(), 100'000U);
}

TEST(ThinnedRun, OldEvaluationsAreLeftAtEqualDistances) {
  TwoRecords run;
  run.evaluate(100'000);
  const RunRecord& thinned = run.thinned;
  ASSERT_GT(thinned.past.left, 2000U);
  const std::size_t half = thinned.past.left / 2;
  const double middle = static_cast<double>(thinned.points[half].step);
  const double end = static_cast<double>(thinned.points[thinned.past.left].step);
  EXPECT_NEAR(middle / end, 0.5, 0.1);
}

TEST(ThinnedRun, KeepsTheLowestAndTheHighestLoss) {
  TwoRecords run;
  run.evaluate(100);
  run.evaluate(1, [](EvalPoint& point) { point.raw.loss = 1e-6; });
  run.evaluate(100);
  run.evaluate(1, [](EvalPoint& point) { point.raw.loss = 1e6; });
  run.evaluate(60'000);
  const auto has = [&](double loss) {
    return std::ranges::count(run.thinned.points, loss,
                              [](const EvalPoint& point) { return point.raw.loss; }) == 1;
  };
  EXPECT_TRUE(has(1e-6));
  EXPECT_TRUE(has(1e6));
}

TEST(ThinnedRun, ThinsOnlyWhatIsOnTheDisk) {
  TwoRecords run;
  for (int i = 0; i < 30'000; ++i) run.take(event::Evaluated{{fakePoint(25 * (i + 1), 3)}});
  EXPECT_FALSE(run.thinned.thin(0));
  EXPECT_EQ(run.thinned.points.size(), 30'000U);
  EXPECT_TRUE(run.thinned.thin(20'000));
  EXPECT_EQ(run.thinned.past.count, 20'000U);
  EXPECT_EQ(run.thinned.points[run.thinned.past.left], run.whole.points[20'000]);
}

TEST(ThinnedRun, SaysWhatTheWholeOneSays) {
  TwoRecords run;
  for (std::size_t i = 0; i < 8; ++i) {
    run.evaluate(kEvaluations / 8);
    if (i >= 2) expectSame(run);
  }
}

TEST(ThinnedRun, SaysTheSameAfterAnEdit) {
  TwoRecords run;
  run.evaluate(15'000);
  const auto edit = [&](double before, double after) {
    run.take(event::Applied{7, run.step() + 1, "main", {{"beta", before}}, {{"beta", after}}});
  };
  edit(0.995, 0.9);
  run.evaluate(15'000);
  expectSame(run);
  edit(0.9, 0.999);
  run.evaluate(20);  // settling
  expectSame(run);
  run.evaluate(5000);
  expectSame(run);
}

TEST(ThinnedRun, SaysTheSameAfterLossesThatAreNotFinite) {
  TwoRecords run;
  run.evaluate(12'000);
  run.evaluate(3000, [](EvalPoint& point) {
    if (point.step % 75 == 0) point.raw.loss = kNaN;
    if (point.step % 100 == 0) point.tracks[0].val.loss = kNaN;
  });
  run.evaluate(13'001);
  expectSame(run);
}

TEST(ThinnedRun, SaysThatNothingWasFinite) {
  TwoRecords run;
  run.evaluate(20'000, [](EvalPoint& point) {
    point.raw.loss = kNaN;
    for (TrackEvaluation& track : point.tracks) track.val.loss = kNaN;
  });
  expectSame(run);
  EXPECT_TRUE(allNotFinite(run.thinned));
  TwoRecords once;
  once.evaluate(1);
  once.evaluate(20'000, [](EvalPoint& point) {
    point.raw.loss = kNaN;
    for (TrackEvaluation& track : point.tracks) track.val.loss = kNaN;
  });
  expectSame(once);
  EXPECT_FALSE(allNotFinite(once.thinned));
}

TEST(ThinnedRun, SaysTheSameOfTracksThatComeAndGo) {
  TwoRecords run;
  run.evaluate(12'000);
  std::vector<TrackSpec> tracks = run.current();
  ASSERT_EQ(tracks.size(), 3U);
  const TrackSpec gone = tracks[1];
  tracks.erase(tracks.begin() + 1);
  run.changeTracks(track_action::Remove{gone.label}, tracks);
  run.evaluate(11'111);
  expectSame(run);
  TrackSpec fork = tracks[0];
  fork.label = "fork";
  tracks.push_back(fork);
  run.changeTracks(track_action::Fork{tracks[0].label, fork.label}, tracks);
  run.evaluate(9000);
  expectSame(run);
  tracks.push_back(gone);  // under its old label
  run.changeTracks(track_action::Add{gone}, tracks);
  run.evaluate(50);
  expectSame(run);
  run.evaluate(9000);
  expectSame(run);
}

TEST(ThinnedRun, WarnsOfEachSetOfWeightsOnce) {
  TwoRecords run;
  EvaluationWatch watch;
  run.evaluate(20'000);
  EXPECT_FALSE(watch.look(run.thinned));
  run.evaluate(1, [](EvalPoint& point) { point.raw.loss = kNaN; });
  const auto warning = watch.look(run.thinned);
  ASSERT_TRUE(warning);
  EXPECT_THAT(*warning, HasSubstr("step 500025: the validation loss of raw is nan"));
  run.evaluate(9000, [](EvalPoint& point) { point.raw.loss = kNaN; });
  EXPECT_FALSE(watch.look(run.thinned));
}

/// A thinned run of 20 000 evaluations with its CSV, whose columns change after that.
class ThinnedRows : public RunWriterTest {
 protected:
  ThinnedRows() {
    writer_.begin(run_.thinned);
    evaluateAndWrite(20'000);
  }
  void evaluate() { run_.take(event::Evaluated{{fakePoint(run_.step() + 25, run_.whole.alive)}}); }
  void evaluateAndWrite(int count) {
    for (int i = 0; i < count; ++i) {
      evaluate();
      writer_.append(run_.thinned);
      run_.thinned.thin(run_.thinned.evaluated());
    }
  }
  /// As the journal of a kept run gives them, in pieces; it is damaged after `end` of them.
  void readFromWhole(std::size_t end = std::numeric_limits<std::size_t>::max()) {
    writer_.readThinnedFrom([this, end](const auto& take) -> Status {
      RunRecord part = run_.whole;
      for (std::size_t i = 0; i < std::min(end, run_.whole.points.size()); i += 700) {
        const auto first = run_.whole.points.begin() + static_cast<std::ptrdiff_t>(i);
        const std::size_t count = std::min<std::size_t>(700, run_.whole.points.size() - i);
        part.points.assign(first, first + static_cast<std::ptrdiff_t>(count));
        if (auto status = take(part); !status) return status;
      }
      return Ok{};
    });
  }
  void addTrack() {
    std::vector<TrackSpec> tracks = run_.current();
    TrackSpec added = tracks[0];
    added.label = "unforeseen";
    tracks.push_back(added);
    run_.changeTracks(track_action::Add{added}, tracks);
    evaluate();
  }

  TwoRecords run_;
  RunWriter writer_ = RunWriter::open(path("run.csv"), std::nullopt).value();
};

TEST_F(ThinnedRows, AreThoseOfTheWholeRun) {
  ASSERT_GT(run_.thinned.takenOut(), 0U);
  EXPECT_EQ(contents(path("run.csv")), runCsv(run_.whole));
  EXPECT_FALSE(writer_.needsAll(run_.thinned));
  evaluate();
  EXPECT_TRUE(writer_.needsAll(run_.thinned));
  writer_.append(run_.thinned);
  EXPECT_EQ(contents(path("run.csv")), runCsv(run_.whole));
}

TEST_F(ThinnedRows, AreReadAgainForColumnsThatAreNew) {
  readFromWhole();
  addTrack();
  writer_.append(run_.thinned);
  EXPECT_EQ(contents(path("run.csv")), runCsv(run_.whole));
  evaluateAndWrite(9000);
  writer_.finish(run_.thinned);
  EXPECT_EQ(contents(path("run.csv")), runCsv(run_.whole));
  EXPECT_TRUE(writer_.takeNews().empty());
}

TEST_F(ThinnedRows, AreReadAgainForAnotherPlace) {
  readFromWhole();
  std::filesystem::rename(path("run.csv"), path("moved.csv"));
  fill(path("run.csv"), "somebody else's");
  ::setenv("TMPDIR", path("tmp").c_str(), 1);
  writer_.finish(run_.thinned);
  ::unsetenv("TMPDIR");
  EXPECT_EQ(contents(path("run.csv")), "somebody else's");
  EXPECT_EQ(contents(path("tmp/run.csv")), runCsv(run_.whole));
}

TEST_F(ThinnedRows, ThatCannotBeReadAgainLeaveTheFileAsItIs) {
  const std::string before = contents(path("run.csv"));
  writer_.readThinnedFrom([](const auto&) -> Status {
    return Error{"the journal", "is gone", ""};
  });
  addTrack();
  writer_.append(run_.thinned);
  EXPECT_EQ(contents(path("run.csv")), before);
  const auto news = writer_.takeNews();
  ASSERT_EQ(news.size(), 1U);
  EXPECT_TRUE(news.front().trouble);
  EXPECT_THAT(news.front().text, HasSubstr("the journal: is gone"));
}

TEST_F(ThinnedRows, OfWhichSomeCannotBeReadAgainLeaveTheFileAsItIs) {
  const std::string before = contents(path("run.csv"));
  readFromWhole(/*end=*/7000);  // far beyond the first piece of the file
  addTrack();
  writer_.append(run_.thinned);
  EXPECT_EQ(contents(path("run.csv")), before);
  const auto news = writer_.takeNews();
  ASSERT_EQ(news.size(), 1U);
  EXPECT_THAT(news.front().text, HasSubstr("lacks rows that are no longer in memory"));
}

TEST_F(ThinnedRows, AJsonNeedsAllOfThem) {
  auto writer = RunWriter::open(std::nullopt, path("run.json"));
  ASSERT_TRUE(writer.ok());
  EXPECT_TRUE(writer.value().needsAll(run_.thinned));
}

}  // namespace
}  // namespace emascope
