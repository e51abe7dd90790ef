// SPDX-License-Identifier: Apache-2.0
//
// Arrays that numpy wrote, of every type and order, and arrays that are wrong in one way each.
#include "core/series/npy_reader.h"
#include "tests/core/series/series_rows.h"
#include "tests/support/temporary_folder.h"

#include <array>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using std::string_literals::operator""s;

std::string golden(const std::string& name) {
  return EMASCOPE_SOURCE_DIR "/tests/golden/npy/" + name + ".npy";
}

/// A pipe with all of `bytes` in it, as standard input; what was there comes back.
class AsStandardInput {
 public:
  explicit AsStandardInput(const std::string& bytes) : before_(::dup(STDIN_FILENO)) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe(ends.data()), 0);
    EXPECT_EQ(::write(ends[1], bytes.data(), bytes.size()), ssize_t(bytes.size()));
    ::close(ends[1]);
    ::dup2(ends[0], STDIN_FILENO);
    ::close(ends[0]);
  }
  ~AsStandardInput() {
    ::dup2(before_, STDIN_FILENO);
    ::close(before_);
  }
  AsStandardInput(const AsStandardInput&) = delete;
  AsStandardInput& operator=(const AsStandardInput&) = delete;

 private:
  int before_;
};

struct Typed {
  const char* name;
  double offset;
  bool byte;  ///< only the last two digits are kept
};
void PrintTo(const Typed& typed, std::ostream* out) { *out << typed.name; }

class NpyType : public testing::TestWithParam<Typed> {};

TEST_P(NpyType, IsReadElementByElement) {
  const SeriesRows series = readSeries(golden(GetParam().name));
  EXPECT_EQ(series.error, "");
  EXPECT_THAT(series.columns, ElementsAre("x[0][0]", "x[0][1]", "x[1][0]", "x[1][1]"));
  ASSERT_EQ(series.rows.size(), 3U);
  for (int t = 0; t < 3; ++t) {
    for (int i = 0; i < 4; ++i) {
      const int plain = 100 * t + 10 * (i / 2) + i % 2 - int(GetParam().offset);
      const int kept = GetParam().byte ? (plain + 100) % 100 : plain;
      EXPECT_EQ(series.rows[std::size_t(t)][std::size_t(i)], kept) << t << ' ' << i;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(OfNumpy, NpyType,
                         testing::Values(Typed{"lef8", 5, false}, Typed{"bef8", 5, false},
                                         Typed{"lef4", 5, false}, Typed{"bef4", 5, false},
                                         Typed{"lef2", 5, false}, Typed{"lei8", 5, false},
                                         Typed{"bei8", 5, false}, Typed{"lei4", 5, false},
                                         Typed{"lei2", 5, false}, Typed{"i1", 5, true},
                                         Typed{"leu8", 0, false}, Typed{"leu4", 0, false},
                                         Typed{"leu2", 0, false}, Typed{"u1", 0, true}),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Npy, FortranOrderHasTheSameElements) {
  const SeriesRows expected = readSeries(golden("lef8"));
  const SeriesRows series = readSeries(golden("fortran"));
  EXPECT_EQ(series.error, "");
  ASSERT_EQ(series.rows.size(), 3U);
  for (std::size_t i = 0; i < 4; ++i) {
    const auto at = std::find(series.columns.begin(), series.columns.end(), expected.columns[i]);
    ASSERT_NE(at, series.columns.end());
    for (std::size_t t = 0; t < 3; ++t) {
      EXPECT_EQ(series.rows[t][std::size_t(at - series.columns.begin())], expected.rows[t][i]);
    }
  }
}

TEST(Npy, OneAxisIsOneSeries) {
  const SeriesRows series = readSeries(golden("one_axis"), {.allow_non_finite = true});
  EXPECT_THAT(series.columns, ElementsAre("x"));
  ASSERT_EQ(series.rows.size(), 4U);
  EXPECT_EQ(series.rows[0][0], 0.5);
  EXPECT_TRUE(std::isnan(series.rows[1][0]));
  EXPECT_EQ(series.rows[2][0], -std::numeric_limits<double>::infinity());
  EXPECT_THAT(readSeries(golden("one_axis")).error,
              HasSubstr("one_axis.npy: row 2, column 'x': nan is not a finite number"));
}

TEST(Npy, TruthsAreOneAndNought) {
  EXPECT_THAT(readSeries(golden("bool")).rows,
              ElementsAre(ElementsAre(1.0), ElementsAre(0.0), ElementsAre(1.0)));
}

TEST(Npy, EachVersionOfTheFormat) {
  for (const char* name : {"version1", "version2", "version3"}) {
    EXPECT_THAT(readSeries(golden(name)).rows, ElementsAre(ElementsAre(1.5, 2.5))) << name;
  }
}

TEST(Npy, ElementsAreChosenByNameOrNumber) {
  for (const char* name : {"lef8", "fortran"}) {
    EXPECT_THAT(readSeries(golden(name), {.columns = {"x[1][0]"}}).rows,
                ElementsAre(ElementsAre(5.0), ElementsAre(105.0), ElementsAre(205.0)));
  }
  EXPECT_THAT(readSeries(golden("lef8"), {.columns = {"4", "1"}}).rows[0], ElementsAre(6.0, -5.0));
}

TEST(Npy, AnArrayStreams) {
  const AsStandardInput input(TemporaryFolder::contents(golden("lef8")));
  const SeriesRows series = readSeries("-");
  EXPECT_EQ(series.error, "");
  EXPECT_EQ(series.rows, readSeries(golden("lef8")).rows);
}

TEST(Npy, FortranOrderDoesNotStream) {
  const AsStandardInput input(TemporaryFolder::contents(golden("fortran")));
  EXPECT_THAT(readSeries("-").error,
              HasSubstr("standard input: is in Fortran order, which cannot be streamed"));
}

TEST(Npy, AFileAsStandardInputIsReadFromWhereItStands) {
  const TemporaryFolder folder;
  const std::string path =
      folder.file("two.npy", "rest" + TemporaryFolder::contents(golden("fortran")));
  const int before = ::dup(STDIN_FILENO);
  const int file = ::open(path.c_str(), O_RDONLY);
  ::lseek(file, 4, SEEK_SET);
  ::dup2(file, STDIN_FILENO);
  const SeriesRows series = readSeries("-");
  ::dup2(before, STDIN_FILENO);
  ::close(before);
  ::close(file);
  EXPECT_EQ(series.error, "");
  EXPECT_EQ(series.rows, readSeries(golden("fortran")).rows);
}

TEST(Npy, AStreamThatEndsEarlyOrLateIsSaidSo) {
  const std::string whole = TemporaryFolder::contents(golden("lef8"));
  {
    const AsStandardInput input(whole.substr(0, whole.size() - 1));
    EXPECT_THAT(readSeries("-").error, HasSubstr("standard input: ends in row 3 of 3"));
  }
  const AsStandardInput input(whole + "!");
  EXPECT_THAT(readSeries("-").error, HasSubstr("standard input: has data after its last row"));
}

/// Version 1.0 with `literal`, a line end, and `data`.
std::string npy(const std::string& literal, const std::string& data = {}) {
  std::string bytes = "\x93NUMPY\1\0"s;
  bytes += static_cast<char>(literal.size() + 1);
  bytes += static_cast<char>((literal.size() + 1) >> 8U);
  return bytes + literal + "\n" + data;
}

std::string shaped(const std::string& shape, std::size_t bytes = 0) {
  return npy("{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }",
             std::string(bytes, '\0'));
}

struct WrongNpyFile {
  const char* name;
  std::string bytes;
  std::string why;
};
void PrintTo(const WrongNpyFile& wrong, std::ostream* out) { *out << wrong.name; }

class WrongNpy : public testing::TestWithParam<WrongNpyFile> {};

TEST_P(WrongNpy, IsRefusedWithTheReason) {
  const TemporaryFolder folder;
  const std::string error = readSeries(folder.file("wrong.npy", GetParam().bytes)).error;
  EXPECT_THAT(error, HasSubstr("wrong.npy: "));
  EXPECT_THAT(error, HasSubstr(GetParam().why));
}

INSTANTIATE_TEST_SUITE_P(
    Starts, WrongNpy,
    testing::Values(WrongNpyFile{"MagicAlone", "\x93NUMPY"s, "ends within its header"},
                    WrongNpyFile{"NoLength", "\x93NUMPY\2\0\0\0"s, "ends within its header"},
                    WrongNpyFile{"Version4", "\x93NUMPY\4\0\0\0\0\0"s, "is NPY version 4.0"},
                    WrongNpyFile{"Version1_1", "\x93NUMPY\1\1\0\0"s, "is NPY version 1.1"},
                    WrongNpyFile{"LengthBeyondTheFile", "\x93NUMPY\1\0\x50\0{'descr'"s,
                                 "ends within its header"},
                    WrongNpyFile{"LengthBeyondTheCap", "\x93NUMPY\2\0\xFF\xFF\xFF\xFF{}"s,
                                 "announces a header of 4294967295 bytes"}),
    [](const auto& test) { return std::string(test.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Literals, WrongNpy,
    testing::Values(
        WrongNpyFile{"NoDictionary", npy("[1]"), "header is not a dictionary"},
        WrongNpyFile{"Open", npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,)"),
                     "header is not a dictionary"},
        WrongNpyFile{"After", npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} + x"),
                     "has trailing data after its dictionary"},
        WrongNpyFile{"Lacking", npy("{'descr': '<f8', 'shape': (1,)}"),
                     "lacks descr, fortran_order"},
        WrongNpyFile{"Twice", npy("{'descr': '<f8', 'descr': '<f8'}"), "has descr twice"},
        WrongNpyFile{"Unknown", npy("{'descr': '<f8', 'order': 1}"), "has the key 'order'"},
        WrongNpyFile{"Type", npy("{'descr': '<f3', }"), "has the type '<f3'"},
        WrongNpyFile{"TypeWithoutOrder", npy("{'descr': 'f8', }"), "has the type 'f8'"},
        WrongNpyFile{"Truth", npy("{'fortran_order': 1, }"), "neither True nor False"},
        WrongNpyFile{"Call", npy("{'shape': __import__('os').system('true')}"), "not a tuple"},
        WrongNpyFile{"ShapeOpen", npy("{'shape': (1, 2"), "not a tuple"},
        WrongNpyFile{"Negative", shaped("(-1,)"), "not a tuple"},
        WrongNpyFile{"TooLong", shaped("(18446744073709551616,)"), "whole numbers below 2^64"}),
    [](const auto& test) { return std::string(test.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Sizes, WrongNpy,
    testing::Values(
        WrongNpyFile{"Overflow", shaped("(4294967296, 4294967296)", 8), "beyond 2^64 bytes"},
        WrongNpyFile{"WrapsToItsSize", shaped("(2305843009213693953,)", 8), "beyond 2^64 bytes"},
        WrongNpyFile{"Truncated", shaped("(3, 2)", 47),
                     "has 47 bytes of data, but its header announces 48"},
        WrongNpyFile{"TooMuch", shaped("(3, 2)", 49),
                     "has 49 bytes of data, but its header announces 48"},
        WrongNpyFile{"Lying", shaped("(1000000000000,)", 8), "has 8 bytes"},
        WrongNpyFile{"TooManyColumns", shaped("(1, 1048577)", 8 * 1048577),
                     "1048577 elements in a row"},
        WrongNpyFile{"NoRows", shaped("(0, 18446744073709551615)"), "which has no elements"},
        WrongNpyFile{"NoColumns", shaped("(3, 0)"), "(3, 0), which has no elements"},
        WrongNpyFile{"NoAxis", shaped("()", 8), "holds a single number"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(Npy, WhatNumpySavesAndIsNoSeriesIsRefused) {
  EXPECT_THAT(readSeries(golden("complex")).error, HasSubstr("has the type '<c16'"));
  EXPECT_THAT(readSeries(golden("record")).error, HasSubstr("a record array?"));
  EXPECT_THAT(readSeries(golden("no_axis")).error, HasSubstr("holds a single number"));
  EXPECT_THAT(readSeries(golden("no_rows")).error, HasSubstr("(0, 2), which has no elements"));
}

/// More rows than a block of the reader holds, so that blocks meet.
TEST(Npy, ALongFortranArrayIsReadBlockByBlock) {
  constexpr std::size_t kRows = 200000;
  std::string data(kRows * 2 * sizeof(double), '\0');
  for (std::size_t i = 0; i < kRows * 2; ++i) {
    const auto value = double(i);
    std::memcpy(data.data() + i * sizeof(double), &value, sizeof(double));
  }
  const TemporaryFolder folder;
  const std::string path = folder.file(
      "f.npy", npy("{'descr': '<f8', 'fortran_order': True, 'shape': (200000, 2), }", data));
  const SeriesRows series = readSeries(path);
  ASSERT_EQ(series.rows.size(), kRows) << series.error;
  for (std::size_t t = 0; t < kRows; ++t) {
    ASSERT_EQ(series.rows[t][0], double(t));
    ASSERT_EQ(series.rows[t][1], double(t + kRows));
  }
}

}  // namespace
}  // namespace emascope
