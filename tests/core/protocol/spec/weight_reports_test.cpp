// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/weight_reports.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(Scan, IsReadAsItIsWritten) {
  const auto spec = readScan("main=0,0.5,-1,1e1");
  ASSERT_TRUE(spec.ok());
  EXPECT_EQ(*spec, (ScanSpec{"main", {0.0, 0.5, -1.0, 10.0}}));
  EXPECT_EQ(scanOption(*spec), "main=0,0.5,-1,10");
  EXPECT_EQ(readScan(scanOption(*spec)).value(), *spec);
}

TEST(Scan, WithoutSharesGoesALittleBeyondBothEnds) {
  const auto spec = readScan("slow");
  ASSERT_TRUE(spec.ok());
  EXPECT_EQ(spec->shares.size(), 15U);
  EXPECT_EQ(spec->shares.front(), -0.2);
  EXPECT_EQ(spec->shares[2], 0.0);
  EXPECT_EQ(spec->shares[12], 1.0);
  EXPECT_EQ(spec->shares.back(), 1.2);
}

TEST(Scan, RefusesWhatIsNoShareAndNoLabel) {
  EXPECT_EQ(readScan("main=half").error().where, "scan main");
  EXPECT_EQ(readScan("main=").error().where, "scan main");
  EXPECT_EQ(readScan("main=0,101").error().message(),
            "scan main: 101 is not allowed; allowed: shares from -100 to 100");
  EXPECT_FALSE(readScan("main=nan").ok());
  EXPECT_FALSE(readScan("raw").ok());
  EXPECT_FALSE(readScan("").ok());
}

TEST(Save, IsReadAsItIsWritten) {
  EXPECT_EQ(readSave("raw=a=b.safetensors").value(), (SaveSpec{"raw", "a=b.safetensors"}));
  EXPECT_EQ(readSave("best.raw=w").value(), (SaveSpec{"best.raw", "w"}));
  EXPECT_EQ(bestLabel("best.main"), "main");
  EXPECT_EQ(bestLabel("best"), std::nullopt);
  for (const char* wrong : {"best.=w", "best.mean=w", "best.a.b=w", "last.raw=w"}) {
    EXPECT_FALSE(readSave(wrong).ok()) << wrong;
  }
  EXPECT_EQ(saveOption(readSave("main=m.safetensors").value()), "main=m.safetensors");
}

TEST(Save, OfAMixIsReadAsItIsWritten) {
  const auto spec = readSave("main@0.7=m.safetensors");
  ASSERT_TRUE(spec.ok());
  EXPECT_EQ(*spec, (SaveSpec{"main", "m.safetensors", 0.7}));
  EXPECT_EQ(saveOption(*spec), "main@0.7=m.safetensors");
  EXPECT_EQ(saveOption(readSave("main@1=m").value()), "main=m");
  EXPECT_EQ(readSave("main@-0.5=a@b").value(), (SaveSpec{"main", "a@b", -0.5}));
}

TEST(Save, OfAMixRefusesOtherSharesAndWhatIsNoTrack) {
  EXPECT_EQ(readSave("main@1.6=m").error().message(),
            "save main: share 1.6 is not allowed; allowed: -0.5 to 1.5, where 0 is raw and 1 the "
            "average");
  EXPECT_EQ(readSave("raw@0.5=m").error().message(),
            "save raw: only a track is mixed with raw; allowed: LABEL@SHARE=FILE");
  for (const char* wrong : {"best.main@0.5=m", "main@=m", "main@half=m", "main@nan=m", "@0.5=m"}) {
    EXPECT_FALSE(readSave(wrong).ok()) << wrong;
  }
}

TEST(Save, RefusesWithoutAFileOrAName) {
  EXPECT_EQ(readSave("main").error().message(),
            "save: 'main' names no file; allowed: raw=FILE or LABEL=FILE");
  EXPECT_FALSE(readSave("main=").ok());
  EXPECT_FALSE(readSave("=m.safetensors").ok());
}

}  // namespace
}  // namespace emascope
