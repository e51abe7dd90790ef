// SPDX-License-Identifier: Apache-2.0
//
// The averages are the same bits whatever computes them: each variant of the loops that this
// processor can run, any number of threads, either direction.
#include "core/base/worker_pool.h"
#include "core/ema/kernels.h"
#include "tests/core/ema/kernels_inputs.h"

#include <algorithm>
#include <cfenv>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// More than enough for the pool to be used, with pieces of every kind.
const std::vector<std::size_t> kLarge = {3, 70001, 1, 2000, 16384, 16385, 0, 17, 30000};
constexpr std::size_t kTracks = 19;

struct Result {
  std::vector<std::uint32_t> averages;
  friend bool operator==(const Result&, const Result&) = default;
};

void PrintTo(const Result& result, std::ostream* out) {
  *out << "the bits of " << result.averages.size() << " values";
}

/// Two updates with values of all magnitudes, subnormal ones too.
Result twoUpdates(const std::vector<std::size_t>& pieces, std::size_t tracks,
                  const BlendOptions& options) {
  Weights weights(pieces, manyRates(tracks));
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    for (std::size_t i = 0; i < pieces[p]; ++i) {
      const int exponent = static_cast<int>(i * 7 % 250) - 140;
      weights.online(p, i) = std::ldexp(weights.online(p, i), std::min(exponent, 100));
    }
  }
  Result result;
  weights.blend(options);
  weights.blend(options);
  EXPECT_TRUE(weights.guardsStand());
  result.averages = weights.bits();
  return result;
}

/// Every variant of the loops that this processor can run.
std::vector<LoopVariant> usableVariants() {
  std::vector<LoopVariant> variants;
  for (const InstructionSet set : usableSets()) {
    for (const Prefetch prefetch : {Prefetch::kNone, Prefetch::kPageStarts, Prefetch::kLines}) {
      for (const std::size_t side_by_side : {1, 3, 8})
        variants.push_back({set, prefetch, side_by_side});
    }
  }
  return variants;
}

std::string nameOfCase(const testing::TestParamInfo<LoopVariant>& of) {
  constexpr const char* kPrefetch[] = {"None", "PageStarts", "Lines"};
  return nameOf(of.param.instruction_set) +
         std::string(kPrefetch[static_cast<std::size_t>(of.param.prefetch)]) +
         std::to_string(of.param.side_by_side);
}

const LoopVariant kPlain = {InstructionSet::kPortable, Prefetch::kNone, 1};

/// twoUpdates of pieces of every length near a vector's and a block's.
Result ofSmallPieces(const LoopVariant& loops, std::size_t tracks) {
  return twoUpdates({1, 2, 3, 15, 16, 17, 31, 32, 33, 1023, 1024, 1025, 2000}, tracks,
                    {.loops = loops});
}

Result ofLargePieces(const LoopVariant& loops, BlendCheck check) {
  return twoUpdates(
      kLarge, kTracks,
      {.check = check, .limit = std::numeric_limits<float>::infinity(), .loops = loops});
}

/// What each variant is compared with, computed once.
const Result& plainOfSmallPieces(std::size_t tracks) {
  static std::map<std::size_t, Result> results;
  if (!results.contains(tracks)) results[tracks] = ofSmallPieces(kPlain, tracks);
  return results[tracks];
}

const Result& plainOfLargePieces(BlendCheck check) {
  static std::map<BlendCheck, Result> results;
  if (!results.contains(check)) results[check] = ofLargePieces(kPlain, check);
  return results[check];
}

class Variants : public testing::TestWithParam<LoopVariant> {};

TEST_P(Variants, GiveThePortableBits) {
  for (const std::size_t tracks : {1, 2, 3, 4, 5, 6, 7, 8, 9, 64, 65}) {
    EXPECT_EQ(ofSmallPieces(GetParam(), tracks), plainOfSmallPieces(tracks)) << tracks << " tracks";
  }
}

TEST_P(Variants, GiveThePortableBitsForLargeModels) {
  for (const BlendCheck check : {BlendCheck::kNone, BlendCheck::kReport}) {
    EXPECT_EQ(ofLargePieces(GetParam(), check), plainOfLargePieces(check));
  }
}

TEST_P(Variants, PassOnWhatIsNotFinite) {
  const auto blended = [](const LoopVariant& variant) {
    Weights weights({5, 2000}, {1.0F, 0.5F, 1e-6F});
    for (std::size_t i = 0; i < 2000; i += 7)
      weights.online(1, i) = i % 2 == 0 ? std::numeric_limits<float>::quiet_NaN()
                                        : -std::numeric_limits<float>::infinity();
    EXPECT_EQ(weights.blend({.check = BlendCheck::kReport, .loops = variant}), (ValuePlace{1, 0}));
    return weights.bits();
  };
  EXPECT_EQ(blended(GetParam()), blended(kPlain));
}

TEST_P(Variants, FindTheSameBadValue) {
  for (const std::size_t bad : {0, 1, 15, 16, 39, 40, 16383, 16384, 31000, 45000, 59000, 59999}) {
    Weights weights({3, 60000, 2000}, manyRates(2));
    weights.online(1, bad) = -std::numeric_limits<float>::infinity();
    weights.online(2, 1999) = std::numeric_limits<float>::quiet_NaN();
    for (const BlendCheck check : {BlendCheck::kRefuse, BlendCheck::kReport}) {
      EXPECT_EQ(weights.blend({.check = check, .loops = GetParam()}), (ValuePlace{1, bad}));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, Variants, testing::ValuesIn(usableVariants()), nameOfCase);

TEST(SameBits, TheWidestInstructionSetIsUsable) {
  EXPECT_TRUE(isUsable(InstructionSet::kPortable));
  EXPECT_EQ(widestInstructionSet(), usableSets().back());
}

class Threads : public testing::TestWithParam<int> {};

TEST_P(Threads, GiveTheBitsOfOne) {
  WorkerPool pool(GetParam());
  for (const BlendCheck check : {BlendCheck::kNone, BlendCheck::kRefuse, BlendCheck::kReport}) {
    const BlendOptions one{.check = check, .limit = std::numeric_limits<float>::infinity()};
    BlendOptions several = one;
    several.pool = &pool;
    EXPECT_EQ(twoUpdates(kLarge, kTracks, several), twoUpdates(kLarge, kTracks, one));
  }
}

TEST_P(Threads, RoundAsTheCallerDoes) {
  WorkerPool pool(GetParam());
  const Result nearest = twoUpdates(kLarge, kTracks, {});
  ASSERT_EQ(std::fesetround(FE_UPWARD), 0);
  const Result one = twoUpdates(kLarge, kTracks, {});
  const Result several = twoUpdates(kLarge, kTracks, {.pool = &pool});
  ASSERT_EQ(std::fesetround(FE_TONEAREST), 0);
  EXPECT_EQ(several, one);
  EXPECT_FALSE(one.averages == nearest.averages) << "the rounding changed nothing";
}

TEST_P(Threads, NameTheFirstBadValue) {
  WorkerPool pool(GetParam());
  Weights weights(kLarge, manyRates(kTracks));
  weights.online(1, 70000) = std::numeric_limits<float>::quiet_NaN();
  weights.online(8, 3) = std::numeric_limits<float>::infinity();
  const auto before = weights.bits();
  const BlendOptions options{.check = BlendCheck::kRefuse, .pool = &pool};
  EXPECT_EQ(weights.blend(options), (ValuePlace{1, 70000}));
  EXPECT_TRUE(weights.bits() == before);
  EXPECT_EQ(weights.blend({.check = BlendCheck::kReport, .pool = &pool}), (ValuePlace{1, 70000}));
}

INSTANTIATE_TEST_SUITE_P(Counts, Threads, testing::Values(1, 2, 3, 8));

TEST(SameBits, FromEitherEnd) {
  WorkerPool pool(2);
  for (WorkerPool* const threads : {static_cast<WorkerPool*>(nullptr), &pool}) {
    EXPECT_EQ(twoUpdates(kLarge, kTracks, {.backwards = true, .pool = threads}),
              twoUpdates(kLarge, kTracks, {}));
  }
}

TEST(SameBits, HoweverTheWeightsAreCut) {
  const std::size_t total = std::accumulate(kLarge.begin(), kLarge.end(), std::size_t{0});
  Weights whole({total}, manyRates(kTracks));
  Weights cut(kLarge, manyRates(kTracks));
  whole.blend();
  cut.blend();
  EXPECT_TRUE(whole.bits() == cut.bits());
}

}  // namespace
}  // namespace emascope
