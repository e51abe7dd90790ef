// SPDX-License-Identifier: Apache-2.0
//
// emascope-engine smooth over tables with gaps, with a column of steps, and weighted by it.
#include "tests/app/engine/smooth/smooth_fixture.h"

#include <cmath>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Two series that were logged at different steps, as an export of two runs has them.
TEST_F(Smooth, EachColumnIsAveragedOverItsOwnValues) {
  const CsvColumns columns =
      smoothed("step,a,b\n0,1,10\n1,,30\n2,3,\n3,NA,50\n4,5,null\n",
               {"--x", "step", "--skip-non-finite", "--track", "t:schedule=constant,beta=0.5"});
  const std::string text = contents(path("out.csv"));
  EXPECT_EQ(text.substr(0, text.find('\n')),
            "step,a,a.mean,a.t,a.t.decay,a.t.action,b,b.mean,b.t,b.t.decay,b.t.action");
  EXPECT_THAT(columns.at("a.t"), ElementsAre("1", "1", "2", "2", "3.5"));
  EXPECT_THAT(columns.at("b.t"), ElementsAre("10", "20", "20", "35", "35"));
  EXPECT_THAT(columns.at("a.mean"), ElementsAre("1", "1", "2", "2", "3"));
  EXPECT_THAT(columns.at("b.mean"), ElementsAre("10", "20", "20", "30", "30"));
  EXPECT_THAT(columns.at("a.t.action"), ElementsAre("copy", "skip", "blend", "skip", "blend"));
  EXPECT_THAT(columns.at("b.t.decay"), ElementsAre("0", "0.5", "nan", "0.5", "nan"));
  EXPECT_THAT(columns.at("a"), ElementsAre("1", "nan", "3", "nan", "5"));
}

TEST_F(Smooth, WhatWasSkippedIsCounted) {
  const std::string table = file("in.csv", "a,b,c\n1,,5\n2,-,6\n3,inf,7\n4,1,\n");
  const Outcome outcome = engine({"smooth", "--input", table, "--output", path("out.csv"),
                                  "--skip-non-finite", "--track", "t:schedule=uniform"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("column 'b': 3 of 4 values missing or not finite"));
  EXPECT_THAT(outcome.err, HasSubstr("column 'c': 1 of 4 values missing or not finite"));
  EXPECT_THAT(outcome.err, testing::Not(HasSubstr("column 'a'")));
}

/// Validation and training on alternate rows: no row is whole.
TEST_F(Smooth, ATableWithoutAWholeRow) {
  const CsvColumns columns = smoothed("epoch,step,train,val\n0,9,1,\n0,9,,4\n1,19,3,\n1,19,,2\n",
                                      {"--skip-non-finite", "--column", "train", "--column", "val",
                                       "--track", "t:schedule=uniform"});
  EXPECT_EQ(columns.at("train.t").back(), "2");
  EXPECT_EQ(columns.at("val.t").back(), "3");
  EXPECT_EQ(columns.at("val.t").front(), "nan");
}

TEST_F(Smooth, PerRowAMissingValueSkipsTheRow) {
  const std::string table = file("in.csv", "a,b\n2,1\n,1\n4,inf\n4,1\n");
  const Outcome outcome =
      engine({"smooth", "--input", table, "--output", path("out.csv"), "--skip-non-finite",
              "--per-row", "--track", "t:schedule=constant,beta=0.5"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("2 of 4 rows skipped"));
  const CsvColumns columns = csv(path("out.csv"));
  EXPECT_THAT(columns.at("t.action"), ElementsAre("copy", "skip", "skip", "blend"));
  EXPECT_THAT(columns.at("a.t"), ElementsAre("2", "2", "2", "3"));
}

TEST_F(Smooth, AnEditCountsRowsAndAReseedTakesTheColumnsOwnLastValue) {
  const CsvColumns columns = smoothed(
      "a,b\n0,8\n4,\n16,\n32,4\n", {"--skip-non-finite", "--track", "t:schedule=constant,beta=0.5",
                                    "--set", "4:t.reseed=1,beta=0.25"});
  EXPECT_EQ(columns.at("a.t").back(), "28");  // 16 and 32
  EXPECT_EQ(columns.at("b.t").back(), "5");   // 8 and 4
}

TEST_F(Smooth, XIsCarriedThroughAsItIsSpelled) {
  const std::string table = file("in.csv", "a,time\n1,\"mon, 8\"\n3,2024-01-02T03:04\n5,007\n");
  ASSERT_EQ(engine({"smooth", "--input", table, "--output", path("out.csv"), "--x", "time"}).code,
            0);
  EXPECT_EQ(contents(path("out.csv")),
            "time,a,a.mean\n\"mon, 8\",1,1\n2024-01-02T03:04,3,2\n007,5,3\n");
  const std::string array = EMASCOPE_SOURCE_DIR "/tests/golden/npy/lef8.npy";
  ASSERT_EQ(engine({"smooth", "--input", array, "--output", path("out.csv"), "--x", "2"}).code, 0);
  EXPECT_THAT(contents(path("out.csv")), testing::StartsWith("x[0][1],x[0][0],"));
}

TEST_F(Smooth, WeightedByXTheDecayIsThatOfOneUnit) {
  const CsvColumns columns =
      smoothed("s,a\n0,8\n1,4\n3,2\n",
               {"--x", "s", "--weight-by", "x", "--track", "t:schedule=constant,beta=0.5",
                "--track", "h:schedule=half-life,half_life=1,debias=true"});
  EXPECT_THAT(columns.at("a.t"), ElementsAre("8", "6", "3"));
  EXPECT_THAT(columns.at("t.decay"), ElementsAre("0", "0.5", "0.25"));
  // (8/2 + 4)/(1/2 + 1), then (8/8 + 4/4 + 2)/(1/8 + 1/4 + 1)
  EXPECT_DOUBLE_EQ(std::stod(columns.at("a.h")[1]), 8.0 / 1.5);
  EXPECT_DOUBLE_EQ(std::stod(columns.at("a.h")[2]), 4.0 / 1.375);
}

/// The whole way from a table, against pandas (tests/golden/record_time_weighted.py).
TEST_F(Smooth, WeightedByTimeItIsWhatPandasMakesOfIt) {
  std::ifstream recorded(EMASCOPE_SOURCE_DIR "/tests/golden/time_weighted.json");
  const auto golden = nlohmann::json::parse(recorded);
  std::string table = "x,y\n";
  for (std::size_t i = 0; i < golden.at("x").size(); ++i) {
    table += golden.at("x")[i].dump() + "," + golden.at("gaps")[i].dump() + "\n";
  }
  const CsvColumns columns =
      smoothed(table, {"--x", "x", "--weight-by", "x", "--skip-non-finite", "--debias", "--track",
                       "t:schedule=half-life,half_life=" + golden.at("half_life").dump()});
  const auto& expected = golden.at("gaps_adjusted");
  ASSERT_EQ(columns.at("y.t").size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    ASSERT_NEAR(std::stod(columns.at("y.t")[i]), expected[i].get<double>(), 1e-12) << i;
  }
}

TEST_F(Smooth, ValuesAtTheSameXWeighOneEachWithDebias) {
  const CsvColumns columns = smoothed(
      "s,a\n0,8\n0,4\n1,3\n",
      {"--x", "s", "--weight-by", "x", "--debias", "--track", "t:schedule=constant,beta=0.5"});
  EXPECT_THAT(columns.at("a.t"), ElementsAre("8", "6", "4.5"));
}

/// Two columns that share a step, on two rows, are no repetition.
TEST_F(Smooth, EachColumnHasItsOwnX) {
  const CsvColumns columns = smoothed("s,a,b\n0,8,\n0,,1\n2,4,\n2,,9\n",
                                      {"--x", "s", "--weight-by", "x", "--skip-non-finite",
                                       "--track", "t:schedule=constant,beta=0.5"});
  EXPECT_EQ(columns.at("a.t").back(), "5");
  EXPECT_EQ(columns.at("b.t").back(), "7");
}

struct WrongColumns {
  const char* name;
  std::string table;
  std::vector<std::string> arguments;
  std::vector<const char*> words;
};
void PrintTo(const WrongColumns& wrong, std::ostream* out) { *out << wrong.name; }

class WrongColumn : public Smooth, public testing::WithParamInterface<WrongColumns> {};

TEST_P(WrongColumn, IsRefusedAndNothingIsWritten) {
  const Outcome outcome = refused(GetParam().table, GetParam().arguments);
  for (const char* const word : GetParam().words) EXPECT_THAT(outcome.err, HasSubstr(word));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, WrongColumn,
    testing::Values(
        WrongColumns{
            "Missing", "a\n1\nn/a\n", {}, {"line 3, column 'a': 'n/a' is missing", "--skip"}},
        WrongColumns{"Nothing", "a,b\nNA,\n,nan\n", {"--skip-non-finite"}, {"no row of finite"}},
        WrongColumns{"PerRow", "a\n1\n", {"--per-row"}, {"per-row: needs --skip-non-finite"}},
        WrongColumns{"XUnknown", "a\n1\n", {"--x", "step"}, {"has no column 'step'"}},
        WrongColumns{"XAlone", "a\n1\n", {"--x", "a"}, {"has no column besides 'a'"}},
        WrongColumns{
            "WeightWord", "s,a\n1,1\n", {"--weight-by", "y"}, {"'y' is not known", "rows, x"}},
        WrongColumns{"WeightAlone", "s,a\n1,1\n", {"--weight-by", "x"}, {"needs --x", "--x"}},
        WrongColumns{"XFalls",
                     "s,a\n1,1\n3,1\n2,1\n",
                     {"--x", "s", "--weight-by", "x"},
                     {"line 4, column 's': 2 comes after 3"}},
        WrongColumns{"XText",
                     "s,a\n1,1\nmon,1\n",
                     {"--x", "s", "--weight-by", "x"},
                     {"line 3, column 's': 'mon' is not a finite number"}},
        WrongColumns{"XTwice",
                     "s,a\n1,1\n1,1\n",
                     {"--x", "s", "--weight-by", "x", "--track", "t:schedule=constant,beta=0.5"},
                     {"line 3, column 'a' has a second value at s 1", "track t", "--debias"}},
        WrongColumns{"WeightRule",
                     "s,a\n1,1\n",
                     {"--x", "s", "--weight-by", "x", "--track", "t:schedule=uniform"},
                     {"track t: schedule: 'uniform' counts updates"}},
        WrongColumns{"Zeros",
                     "a\n1\n",
                     {"--track", "t:schedule=constant,beta=1,debias=true"},
                     {"track t: debias: the decay is 1", "would stay zero"}},
        WrongColumns{"Names",
                     "a\n1\n",
                     {"--track", "t:schedule=uniform,ignore=b"},
                     {"track t: ignore: 'b' matches no column", "the names are a"}},
        WrongColumns{"Strip", "a\n1\n", {"--strip", "a."}, {"strip: is for files of tensors"}},
        WrongColumns{"Key", "a\n1\n", {"--key", "a"}, {"key: is for files of tensors"}}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace emascope
