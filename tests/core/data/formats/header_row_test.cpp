// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/header_row.h"

#include "core/series/csv_guess.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

bool named(const std::string& text) {
  const auto guess = guessCsvLayout(text, true, {}, "t.csv");
  EXPECT_TRUE(guess.ok());
  return guess && looksLikeNames(guess->rows, guess->layout);
}

TEST(HeaderRow, NamesAreTextsAboveNumbers) {
  EXPECT_TRUE(named("x,y\n1,2\n3,4\n"));
  EXPECT_TRUE(named("x,y\n1,?\n?,4\n"));
  EXPECT_TRUE(named(",height,kind\n1,2.5,a\n2,3.5,b\n"));
  EXPECT_TRUE(named("a;b\n1,5;x\n2,5;y\n"));
}

TEST(HeaderRow, ANumberAboveNumbersIsAValue) {
  EXPECT_FALSE(named("37, Private, 48211, <=50K\n29, ?, 120044, <=50K\n52, Self, 20964, >50K\n"));
  EXPECT_FALSE(named("5.1,setosa\n4.9,setosa\n6.0,virginica\n"));
  EXPECT_FALSE(named("1,2\n3,4\n"));
}

TEST(HeaderRow, RisingNumbersMayNameColumnsBesideTexts) {
  EXPECT_TRUE(named("0,1,kind\n1.5,2.5,0\n2.5,1.5,1\n"));
  EXPECT_FALSE(named("9,1,unknown\n1.5,2.5,0\n2.5,1.5,1\n"));
}

TEST(HeaderRow, OneStrayTextMakesNoColumnOfTexts) {
  std::string text = "x,y\n";
  for (int i = 0; i < 30; ++i) text += std::to_string(i) + ",1\n";
  EXPECT_TRUE(named(text + "oops,1\n"));
}

TEST(HeaderRow, TextsThatComeAgainBelowAreValues) {
  EXPECT_FALSE(named("p,x,s\ne,x,s\ne,b,y\np,x,y\n"));
  EXPECT_TRUE(named("class,cap,bruises\ne,x,s\ne,b,y\np,x,y\n"));
}

TEST(HeaderRow, AFileAboveFilesIsAFile) {
  EXPECT_FALSE(named("a/1.png,dog\na/2.png,cat\nb/3.png,horse\n"));
  EXPECT_TRUE(named("file,label\n1.png,dog\n2.png,cat\n"));
  EXPECT_TRUE(named("name,label\nn1,dog\nn2,cat\n"));
}

TEST(HeaderRow, ALineAloneIsNames) { EXPECT_TRUE(named("x,y\n")); }

}  // namespace
}  // namespace emascope
