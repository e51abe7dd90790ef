// SPDX-License-Identifier: Apache-2.0
#include "core/random/counter_random.h"

#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

// Known answers of the paper's reference code (Random123, kat_vectors, philox4x32 10).
TEST(CounterRandom, IsPhiloxAsPublished) {
  using Block = std::array<std::uint32_t, 4>;
  EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}),
            (Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox4x32({~0U, ~0U, ~0U, ~0U}, {~0U, ~0U}),
            (Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(CounterRandom, SeekingGivesWhatCountingGave) {
  CounterRandom counting(7, 3);
  std::vector<std::uint64_t> values;
  for (int i = 0; i < 20; ++i) values.push_back(counting.next());
  CounterRandom seeking(7, 3);
  for (const std::size_t position : {13U, 4U, 5U, 19U, 0U, 1U, 2U}) {
    seeking.seek(position);
    EXPECT_EQ(seeking.next(), values[position]) << position;
    EXPECT_EQ(seeking.position(), position + 1);
  }
}

TEST(CounterRandom, SeedsAndStreamsDiffer) {
  std::set<std::uint64_t> values;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    for (std::uint64_t stream = 0; stream < 10; ++stream) {
      values.insert(CounterRandom(seed, stream).next());
    }
  }
  EXPECT_EQ(values.size(), 100U);
}

TEST(CounterRandom, BelowIsFair) {
  CounterRandom random(1, 0);
  constexpr int kBins = 10;
  constexpr int kDraws = 100'000;
  constexpr double kExpected = static_cast<double>(kDraws) / kBins;
  std::array<int, kBins> counts = {};
  for (int i = 0; i < kDraws; ++i) ++counts[random.below(kBins)];
  double chi_squared = 0.0;
  for (const int count : counts) {
    const double excess = count - kExpected;
    chi_squared += excess * excess / kExpected;
  }
  EXPECT_LT(chi_squared, 27.9);  // 9 degrees of freedom, p = 0.001
}

TEST(CounterRandom, BelowKeepsItsBoundWhenManyDrawsMustBeThrownAway) {
  CounterRandom random(2, 0);
  const std::uint64_t bound = (std::uint64_t{1} << 63) + 1;
  for (int i = 0; i < 1000; ++i) EXPECT_LT(random.below(bound), bound);
  EXPECT_GT(random.position(), 1500U);
  EXPECT_EQ(CounterRandom(3, 0).below(1), 0U);
}

TEST(CounterRandom, UniformFillsTheUnitInterval) {
  CounterRandom random(5, 9);
  double sum = 0.0;
  double least = 1.0;
  double most = 0.0;
  for (int i = 0; i < 100'000; ++i) {
    const double value = random.uniform();
    sum += value;
    least = std::min(least, value);
    most = std::max(most, value);
  }
  EXPECT_NEAR(sum / 100'000, 0.5, 0.003);
  EXPECT_GE(least, 0.0);
  EXPECT_LT(least, 1e-3);
  EXPECT_LT(most, 1.0);
  EXPECT_GT(most, 0.999);
}

}  // namespace
}  // namespace emascope
