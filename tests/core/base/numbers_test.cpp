// SPDX-License-Identifier: Apache-2.0
#include "core/base/numbers.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>

namespace emascope {
namespace {

double parsed(std::string_view text) {
  const auto result = parseNumber(text, "field");
  return result ? result.value() : std::numeric_limits<double>::quiet_NaN();
}

TEST(ParseNumber, ReadsWhatPeopleWrite) {
  EXPECT_EQ(parsed("0.995"), 0.995);
  EXPECT_EQ(parsed(" 1e-4 "), 1e-4);
  EXPECT_EQ(parsed("-3"), -3.0);
  EXPECT_EQ(parsed("2/3"), 2.0 / 3.0);
  EXPECT_EQ(parsed("1-1/200"), 1.0 - 1.0 / 200.0);
  EXPECT_EQ(parsed("1-1e-3"), 0.999);
}

TEST(ParseDecay, ReadsAHalfLifeToo) {
  EXPECT_EQ(parseDecay("hl=138", "beta").value(), std::exp2(-1.0 / 138.0));
  EXPECT_EQ(parseDecay(" hl=1/2 ", "beta").value(), 0.25);
  EXPECT_EQ(parseDecay("1-1/200", "beta").value(), 0.995);
  for (const char* text : {"hl=0", "hl=-3", "hl=", "hl=x", "x"}) {
    const auto result = parseDecay(text, "beta");
    ASSERT_FALSE(result.ok()) << text;
    EXPECT_THAT(result.error().message(), testing::HasSubstr("hl=138"));
  }
  const std::string refused = parseNumber("hl=138", "epochs").error().message();
  EXPECT_EQ(refused,
            "epochs: 'hl=138' is not a finite number; allowed: a number such as 0.995, 2/3 or "
            "1-1/200");
}

TEST(ParseNumber, RefusesTheRestByName) {
  for (const char* text :
       {"", "abc", "1/0", "0/0", "nan", "inf", "hl=138", "1,5", "2/3x", "--1", "1-", "1/2/3"}) {
    const auto result = parseNumber(text, "--track main: power");
    ASSERT_FALSE(result.ok()) << text;
    EXPECT_EQ(result.error().where, "--track main: power");
  }
}

TEST(ParseInteger, RefusesFractionsAndHugeNumbers) {
  EXPECT_EQ(parseInteger("5000", "steps").value(), 5000);
  EXPECT_EQ(parseInteger("-3", "steps").value(), -3);
  EXPECT_EQ(parseInteger("1e3", "steps").value(), 1000);
  EXPECT_FALSE(parseInteger("2.5", "steps").ok());
  EXPECT_FALSE(parseInteger("1e300", "steps").ok());
  EXPECT_FALSE(parseInteger("", "steps").ok());
}

TEST(ParseNumber, TakesSpacesBetweenGroupsOfThreeDigits) {
  for (const char* text : {"10 000", "10\u00A0000", "10\u2009000", "10\u202F000", " +10 000 "}) {
    EXPECT_EQ(parsed(text), 10000.0) << text;
    EXPECT_EQ(parseInteger(text, "steps").value(), 10000) << text;
  }
  EXPECT_EQ(parsed("-1 234 567"), -1234567.0);
  for (const char* text : {"10 00", "1 0000", "1000 000", "10  000", "10 000\u00A0000", "0 995",
                           "10 000x", "10 ,000"}) {
    EXPECT_FALSE(parseNumber(text, "field").ok()) << text;
    EXPECT_FALSE(parseInteger(text, "field").ok()) << text;
  }
}

TEST(ParseTypedInteger, TakesCommasToo) {
  EXPECT_EQ(parseTypedInteger("10,000", "steps").value(), 10000);
  EXPECT_EQ(parseTypedInteger("-1,234,567", "steps").value(), -1234567);
  EXPECT_EQ(parseTypedInteger("10 000", "steps").value(), 10000);
  EXPECT_EQ(parseTypedInteger("1e4", "steps").value(), 10000);
  EXPECT_EQ(ungrouped("18,446,744,073,709,551,615"), "18446744073709551615");
  for (const char* text : {"1,5", "10,00", "0,500", "1000,000", "1 000,000", "1,000.5"}) {
    EXPECT_FALSE(parseTypedInteger(text, "steps").ok()) << text;
    EXPECT_EQ(ungrouped(text), text);
  }
}

TEST(ParseTypedInteger, RefusesAPointThatMayGroup) {
  const auto ten = parseTypedInteger("10.000", "steps");
  ASSERT_FALSE(ten.ok());
  EXPECT_EQ(ten.error().why, "'10.000' may mean 10 or 10000");
  EXPECT_FALSE(parseTypedInteger("1.500", "steps").ok());
  EXPECT_EQ(parseTypedInteger("10.0", "steps").value(), 10);
  EXPECT_EQ(parseInteger("10.000", "step").value(), 10);  // of a file
}

TEST(FormatNumber, ReadsBackAsTheSameDouble) {
  for (const double value : {0.1, 2.0 / 3.0, 1e-300, 0.99989998340606689, -0.0, 5000.0}) {
    EXPECT_EQ(parsed(formatNumber(value)), value);
  }
  EXPECT_EQ(formatNumber(std::nan("")), "nan");
  EXPECT_EQ(formatNumber(-std::numeric_limits<double>::infinity()), "-inf");
}

TEST(FormatShort, DropsTrailingZeros) {
  EXPECT_EQ(formatShort(0.10941, 3), "0.109");
  EXPECT_EQ(formatShort(0.995, 6), "0.995");
  EXPECT_EQ(formatShort(5000.0, 4), "5000");
}

TEST(FormatPlain, HasNoExponentWhereDigitsAreExact) {
  EXPECT_EQ(formatPlain(0.10941, 3), "0.109");
  EXPECT_EQ(formatPlain(99.4, 2), "99");
  EXPECT_EQ(formatPlain(99.7, 2), "100");
  EXPECT_EQ(formatPlain(-69314.7, 3), "-69315");
  EXPECT_EQ(formatPlain(1e6, 3), "1000000");
  EXPECT_EQ(formatPlain(1e300, 3), "1e+300");
  EXPECT_EQ(formatPlain(std::numeric_limits<double>::infinity(), 3), "inf");
}

}  // namespace
}  // namespace emascope
