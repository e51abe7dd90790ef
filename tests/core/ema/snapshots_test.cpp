// SPDX-License-Identifier: Apache-2.0
#include "core/ema/snapshots.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include <ATen/ops/from_blob.h>
#include <ATen/ops/tensor.h>

namespace emascope {
namespace {

/// Weights of many magnitudes, different for each `number`.
at::Tensor weights(int number, std::int64_t count) {
  std::vector<float> values(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = std::ldexp(std::sin(static_cast<float>(i * 7 + static_cast<std::size_t>(number))),
                           static_cast<int>(i % 9) - 6);
  }
  return at::from_blob(values.data(), {count}, at::kFloat).clone();
}

/// Largest difference to the sum in double, relative to the largest weight.
double error(SnapshotPrecision precision, float factor) {
  constexpr std::int64_t kCount = 10'001;
  SnapshotStore store(precision, kCount);
  std::vector<at::Tensor> taken;
  for (int i = 0; i < 4; ++i) {
    taken.push_back(weights(i, kCount).mul_(factor));
    store.take({1, i}, taken.back(), {});
  }
  const std::vector<std::size_t> which = {0, 2, 3};
  const std::vector<double> coefficients = {1.5, -0.75, 0.25};
  const at::Tensor sum = store.combine(which, coefficients);
  double worst = 0.0;
  for (std::int64_t i = 0; i < kCount; ++i) {
    double wanted = 0.0;
    for (std::size_t k = 0; k < which.size(); ++k) {
      wanted += coefficients[k] * static_cast<double>(taken[which[k]].const_data_ptr<float>()[i]);
    }
    worst = std::max(worst, std::abs(static_cast<double>(sum.const_data_ptr<float>()[i]) - wanted));
  }
  return worst / (4.0 * static_cast<double>(factor));
}

TEST(Snapshots, InFloat32AreSummedToTheLastBit) {
  EXPECT_LT(error(SnapshotPrecision::kFloat32, 1.0F), 6e-8);
}

// Half of 2^-11 of each term; the scale keeps that far outside float16's own range.
TEST(Snapshots, InFloat16KeepElevenBitsAtAnyMagnitude) {
  for (const float factor : {1.0F, 1e30F, 1e-30F, 1e-37F})
    EXPECT_LT(error(SnapshotPrecision::kFloat16, factor), 2.5 * 0x1p-11) << factor;
}

TEST(Snapshots, AreKeptInHalfTheBytesWhereTheBudgetIsShort) {
  EXPECT_EQ(snapshotPrecision(10, 1000, 40'000).value(), SnapshotPrecision::kFloat32);
  EXPECT_EQ(snapshotPrecision(10, 1000, 39'999).value(), SnapshotPrecision::kFloat16);
  EXPECT_EQ(snapshotPrecision(10, 1000, 20'000).value(), SnapshotPrecision::kFloat16);
}

TEST(Snapshots, ThatDoNotFitAreRefusedWithTheNumberThatDoes) {
  const auto refused = snapshotPrecision(200, 1'048'576, 100 * 1'048'576);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().message(),
            "snapshots: 200 snapshots of 1048576 values take 400 MiB in float16; allowed: at most "
            "50 snapshots within 100 MiB");
}

TEST(Snapshots, AreCopiesWithTheirCounters) {
  SnapshotStore store(SnapshotPrecision::kFloat32, 3);
  at::Tensor floats = weights(1, 3);
  at::Tensor counters = at::tensor({std::int64_t{5}});
  store.take({1, 20}, floats, counters);
  const at::Tensor before = floats.clone();
  floats.zero_();
  counters.zero_();
  const std::vector<std::size_t> only = {0};
  const std::vector<double> one = {1.0};
  EXPECT_TRUE(store.combine(only, one).equal(before));
  EXPECT_EQ(*store.counters(0).const_data_ptr<std::int64_t>(), 5);
  EXPECT_EQ(store.bytes(), 12);
  EXPECT_EQ(store.keys().at(0), (SnapshotStore::Key{1, 20}));
}

}  // namespace
}  // namespace emascope
