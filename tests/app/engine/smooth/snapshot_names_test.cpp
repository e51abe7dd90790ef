// SPDX-License-Identifier: Apache-2.0
//
// What names of snapshots say, and which patterns are refused.
#include "app/engine/smooth/snapshot_names.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::HasSubstr;

SnapshotPattern patternOf(const char* text) {
  auto pattern = SnapshotPattern::parse(text, "names");
  EXPECT_TRUE(pattern.ok()) << text;
  return std::move(pattern).value();
}

TEST(SnapshotNames, EmaPytorchNamesAnIndexAndAStep) {
  const SnapshotPattern pattern = patternOf("{index}.{step}");
  EXPECT_TRUE(pattern.hasIndex());
  EXPECT_FALSE(pattern.hasWidth());
  EXPECT_FALSE(pattern.inImages());
  const auto name = pattern.match("1.25000");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->index, 1U);
  EXPECT_EQ(name->step, 25000.0);
  for (const char* const other :
       {"1", "1.", ".5", "1.2.3", "1.5x", "x1.5", "-1.5", "1.5000000000000000", "10000.5", ""}) {
    EXPECT_FALSE(pattern.match(other)) << other;
  }
}

TEST(SnapshotNames, Edm2NamesThousandsOfImagesAndAWidth) {
  const SnapshotPattern pattern = patternOf("*-{kimg}-{sigma_rel}");
  EXPECT_TRUE(pattern.inImages());
  EXPECT_TRUE(pattern.hasWidth());
  const auto name = pattern.match("network-snapshot-2147483-0.050");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->step, 2147483.648);
  EXPECT_EQ(name->sigma_rel, 0.05);
  const auto dashes = pattern.match("edm2-img512-xs-0008388-0.100");
  ASSERT_TRUE(dashes);
  EXPECT_EQ(dashes->step, 8388.608);
  EXPECT_EQ(dashes->sigma_rel, 0.1);
  EXPECT_FALSE(pattern.match("training-state-0008388"));
  EXPECT_FALSE(pattern.match("run-2024-11"));
}

/// EDM2: kimg_to_nimg(), which requires that nothing but a fraction was cut off.
TEST(SnapshotNames, ImagesAreAMultipleOf1024WhereTheyCanBe) {
  EXPECT_EQ(exactKimg(0.0), 0.0);
  EXPECT_EQ(exactKimg(1.0), 1.024);
  EXPECT_EQ(exactKimg(8388.0), 8388.608);
  EXPECT_EQ(exactKimg(1048576.0), 1048576.0);
  EXPECT_EQ(exactKimg(42.0), 42.0);  // no multiple of 1024 is 42 thousand and a fraction
}

TEST(SnapshotNames, OtherNamesHaveAPattern) {
  const auto first = patternOf("ema_{sigma_rel}_{step}").match("ema_0.05_100");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->sigma_rel, 0.05);
  EXPECT_EQ(first->step, 100.0);
  const auto second = patternOf("*step={step}*gamma={gamma}").match("v2-step=0900,gamma=6.94");
  ASSERT_TRUE(second);
  EXPECT_EQ(second->step, 900.0);
  EXPECT_EQ(second->gamma, 6.94);
  const auto whole = patternOf("{gamma}@{step}").match("16@9");
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->gamma, 16.0);
  const auto number = patternOf("*{step}").match("checkpoint123");
  ASSERT_TRUE(number);
  EXPECT_EQ(number->step, 123.0);  // never a part of a number
}

TEST(SnapshotNames, ManyStarsInALongNameTakeNoTime) {
  EXPECT_FALSE(patternOf("*-*-{step}").match(std::string(255, '-')));
}

TEST(SnapshotNames, APatternThatCannotBeMeantIsRefused) {
  const auto why = [](const char* text) {
    const auto pattern = SnapshotPattern::parse(text, "names");
    return pattern ? std::string("accepted") : pattern.error().message();
  };
  EXPECT_THAT(why(""), HasSubstr("names: '' does not have {step} or {kimg} once"));
  EXPECT_THAT(why("{index}"), HasSubstr("does not have {step} or {kimg} once"));
  EXPECT_THAT(why("{step}-{kimg}"), HasSubstr("does not have {step} or {kimg} once"));
  EXPECT_THAT(why("{step}{gamma}"), HasSubstr("two numbers side by side"));
  EXPECT_THAT(why("{step}-{gamma}-{sigma_rel}"), HasSubstr("more than one of {index}"));
  EXPECT_THAT(why("*a*b*{step}"), HasSubstr("more than two *"));
  EXPECT_THAT(why("{steps}"), HasSubstr("has an unknown '{steps}'"));
  EXPECT_THAT(why("{step}-{"), HasSubstr("has an unknown '{'"));
  EXPECT_THAT(why("run/{step}"), HasSubstr("has an unknown '/'"));
}

TEST(SnapshotNames, TheStemIsWithoutEndingAndShard) {
  EXPECT_EQ(snapshotStem("0.100.pt"), "0.100");
  EXPECT_EQ(snapshotStem("a-0.050.pkl"), "a-0.050");
  EXPECT_EQ(snapshotStem("m-3-00001-of-00002.safetensors"), "m-3");
  EXPECT_EQ(snapshotStem("m-3.safetensors.index.json"), "m-3");
  EXPECT_EQ(snapshotStem("out-of-range.pt"), "out-of-range");
  EXPECT_EQ(snapshotStem("-of-3.pt"), "-of-3");
  EXPECT_EQ(snapshotStem("x-of-3.pt"), "x-of-3");
  for (const char* const other : {".pt", "log.txt", "config.json", "", "0.100"}) {
    EXPECT_FALSE(snapshotStem(other)) << other;
  }
}

}  // namespace
}  // namespace emascope
