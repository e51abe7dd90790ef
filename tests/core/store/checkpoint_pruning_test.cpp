// SPDX-License-Identifier: Apache-2.0
#include "core/store/checkpoint_pruning.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

CheckpointFacts at(std::int64_t step, std::optional<double> raw = std::nullopt,
                   std::map<std::string, double> tracks = {}) {
  return {.step = step,
          .name = std::to_string(step),
          .raw_loss = raw,
          .track_losses = std::move(tracks)};
}

CheckpointFacts pinned(std::int64_t step) {
  CheckpointFacts facts = at(step);
  facts.pinned = true;
  return facts;
}

CheckpointFacts damaged(std::int64_t step) {
  CheckpointFacts facts = at(step, -1000.0, {{"main", -1000.0}});
  facts.good = false;
  return facts;
}

TEST(Pruning, KeepsTheLastThree) {
  EXPECT_THAT(prunedCheckpoints({}), IsEmpty());
  EXPECT_THAT(prunedCheckpoints({at(1)}), IsEmpty());
  EXPECT_THAT(prunedCheckpoints({at(1), at(2), at(3)}), IsEmpty());
  EXPECT_THAT(prunedCheckpoints({at(1), at(2), at(3), at(4), at(5)}), ElementsAre("1", "2"));
}

TEST(Pruning, GoesByTheStepNotByTheOrder) {
  EXPECT_THAT(prunedCheckpoints({at(30), at(4), at(100), at(5), at(7)}), ElementsAre("4", "5"));
}

TEST(Pruning, KeepsTheBestRawOne) {
  EXPECT_THAT(prunedCheckpoints({at(1, 2.0), at(2, 0.5), at(3, 1.0), at(4), at(5), at(6)}),
              ElementsAre("1", "3"));
}

TEST(Pruning, OfEqualLossesKeepsTheNewest) {
  EXPECT_THAT(prunedCheckpoints({at(1, 0.5), at(2, 0.5), at(3), at(4), at(5)}), ElementsAre("1"));
  EXPECT_THAT(prunedCheckpoints({at(1, 0.5), at(2, 0.5), at(3), at(4), at(5, 0.5)}),
              ElementsAre("1", "2"));
}

TEST(Pruning, KeepsTheBestOfEachTrack) {
  EXPECT_THAT(prunedCheckpoints({at(1, 1.0, {{"a", 0.1}, {"b", 3.0}}),
                                 at(2, 2.0, {{"a", 0.2}, {"b", 2.0}}), at(3, 3.0, {{"a", 0.3}}),
                                 at(4, 4.0, {{"c", 9.0}}), at(5, 0.5), at(6), at(7), at(8)}),
              ElementsAre("3"));
}

TEST(Pruning, ALossThatIsNotFiniteIsNeverTheBest) {
  EXPECT_THAT(prunedCheckpoints({at(1, kNan, {{"a", -kInfinity}}), at(2, -kInfinity, {{"a", kNan}}),
                                 at(3, 7.0, {{"a", 7.0}}), at(4, kNan), at(5), at(6)}),
              ElementsAre("1", "2"));
  EXPECT_THAT(prunedCheckpoints({at(1, kNan), at(2, kNan), at(3), at(4), at(5)}),
              ElementsAre("1", "2"));
}

TEST(Pruning, KeepsThePinned) {
  EXPECT_THAT(prunedCheckpoints({pinned(1), at(2), pinned(3), at(4), at(5), at(6)}),
              ElementsAre("2"));
}

TEST(Pruning, DamagedOnesAreNeitherCountedNorRemoved) {
  EXPECT_THAT(prunedCheckpoints({at(1), at(2), at(3), damaged(4), damaged(5)}), IsEmpty());
  EXPECT_THAT(prunedCheckpoints({damaged(1), at(2, 9.0, {{"main", 9.0}}), at(3), at(4), damaged(5),
                                 at(6), at(7), damaged(8)}),
              ElementsAre("3"));
}

TEST(Pruning, NeverLeavesFewerThanTwoThatVerify) {
  EXPECT_THAT(prunedCheckpoints({at(1), at(2), at(3)}, 0), ElementsAre("1"));
  EXPECT_THAT(prunedCheckpoints({at(1), at(2), at(3)}, 1), ElementsAre("1"));
  EXPECT_THAT(prunedCheckpoints({at(1), at(2)}, 0), IsEmpty());
  EXPECT_THAT(prunedCheckpoints({at(1)}, 0), IsEmpty());
  EXPECT_THAT(prunedCheckpoints({at(1), at(2), damaged(3), damaged(4)}, 0), IsEmpty());
  EXPECT_THAT(prunedCheckpoints({pinned(1), at(2), at(3)}, 0), ElementsAre("2"));
  EXPECT_THAT(prunedCheckpoints({at(1, 0.1), at(2), at(3)}, 0), ElementsAre("2"));
}

/// What the rules say of any list, checked one by one.
TEST(Pruning, KeepsItsPromisesForRandomRuns) {
  std::mt19937 random(7);
  const auto chance = [&random](double p) { return std::bernoulli_distribution(p)(random); };
  const auto loss = [&]() -> double {
    if (chance(0.1)) return chance(0.5) ? kNan : kInfinity;
    return std::uniform_int_distribution<int>(0, 5)(random);
  };
  for (int run = 0; run < 2000; ++run) {
    std::vector<CheckpointFacts> facts;
    const int count = std::uniform_int_distribution<int>(0, 12)(random);
    for (int i = 0; i < count; ++i) {
      CheckpointFacts& one = facts.emplace_back(at(i));
      if (chance(0.7)) one.raw_loss = loss();
      if (chance(0.7)) one.track_losses["a"] = loss();
      one.pinned = chance(0.1);
      one.good = chance(0.8);
    }
    std::ranges::shuffle(facts, random);
    const auto last = std::uniform_int_distribution<std::size_t>(0, 4)(random);
    const auto names = prunedCheckpoints(facts, last);
    const std::set<std::string> pruned(names.begin(), names.end());
    std::vector<CheckpointFacts> kept;
    std::vector<CheckpointFacts> good;
    double least_raw = kInfinity;
    double least_a = kInfinity;
    for (const CheckpointFacts& one : facts) {
      EXPECT_FALSE(pruned.contains(one.name) && (one.pinned || !one.good));
      if (!one.good) continue;
      good.push_back(one);
      if (!pruned.contains(one.name)) kept.push_back(one);
      if (one.raw_loss && *one.raw_loss < least_raw) least_raw = *one.raw_loss;
      const auto a = one.track_losses.find("a");
      if (a != one.track_losses.end() && a->second < least_a) least_a = a->second;
    }
    EXPECT_GE(kept.size(), std::min<std::size_t>(2, good.size()));
    EXPECT_GE(kept.size(), std::min(last, good.size()));
    const auto keeps = [&kept](const auto& wanted) { return std::ranges::any_of(kept, wanted); };
    if (std::isfinite(least_raw)) {
      EXPECT_TRUE(keeps([&](const auto& one) { return one.raw_loss == least_raw; }));
    }
    if (std::isfinite(least_a)) {
      EXPECT_TRUE(keeps([&](const auto& one) {
        const auto a = one.track_losses.find("a");
        return a != one.track_losses.end() && a->second == least_a;
      }));
    }
    std::ranges::sort(good, {}, &CheckpointFacts::step);
    for (std::size_t i = good.size() - std::min(last, good.size()); i < good.size(); ++i) {
      EXPECT_FALSE(pruned.contains(good[i].name));
    }
  }
}

}  // namespace
}  // namespace emascope
