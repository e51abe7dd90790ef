// SPDX-License-Identifier: Apache-2.0
//
// Options of data that a format does not use are refused.
#include "core/data/option_use.h"

#include "tests/core/data/made_arrays.h"
#include "tests/core/data/opened_data.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

class OptionUse : public testing::Test {
 protected:
  TemporaryFolder folder_;
};

TEST_F(OptionUse, ATableHasNoAxesArraysOrPictures) {
  const std::string table = folder_.file("t.csv", "a,b\n1,0\n2,1\n");
  EXPECT_EQ(openData({.path = table, .layout = DataOptions::Layout::kNhwc}).error,
            "--layout: applies to the axes of arrays, but " + table +
                " is read as CSV; allowed: with IDX, NPY or NPZ");
  EXPECT_THAT(openData({.path = table, .arrays = {"x=a"}}).error,
              HasSubstr("--array: applies to the arrays of an archive"));
  EXPECT_EQ(openData({.path = table, .image_size = 8}).error,
            "--image-size: applies to picture files, but " + table +
                " is read as CSV; allowed: with folder of pictures");
  EXPECT_THAT(openData({.path = table, .image_channels = 1}).error,
              HasSubstr("--image-channels: applies to picture files"));
}

TEST_F(OptionUse, AnArrayHasNoColumnsWithNames) {
  const std::string array =
      folder_.file("a.npy", npyOf<float>("<f4", "4, 3", {1, 2, 0, 2, 3, 1, 3, 4, 0, 4, 5, 1}));
  ASSERT_EQ(openData({.path = array}).error, "");
  EXPECT_THAT(openData({.path = array, .ignore = {"1"}}).error,
              HasSubstr("--ignore: applies to named columns and arrays, but"));
  EXPECT_THAT(openData({.path = array, .split_column = "1"}).error,
              HasSubstr("--split-column: applies to the columns of a table"));
  EXPECT_THAT(openData({.path = array, .delimiter = ';'}).error,
              HasSubstr("--delimiter: applies to tables"));
  EXPECT_THAT(openData({.path = array, .texts = DataOptions::Texts::kOrdinal}).error,
              HasSubstr("--categorical: applies to the text columns of a table"));
}

TEST_F(OptionUse, ATableOfLabelsIsATable) {
  const std::string array =
      folder_.file("a.npy", npyOf<float>("<f4", "4, 2", {1, 2, 2, 3, 3, 4, 4, 5}));
  const std::string labels = folder_.file("l.csv", "kind\n0\n1\n0\n1\n");
  EXPECT_EQ(openData({.path = array, .labels = labels, .header = DataOptions::Header::kYes}).error,
            "");
}

TEST_F(OptionUse, AnArrayOfLabelsIsNoTable) {
  const std::string array =
      folder_.file("a.npy", npyOf<float>("<f4", "4, 2", {1, 2, 2, 3, 3, 4, 4, 5}));
  const std::string labels = folder_.file("l.npy", npyOf<std::int64_t>("<i8", "4", {0, 1, 0, 1}));
  ASSERT_EQ(openData({.path = array, .labels = labels}).error, "");
  EXPECT_EQ(openData({.path = array, .target = "2", .labels = labels}).error,
            "--target: applies to the columns of a table, but " + labels +
                " is read as NPY; allowed: with labels in a table");
  EXPECT_THAT(openData({.path = array, .labels = labels, .header = DataOptions::Header::kNo}).error,
              HasSubstr("--header: applies to tables, but " + labels));
  EXPECT_THAT(openData({.path = array, .labels = labels, .delimiter = ';'}).error,
              HasSubstr("--delimiter: applies to tables, but " + labels));
  EXPECT_THAT(openData({.path = array, .labels = labels, .decimal_comma = true}).error,
              HasSubstr("--decimal: applies to tables, but " + labels));
}

}  // namespace
}  // namespace emascope
