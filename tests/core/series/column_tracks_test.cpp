// SPDX-License-Identifier: Apache-2.0
//
// Columns with values in different rows: each is averaged as if it were alone.
#include "core/series/column_tracks.h"

#include "core/rules/live_edit.h"

#include <cmath>
#include <random>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;

BankTrack track(const std::string& label, const std::string& id, const ParamValues& params = {}) {
  const ScheduleEntry& rule = *findRule(id);
  return {label, &rule, orderedValues(rule, params, "").value(), {}};
}

TEST(ColumnTracks, AColumnCountsItsOwnValues) {
  ColumnTracks tracks({track("t", "constant", {{"beta", 0.5}}), track("u", "uniform")}, {}, {},
                      {"a", "b"}, DecayPer::kUpdate);
  const double rows[][2] = {{2, 10}, {4, 0}, {0, 30}, {8, 50}};
  const std::vector<bool> there[] = {{true, true}, {true, false}, {false, true}, {true, true}};
  std::vector<double> a;
  std::vector<double> b;
  std::vector<ActionKind> kinds;
  for (std::size_t i = 0; i < 4; ++i) {
    ASSERT_TRUE(tracks.take(rows[i], there[i], 1.0).ok());
    a.push_back(tracks.average(0, 0));
    b.push_back(tracks.average(1, 1));
    kinds.push_back(tracks.action(1, 0).kind);
  }
  EXPECT_THAT(a, ElementsAre(2, 3, 3, 5.5));
  EXPECT_THAT(b, ElementsAre(10, 10, 20, 30));
  EXPECT_THAT(kinds, ElementsAre(ActionKind::kCopy, ActionKind::kSkip, ActionKind::kBlend,
                                 ActionKind::kBlend));
  EXPECT_EQ(tracks.updates(0), 3);
  EXPECT_DOUBLE_EQ(tracks.mean(0), 14.0 / 3.0);
  EXPECT_EQ(tracks.mean(1), 30.0);
}

/// Random gaps, several rules with edits: bit for bit what each column gives alone.
TEST(ColumnTracks, EachColumnIsAsItWouldBeAlone) {
  constexpr std::size_t kColumns = 6;
  const std::vector<BankTrack> rules = {
      track("c", "constant", {{"beta", 0.9}}), track("i", "inverse-power", {{"beta", 0.95}}),
      track("l", "last-snapshots", {{"k", 3.0}}), track("b", "bema"),
      track("d", "constant", {{"beta", 0.8}, {"debias", 1.0}})};
  const std::vector<BankEdit> edits = {{20, 0, {{"beta", 0.5}}},
                                       {31, 1, {{std::string(kReseed), 1.0}}}};
  std::vector<std::string> names;
  std::vector<ColumnTracks> alone;
  for (std::size_t i = 0; i < kColumns; ++i) {
    names.push_back("c" + std::to_string(i));
    alone.emplace_back(rules, edits, RunLength{}, std::vector<std::string>{names[i]},
                       DecayPer::kUpdate);
  }
  ColumnTracks together(rules, edits, {}, names, DecayPer::kUpdate);
  std::mt19937 random(5);
  std::normal_distribution<double> normal;
  for (int row = 0; row < 80; ++row) {
    std::vector<double> values;
    std::vector<bool> there;
    for (std::size_t i = 0; i < kColumns; ++i) {
      values.push_back(normal(random));
      there.push_back(row == 0 || random() % 4 != 0);
      ASSERT_TRUE(alone[i].take({&values[i], 1}, {there[i]}, 1.0).ok());
    }
    ASSERT_TRUE(together.take(values, there, 1.0).ok());
    for (std::size_t i = 0; i < kColumns; ++i) {
      for (std::size_t k = 0; k < rules.size(); ++k) {
        ASSERT_EQ(together.average(i, k), alone[i].average(0, k)) << row << ", " << i << ", " << k;
        ASSERT_EQ(together.action(i, k).kind, alone[i].action(0, k).kind);
      }
      ASSERT_EQ(together.mean(i), alone[i].mean(0));
    }
  }
}

TEST(ColumnTracks, WithoutAValueThereIsNoAverage) {
  ColumnTracks tracks({track("t", "constant")}, {}, {}, {"a", "b"}, DecayPer::kUpdate);
  const double row[] = {1.0, 0.0};
  ASSERT_TRUE(tracks.take(row, {true, false}, 1.0).ok());
  EXPECT_EQ(tracks.average(0, 0), 1.0);
  EXPECT_TRUE(std::isnan(tracks.average(1, 0)));
  EXPECT_TRUE(std::isnan(tracks.mean(1)));
}

/// With a decay of 1 an average that begins as zero takes nothing up: it is no zero.
TEST(ColumnTracks, AnAverageThatHasTakenNothingUpIsNone) {
  ColumnTracks tracks({track("t", "constant", {{"beta", 1.0}, {"debias", 1.0}})},
                      {{2, 0, {{"beta", 0.5}}}}, {}, {"a"}, DecayPer::kUpdate);
  const double row[] = {3.0};
  ASSERT_TRUE(tracks.take(row, {true}, 1.0).ok());
  EXPECT_TRUE(std::isnan(tracks.average(0, 0)));
  ASSERT_TRUE(tracks.take(row, {true}, 1.0).ok());
  EXPECT_EQ(tracks.average(0, 0), 3.0);
}

}  // namespace
}  // namespace emascope
