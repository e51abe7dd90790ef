// SPDX-License-Identifier: Apache-2.0
#include "core/data/batches/augmentation.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAreArray;
using testing::HasSubstr;

const std::vector<std::uint64_t> kShape = {2, 3, 4};

std::vector<float> pictureOfTwoPlanes() {
  std::vector<float> planes(24);
  std::iota(planes.begin(), planes.end(), 1.0F);
  return planes;
}

std::vector<float> changed(const Augmentation& augmentation, std::uint64_t sample,
                           std::uint64_t epoch, std::uint64_t seed = 1) {
  auto planes = pictureOfTwoPlanes();
  std::vector<float> spare;
  augment(augmentation, kShape, seed, sample, epoch, planes, spare);
  return planes;
}

TEST(Augmentation, FlippingIsMirroringEveryOtherTime) {
  const auto plain = pictureOfTwoPlanes();
  std::vector<float> mirrored = plain;
  for (std::size_t row = 0; row < 6; ++row) {
    std::reverse(mirrored.begin() + static_cast<std::ptrdiff_t>(4 * row),
                 mirrored.begin() + static_cast<std::ptrdiff_t>(4 * row + 4));
  }
  int flips = 0;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const auto planes = changed({.flip = true}, i, 0);
    if (planes == mirrored) {
      ++flips;
    } else {
      EXPECT_EQ(planes, plain);
    }
  }
  EXPECT_NEAR(flips, 500, 60);
}

TEST(Augmentation, CroppingMovesEachWayAndFillsWithNought) {
  std::map<float, int> centers;
  for (std::uint64_t i = 0; i < 900; ++i) {
    const auto planes = changed({.crop = 1}, i, 0);
    ++centers[planes[5]];
    EXPECT_EQ(planes[17], planes[5] + 12.0F);  // both planes move alike
  }
  // Row 1, column 1 may show any of the 3 x 3 around it, each as often.
  EXPECT_EQ(centers.size(), 9U);
  for (const auto& [value, count] : centers) EXPECT_NEAR(count, 100, 45) << value;
  std::vector<float> seen;
  for (std::uint64_t i = 0; seen.empty(); ++i) {
    const auto planes = changed({.crop = 1}, i, 0);
    if (planes[5] == 1.0F) seen = planes;  // down and to the right by one
  }
  EXPECT_THAT(std::vector<float>(seen.begin(), seen.begin() + 12),
              ElementsAreArray({0, 0, 0, 0, 0, 1, 2, 3, 0, 5, 6, 7}));
}

TEST(Augmentation, JitterKeepsToItsBounds) {
  std::set<float> means;
  for (std::uint64_t i = 0; i < 300; ++i) {
    const auto planes = changed({.jitter = 0.2}, i, 0);
    const float mean = std::accumulate(planes.begin(), planes.end(), 0.0F) / 24.0F;
    means.insert(mean);
    EXPECT_GE(mean, 0.8F * 12.5F - 1e-3F);
    EXPECT_LE(mean, 1.2F * 12.5F + 1e-3F);
    const float spread = (planes[23] - planes[0]) / 23.0F;
    EXPECT_GE(spread, 0.64F - 1e-4F);
    EXPECT_LE(spread, 1.44F + 1e-4F);
  }
  EXPECT_GT(means.size(), 290U);
}

TEST(Augmentation, IsAFunctionOfSeedSampleAndEpoch) {
  const Augmentation all{true, 2, 0.3};
  const auto first = changed(all, 7, 3);
  EXPECT_EQ(changed(all, 7, 3), first);
  EXPECT_NE(changed(all, 8, 3), first);
  EXPECT_NE(changed(all, 7, 4), first);
  EXPECT_NE(changed(all, 7, 3, 2), first);
}

TEST(Augmentation, WhatDoesNotFitTheSamplesIsRefused) {
  const DatasetHead table{.path = "wine.csv", .shape = {13}};
  const DatasetHead pictures{.path = "cats", .shape = {kShape.begin(), kShape.end()}};
  EXPECT_TRUE(checkAugmentation({}, table));
  EXPECT_EQ(checkAugmentation({.flip = true}, table).error().message(),
            "flip: the samples of wine.csv are 13 numbers, not pictures; allowed: pictures: "
            "channels x rows x columns");
  EXPECT_EQ(checkAugmentation({.crop = 3}, pictures).error().message(),
            "crop: 3 pixels are out of range; allowed: 0 to 2, below the side of the pictures of "
            "cats");
  EXPECT_THAT(checkAugmentation({.jitter = 1.0}, pictures).error().message(),
              HasSubstr("jitter: 1"));
  EXPECT_FALSE(checkAugmentation({.jitter = std::nan("")}, pictures));
}

}  // namespace
}  // namespace emascope
