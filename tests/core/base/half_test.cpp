// SPDX-License-Identifier: Apache-2.0
//
// The 16-bit floats: each of the 65,536 comes back as it was, and a double between two of them
// becomes the nearer, the even one from the middle.
#include "core/base/half.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace emascope {
namespace {

struct Format {
  const char* name;
  double (*unpack)(std::uint16_t);
  std::uint16_t (*pack)(double);
  std::uint16_t infinity;
};

class Half : public testing::TestWithParam<Format> {};

TEST_P(Half, EachValueComesBack) {
  const Format& format = GetParam();
  for (unsigned bits = 0; bits <= 0xFFFFU; ++bits) {
    const double value = format.unpack(std::uint16_t(bits));
    if ((bits & 0x7FFFU) > format.infinity) {
      EXPECT_TRUE(std::isnan(value)) << bits;
      EXPECT_TRUE(std::isnan(format.unpack(format.pack(value)))) << bits;
    } else {
      ASSERT_EQ(format.pack(value), bits);
    }
  }
}

TEST_P(Half, RoundsToTheNearestAndToEvenFromTheMiddle) {
  const Format& format = GetParam();
  for (unsigned bits = 0; bits + 1U < format.infinity; ++bits) {
    const double low = format.unpack(std::uint16_t(bits));
    const double high = format.unpack(std::uint16_t(bits + 1U));
    const double middle = low + (high - low) / 2.0;  // exact: one more bit
    const std::uint16_t even = std::uint16_t(bits % 2U == 0 ? bits : bits + 1U);
    ASSERT_EQ(format.pack(middle), even) << bits;
    ASSERT_EQ(format.pack(std::nextafter(middle, 0.0)), bits);
    ASSERT_EQ(format.pack(std::nextafter(middle, 1e300)), bits + 1U);
    ASSERT_EQ(format.pack(-middle), even | 0x8000U) << bits;
  }
}

TEST_P(Half, WhatIsTooLargeIsInfinite) {
  const Format& format = GetParam();
  const double greatest = format.unpack(std::uint16_t(format.infinity - 1U));
  const double step = greatest - format.unpack(std::uint16_t(format.infinity - 2U));
  EXPECT_EQ(format.pack(greatest + step / 2.0), format.infinity);
  EXPECT_EQ(format.pack(std::nextafter(greatest + step / 2.0, 0.0)), format.infinity - 1U);
  EXPECT_EQ(format.pack(1e308), format.infinity);
  EXPECT_EQ(format.pack(-std::numeric_limits<double>::infinity()), format.infinity | 0x8000U);
  EXPECT_EQ(format.pack(std::numeric_limits<double>::denorm_min()), 0U);
}

INSTANTIATE_TEST_SUITE_P(
    Formats, Half,
    testing::Values(Format{"float16", float16ToDouble, doubleToFloat16, 0x7C00U},
                    Format{"bfloat16", bfloat16ToDouble, doubleToBfloat16, 0x7F80U}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(Half, KnownValues) {
  EXPECT_EQ(float16ToDouble(0x3C00), 1.0);
  EXPECT_EQ(float16ToDouble(0x0001), std::ldexp(1.0, -24));
  EXPECT_EQ(float16ToDouble(0xFBFF), -65504.0);
  EXPECT_EQ(bfloat16ToDouble(0x3F81), 1.0078125);
  EXPECT_EQ(bfloat16ToDouble(0x0001), std::ldexp(1.0, -133));
  EXPECT_TRUE(std::signbit(float16ToDouble(0x8000)));
}

}  // namespace
}  // namespace emascope
