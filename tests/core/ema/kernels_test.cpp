// SPDX-License-Identifier: Apache-2.0
//
// What the blending loops compute: against double arithmetic, at the ends of float's range, and
// with values that are not finite.
#include "core/ema/kernels.h"

#include "tests/core/ema/kernels_inputs.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ostream>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// Three roundings: of the difference, of its product with the rate, and of the sum.
double tolerance(double before, double online, double rate, double expected) {
  constexpr double kHalfUlp = 0x1p-24;
  return kHalfUlp * (std::abs(expected) + 2.001 * rate * std::abs(online - before)) + 0x1p-149;
}

class Kernels : public testing::TestWithParam<std::size_t> {};

TEST_P(Kernels, BlendAgreesWithDoubleArithmetic) {
  const std::size_t count = GetParam();
  const std::vector<double> betas = {0.0, 0.5, 0.999, 0.99999};
  std::vector<float> rates;
  for (const double beta : betas) rates.push_back(static_cast<float>(1.0 - beta));
  Weights weights({count}, rates);
  const Weights before = weights;
  weights.blend();
  const auto online = before.online();
  for (std::size_t k = 0; k < betas.size(); ++k) {
    const auto old = before.average(k);
    const auto now = weights.average(k);
    for (std::size_t i = 0; i < count; ++i) {
      const double expected = betas[k] * old[i] + (1.0 - betas[k]) * online[i];
      ASSERT_NEAR(now[i], expected, 2e-7) << "track " << k << " value " << i;
    }
  }
}

TEST_P(Kernels, FindANonFiniteValueAnywhere) {
  const std::size_t count = GetParam();
  auto values = wave(count, 0.3);
  EXPECT_TRUE(allBelow(values.data(), count, kInfinity));
  const float bad[] = {kInfinity, -kInfinity, kNan};
  for (std::size_t i = 0; i < count; ++i) {
    const float good = std::exchange(values[i], bad[i % 3]);
    ASSERT_FALSE(allBelow(values.data(), count, kInfinity)) << "value " << i;
    values[i] = good;
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, Kernels,
                         testing::Values(0, 1, 3, 4, 5, 255, 256, 257, 1023, 1024, 1025, 4096,
                                         4097));

TEST(Kernels, TheLargestFloatIsFinite) {
  const float values[] = {std::numeric_limits<float>::max(), std::numeric_limits<float>::lowest()};
  EXPECT_TRUE(allBelow(values, 2, kInfinity));
}

TEST(Kernels, BlendTakesMoreTracksThanOnePassDoes) {
  constexpr std::size_t kMany = 131;
  const std::vector<float> rates = manyRates(kMany);
  Weights weights({40}, rates);
  const Weights before = weights;
  weights.blend();
  const float online = before.online()[39];
  for (std::size_t k = 0; k < kMany; ++k) {
    const float old = before.average(k)[39];
    ASSERT_FLOAT_EQ(weights.average(k)[39], old + rates[k] * (online - old)) << "track " << k;
  }
}

class BlendTracks : public testing::TestWithParam<std::size_t> {};

TEST_P(BlendTracks, AgreeWithDoubleArithmeticWithinThreeRoundings) {
  const auto rates = manyRates(GetParam());
  Weights weights({1, 2000, 15, 16, 17, 0, 1025}, rates);
  const Weights before = weights;
  EXPECT_EQ(weights.blend(), std::nullopt);
  const auto online = before.online();
  for (std::size_t k = 0; k < rates.size(); ++k) {
    const auto old = before.average(k);
    const auto now = weights.average(k);
    const double rate = rates[k];
    for (std::size_t i = 0; i < online.size(); ++i) {
      const double expected = old[i] + rate * (static_cast<double>(online[i]) - old[i]);
      ASSERT_NEAR(now[i], expected, tolerance(old[i], online[i], rate, expected))
          << "track " << k << " value " << i;
    }
  }
  EXPECT_TRUE(weights.guardsStand());
  EXPECT_EQ(bitsOf(weights.online()), bitsOf(online));
}

INSTANTIATE_TEST_SUITE_P(Counts, BlendTracks, testing::Values(0, 1, 2, 3, 7, 8, 9, 16, 64, 65));

TEST(Blend, OfNothingIsNothing) {
  const OnlinePiece empty;
  float* const none = nullptr;
  const BlendTrack track{&none, 0.5F};
  EXPECT_EQ(blend({&empty, 1}, {&track, 1}, {.check = BlendCheck::kRefuse}), std::nullopt);
  EXPECT_EQ(blend({}, {}, {.check = BlendCheck::kReport}), std::nullopt);
  EXPECT_EQ(firstNotBelow({}), std::nullopt);
}

TEST(Blend, SubnormalNumbersAreNumbers) {
  Weights weights({37}, {0.5F, 0.001F});
  for (std::size_t i = 0; i < 37; ++i) {
    weights.online(0, i) = static_cast<float>(i) * 0x1p-149F;
    for (std::size_t k = 0; k < 2; ++k) weights.average(k, 0, i) = 0x1p-130F;
  }
  weights.blend();
  for (std::size_t i = 0; i < 37; ++i) {
    const double half = 0.5 * (0x1p-130 + static_cast<double>(i) * 0x1p-149);
    ASSERT_NEAR(weights.average(0, 0, i), half, 0x1p-149) << "value " << i;
    ASSERT_NEAR(weights.average(1, 0, i), 0x1p-130, 0.002 * 0x1p-130) << "value " << i;
  }
}

TEST(Blend, OfTheLargestAveragedValuesStaysFinite) {
  const float largest = std::nextafter(kLargestAveraged, 0.0F);
  Weights weights({67}, {1.0F, 0.5F, 0.1F, 1e-6F});
  for (std::size_t i = 0; i < 67; ++i) {
    weights.online(0, i) = i % 2 == 0 ? largest : -largest;
    for (std::size_t k = 0; k < 4; ++k) weights.average(k, 0, i) = -weights.online(0, i);
  }
  EXPECT_EQ(weights.blend({.check = BlendCheck::kRefuse}), std::nullopt);
  for (std::size_t k = 0; k < 4; ++k) {
    for (const float value : weights.average(k)) {
      ASSERT_LE(std::abs(value), largest) << "track " << k;
    }
  }
  EXPECT_EQ(weights.average(0), weights.online());
  EXPECT_TRUE(allBelow(&largest, 1, kLargestAveraged));
  EXPECT_FALSE(allBelow(&kLargestAveraged, 1, kLargestAveraged));
}

struct Bad {
  ValuePlace place;
  float value;
};

void PrintTo(const Bad& bad, std::ostream* out) {
  *out << bad.value << " at " << bad.place.piece << '[' << bad.place.index << ']';
}

class BlendCheckTest : public testing::TestWithParam<Bad> {
 protected:
  static inline const std::vector<std::size_t> kPieces = {5, 40000, 1, 2000};
};

TEST_P(BlendCheckTest, RefusesAndChangesNothing) {
  const auto [place, value] = GetParam();
  for (const bool backwards : {false, true}) {
    Weights weights(kPieces, manyRates(9));
    weights.online(place.piece, place.index) = value;
    const auto before = weights.bits();
    EXPECT_EQ(weights.blend({.check = BlendCheck::kRefuse, .backwards = backwards}), place);
    EXPECT_TRUE(weights.bits() == before);
    EXPECT_EQ(firstNotBelow(weights.pieces()), place);
  }
}

TEST_P(BlendCheckTest, ReportsAndBlendsTheOthers) {
  const auto [place, value] = GetParam();
  Weights weights(kPieces, manyRates(9));
  Weights plain = weights;
  weights.online(place.piece, place.index) = value;
  EXPECT_EQ(weights.blend({.check = BlendCheck::kReport}), place);
  EXPECT_EQ(plain.blend(), std::nullopt);
  for (std::size_t k = 0; k < 9; ++k) {
    weights.average(k, place.piece, place.index) = plain.average(k, place.piece, place.index);
  }
  EXPECT_TRUE(weights.bits() == plain.bits());
}

INSTANTIATE_TEST_SUITE_P(Values, BlendCheckTest,
                         testing::Values(Bad{{0, 0}, kNan}, Bad{{0, 4}, -kNan},
                                         Bad{{1, 0}, kInfinity}, Bad{{1, 14335}, -kInfinity},
                                         Bad{{1, 14336}, kLargestAveraged}, Bad{{1, 39999}, kNan},
                                         Bad{{2, 0}, -kLargestAveraged}, Bad{{3, 0}, kNan},
                                         Bad{{3, 1023}, kInfinity}, Bad{{3, 1999}, kNan}));

TEST(Blend, NamesTheFirstOfSeveralBadValues) {
  for (const bool backwards : {false, true}) {
    Weights weights({40000, 2000}, manyRates(1));
    for (const std::size_t i : {21000, 20000, 39999}) weights.online(0, i) = kNan;
    weights.online(1, 0) = kInfinity;
    const BlendOptions options{.check = BlendCheck::kReport, .backwards = backwards};
    EXPECT_EQ(weights.blend(options), (ValuePlace{0, 20000}));
  }
}

TEST(Blend, WithoutTracksStillLooks) {
  Weights weights({2000}, {});
  weights.online(0, 7) = kNan;
  EXPECT_EQ(weights.blend(), std::nullopt);
  EXPECT_EQ(weights.blend({.check = BlendCheck::kReport}), (ValuePlace{0, 7}));
  EXPECT_EQ(weights.blend({.check = BlendCheck::kRefuse}), (ValuePlace{0, 7}));
}

TEST(Blend, TheLimitIsTheCallers) {
  Weights weights({100}, {0.5F});
  weights.online(0, 99) = 0x1p127F;
  const BlendOptions finite{.check = BlendCheck::kRefuse, .limit = kInfinity};
  EXPECT_EQ(weights.blend(finite), std::nullopt);
  EXPECT_EQ(weights.blend({.check = BlendCheck::kRefuse}), (ValuePlace{0, 99}));
  weights.online(0, 50) = 2.0F;
  EXPECT_EQ(firstNotBelow(weights.pieces(), {.limit = 1.5F}), (ValuePlace{0, 50}));
}

}  // namespace
}  // namespace emascope
