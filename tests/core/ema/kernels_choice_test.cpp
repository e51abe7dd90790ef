// SPDX-License-Identifier: Apache-2.0
//
// How the loops are chosen: from given times, and in passes over real arrays, whose results do not
// depend on it.
#include "core/ema/kernels_choice.h"

#include "core/base/worker_pool.h"
#include "tests/core/ema/kernels_inputs.h"

#include <algorithm>
#include <cstdlib>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope::blending {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

const std::vector<LoopVariant> kThree = {{InstructionSet::kPortable, Prefetch::kNone, 8},
                                         {InstructionSet::kPortable, Prefetch::kPageStarts, 8},
                                         {InstructionSet::kPortable, Prefetch::kLines, 8}};

/// `count` times of each candidate for a megabyte, in turn.
std::vector<LoopTime> timesOf(const std::vector<double>& seconds, std::size_t count) {
  std::vector<LoopTime> times;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t candidate = 0; candidate < seconds.size(); ++candidate)
      times.push_back({candidate, seconds[candidate], 1e6});
  }
  return times;
}

TEST(LoopChoice, IsTheFastestCandidate) {
  LoopChoice choice(kThree);
  choice.add(timesOf({3e-5, 1e-5, 2e-5}, LoopChoice::kTimesEach));
  EXPECT_EQ(choice.chosen(), kThree[1]);
}

TEST(LoopChoice, WaitsUntilEachCandidateHasEnoughTimes) {
  LoopChoice choice(kThree);
  choice.add(timesOf({3e-5, 2e-5}, 2 * LoopChoice::kTimesEach));
  choice.add(timesOf({3e-5, 2e-5, 1e-5}, LoopChoice::kTimesEach - 1));
  EXPECT_EQ(choice.chosen(), std::nullopt);
  choice.add(timesOf({3e-5, 2e-5, 1e-5}, 1));
  EXPECT_EQ(choice.chosen(), kThree[2]);
}

TEST(LoopChoice, TakesTheMedianSoThatInterruptionsDoNotCount) {
  LoopChoice choice(kThree);
  std::vector<LoopTime> times = timesOf({3e-5, 1e-5, 2e-5}, LoopChoice::kTimesEach);
  for (std::size_t i = 0; i < times.size() / 3; ++i) {
    if (times[i].candidate == 1) times[i].seconds = 4e-3;
  }
  choice.add(times);
  EXPECT_EQ(choice.chosen(), kThree[1]);
}

TEST(LoopChoice, CountsTimesPerByte) {
  LoopChoice choice(kThree);
  std::vector<LoopTime> times = timesOf({1e-5, 2e-5, 2e-5}, LoopChoice::kTimesEach);
  for (LoopTime& time : times) {
    if (time.candidate == 2) time.bytes = 4e6;
  }
  choice.add(times);
  EXPECT_EQ(choice.chosen(), kThree[2]);
}

TEST(LoopChoice, PrefersTheFirstOfThoseThatAreAboutEqual) {
  LoopChoice choice(kThree);
  choice.add(timesOf({1e-5, 0.985e-5, 1.1e-5}, LoopChoice::kTimesEach));
  EXPECT_EQ(choice.chosen(), kThree[0]);
}

TEST(LoopChoice, IsMadeOnce) {
  LoopChoice choice(kThree);
  choice.add(timesOf({1e-5, 2e-5, 3e-5}, LoopChoice::kTimesEach));
  choice.add(timesOf({3e-5, 2e-5, 1e-6}, 10 * LoopChoice::kTimesEach));
  EXPECT_EQ(choice.chosen(), kThree[0]);
}

TEST(LoopChoice, IsMadeFromFewTimesWhereTheseAreLong) {
  LoopChoice choice(kThree);
  choice.add(timesOf({1.1e-2, 1e-2, 1.2e-2}, 5));
  EXPECT_EQ(choice.chosen(), std::nullopt);
  choice.add(timesOf({1.1e-2, 1e-2, 1.2e-2}, 1));
  EXPECT_EQ(choice.chosen(), kThree[1]);
}

TEST(LoopChoice, IgnoresPortionsThatWereNotMeasured) {
  LoopChoice choice(kThree);
  std::vector<LoopTime> times = timesOf({1e-5, 2e-5, 3e-5}, LoopChoice::kTimesEach);
  times.back().bytes = 0.0;
  choice.add(times);
  EXPECT_EQ(choice.chosen(), std::nullopt);
  EXPECT_EQ(choice.added(), times.size() - 1);
}

TEST(LoopCandidates, AreOfTheGivenSetsAndAllDifferent) {
  const std::vector<InstructionSet> sets = {InstructionSet::kAvx2, InstructionSet::kAvx512};
  for (const std::size_t tracks : {0, 1, 2, 3, 4, 8, 64}) {
    const auto candidates = loopCandidates(tracks, sets);
    EXPECT_EQ(candidates.front().prefetch, Prefetch::kNone);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      EXPECT_NE(candidates[i].instruction_set, InstructionSet::kPortable);
      EXPECT_EQ(std::ranges::count(candidates, candidates[i]), 1) << tracks << ": " << i;
    }
  }
}

TEST(PassLoops, EachPortionOfALargePassIsProcessedOnceAndEachCandidateHasItsTurn) {
  const PassKind kind{.tracks = 5, .short_pieces = true};
  constexpr std::size_t kPortions = 1000;
  const auto candidates = loopChoiceFor(kind).candidates();
  std::vector<std::size_t> turns(candidates.size());
  std::size_t others = 0;
  PassLoops loops(kind, kPortions << 20U, kPortions, std::nullopt, true);
  for (std::size_t portion = 0; portion < kPortions; ++portion) {
    loops.run(portion, 1U << 20U, [&](const LoopVariant& variant) {
      const auto at = std::ranges::find(candidates, variant) - candidates.begin();
      ++(at == std::ssize(candidates) ? others : turns[static_cast<std::size_t>(at)]);
    });
  }
  std::size_t all = others;
  for (const std::size_t turn : turns) {
    EXPECT_GE(turn, LoopChoice::kTimesEach);
    all += turn;
  }
  EXPECT_EQ(all, kPortions);
}

/// 12 MB of weights in pieces of every kind.
const std::vector<std::size_t> kManyFloats = {1000000, 3, 1200001, 0, 17, 800000};

TEST(MeasuredLoops, GiveTheBitsOfGivenOnes) {
  const std::vector<float> rates = {0.1F, 0.5F, 0.001F};
  Weights measured(kManyFloats, rates);
  Weights given = measured;
  const LoopVariant plain{InstructionSet::kPortable, Prefetch::kNone, 1};
  int updates = 0;
  do {
    measured.blend({.check = BlendCheck::kRefuse, .backwards = updates % 2 == 1});
    given.blend({.loops = plain});
    ASSERT_TRUE(measured.bits() == given.bits()) << "update " << updates;
    ASSERT_LT(++updates, 40);
  } while (loopsFor(measured.pieces(), 3).ends_with("(not measured yet)"));
  EXPECT_THAT(loopsFor(measured.pieces(), 3), EndsWith("(measured)"));
}

TEST(MeasuredLoops, MayBeMeasuredByManyThreadsAtATime) {
  std::vector<std::thread> programs;
  std::vector<std::vector<std::uint32_t>> bits(3);
  for (std::size_t program = 0; program < bits.size(); ++program) {
    programs.emplace_back([&bits, program] {
      WorkerPool pool(2);
      Weights weights({1000000, 500000}, {0.25F});
      for (int update = 0; update < 5; ++update)
        weights.blend({.check = BlendCheck::kRefuse, .pool = &pool});
      bits[program] = weights.bits();
    });
  }
  for (std::thread& program : programs) program.join();
  EXPECT_TRUE(bits[0] == bits[1] && bits[0] == bits[2]);
}

TEST(MeasuredLoops, AreToldApartFromThoseOfSmallPassesAndGivenOnes) {
  const Weights small({1000}, {0.1F});
  EXPECT_THAT(loopsFor(small.pieces(), 1), HasSubstr("no prefetch (below 8 MB)"));
  const LoopVariant plain{InstructionSet::kPortable, Prefetch::kLines, 2};
  EXPECT_EQ(loopsFor(small.pieces(), 8, {.loops = plain}),
            "portable, lines prefetched, 2 side by side (given)");
  EXPECT_EQ(loopsFor(small.pieces(), 1, {.loops = plain}), "portable, lines prefetched (given)");
}

/// Exits with 0 if only the portable loops are candidates and the choice is one of them.
[[noreturn]] void exitWithPortableLoops() {
  ::setenv("EMASCOPE_INSTRUCTION_SET", "portable", 1);
  Weights weights(kManyFloats, {0.1F});
  int updates = 0;
  do {
    weights.blend();
  } while (loopsFor(weights.pieces(), 1).ends_with("(not measured yet)") && ++updates < 40);
  const bool portable = std::ranges::all_of(
      loopChoiceFor({.tracks = 1}).candidates(), [](const LoopVariant& variant) {
        return variant.instruction_set == InstructionSet::kPortable;
      });
  const std::string chosen = loopsFor(weights.pieces(), 1);
  std::exit(portable && chosen.starts_with("portable") && chosen.ends_with("(measured)") ? 0 : 1);
}

TEST(MeasuredLoopsDeathTest, UseTheRequestedInstructionSet) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";  // a new process: the choice is made once
  EXPECT_EXIT(exitWithPortableLoops(), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace emascope::blending
