// SPDX-License-Identifier: Apache-2.0
//
// Tables: which column is what, what the targets become, and where each way of being wrong is.
#include "tests/core/data/opened_data.h"
#include "tests/support/temporary_folder.h"

#include <cmath>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Header = DataOptions::Header;

OpenedData csv(const std::string& text, DataOptions options = {}) {
  const TemporaryFolder folder;
  options.path = folder.file("wine.csv", text);
  return openData(options);
}

constexpr const char* kWine =
    "alcohol,ash,cultivar\n14.2,2.4,b\n13.2,2.1,a\n12.3,2.6,b\n13.0,2.2,a\n";

TEST(CsvSource, TheLastColumnIsTheTargetAndTextsAreClasses) {
  const OpenedData wine = csv(kWine);
  ASSERT_EQ(wine.error, "");
  EXPECT_EQ(wine.dataset->size(), 4U);
  EXPECT_THAT(wine.dataset->head().features, ElementsAre("alcohol", "ash"));
  EXPECT_EQ(wine.targets().task, TaskKind::kClassification);
  EXPECT_EQ(wine.targets().name, "cultivar");
  EXPECT_THAT(wine.targets().classes, ElementsAre("a", "b"));
  EXPECT_THAT(wine.targets().labels, ElementsAre(1, 0, 1, 0));
  EXPECT_THAT(wine.sample(2), ElementsAre(12.3F, 2.6F));
  EXPECT_THAT(wine.summary.class_counts, ElementsAre(2U, 2U));
  EXPECT_FLOAT_EQ(static_cast<float>(wine.summary.features[0].most), 14.2F);
  EXPECT_NEAR(wine.summary.features[1].mean, (2.4 + 2.1 + 2.6 + 2.2) / 4.0, 1e-6);
}

TEST(CsvSource, TheTargetIsChosenByNameOrNumber) {
  for (const char* target : {"ash", "2"}) {
    const OpenedData wine = csv("alcohol,ash\n14.2,2.4\n13.2,2.1\n", {.target = target});
    ASSERT_EQ(wine.error, "");
    EXPECT_EQ(wine.targets().task, TaskKind::kRegression);
    EXPECT_THAT(wine.targets().values, ElementsAre(2.4F, 2.1F));
    EXPECT_THAT(wine.dataset->head().features, ElementsAre("alcohol"));
  }
}

TEST(CsvSource, AFirstLineOfNamesIsTold) {
  EXPECT_THAT(csv("5.1,setosa\n4.9,setosa\n6.0,virginica\n").dataset->head().features,
              ElementsAre("c1"));
  EXPECT_EQ(csv("0,1,kind\n1.5,2.5,0\n2.5,1.5,1\n1.0,2.0,0\n3.0,1.0,1\n").dataset->size(), 4U);
  EXPECT_EQ(csv("1,2\n3,4\n5,6\n", {.header = Header::kYes}).dataset->size(), 2U);
  std::string long_table = "x,y\n";
  for (int i = 0; i < 20; ++i) long_table += std::to_string(i) + ",a\n";
  EXPECT_THAT(csv(long_table, {.header = Header::kNo}).error,
              HasSubstr("line 1: column 'c1': 'x' is not a number, as 20 of its 21 values are; "
                        "allowed: numbers in all of the column; --ignore 'c1' leaves it out"));
}

TEST(CsvSource, WholeNumbersOfWhichFewDifferAreClassesUnlessTheTaskIsSaid) {
  const std::string text = "x,y\n1,3\n2,10\n3,3\n4,10\n";
  const OpenedData classes = csv(text);
  EXPECT_THAT(classes.targets().classes, ElementsAre("3", "10"));
  EXPECT_THAT(classes.targets().labels, ElementsAre(0, 1, 0, 1));
  const OpenedData numbers = csv(text, {.task = TaskKind::kRegression});
  EXPECT_THAT(numbers.targets().values, ElementsAre(3.0F, 10.0F, 3.0F, 10.0F));
}

TEST(CsvSource, GuessesThatMayBeMeantOtherwiseAreNoted) {
  const std::string counts = "x,n\n1,3\n2,10\n3,3\n4,10\n5,7\n6,7\n";
  EXPECT_THAT(csv(counts).dataset->head().notes,
              ElementsAre("'n' has 3 different whole numbers and is learned as classes; --task "
                          "regression learns it as numbers"));
  for (const TaskKind task : {TaskKind::kRegression, TaskKind::kClassification}) {
    EXPECT_THAT(csv(counts, {.task = task}).dataset->head().notes, IsEmpty());
  }
  EXPECT_THAT(csv("x,n\n1,3\n2,10\n3,3\n4,10\n").dataset->head().notes, IsEmpty()) << "two";
}

TEST(CsvSource, AColumnThatSeemsToSayTheSplitIsNoted) {
  const std::string text = "x,use,Fold,y\n1,train,1,a\n2,test,2,b\n3,train,1,b\n4,test,2,a\n";
  EXPECT_THAT(
      csv(text).dataset->head().notes,
      testing::IsSupersetOf(
          {"column 'use' contains 'test' and 'train' and is used as an input; "
           "--split-column 'use' takes the splits from it, --ignore 'use' leaves it out",
           "column 'Fold' has a name used for splits and is used as an input; "
           "--split-column 'Fold' takes the splits from it, --ignore 'Fold' leaves it out"}));
  EXPECT_THAT(csv("x,split\n1,train\n2,test\n3,train\n4,test\n").dataset->head().notes,
              ElementsAre(HasSubstr("column 'split' contains 'test' and 'train' and is used as the "
                                    "target; --split-column 'split'")));
  EXPECT_THAT(csv(text, {.ignore = {"Fold"}, .split_column = "use"}).dataset->head().notes,
              IsEmpty());
}

TEST(CsvSource, FractionsThatMayBeThousandsAreNotedAndReadAsIsSaid) {
  const std::string text = "price;kind\n811.692;a\n12.500;b\n999;a\n";
  const OpenedData guessed = csv(text);
  EXPECT_EQ(guessed.sample(0)[0], 811.692F);
  EXPECT_THAT(guessed.dataset->head().notes,
              testing::Contains(HasSubstr("column 'price': every fraction has three digits, as "
                                          "811.692, whose point")));
  EXPECT_THAT(
      csv("price;x;kind\n811.692;1;a\n12.500;2;b\n", {.ignore = {"price"}}).dataset->head().notes,
      testing::Not(testing::Contains(HasSubstr("every fraction"))))
      << "left out";
  const OpenedData said = csv(text, {.decimal_comma = true});
  ASSERT_EQ(said.error, "");
  EXPECT_EQ(said.sample(0)[0], 811692.0F);
}

TEST(CsvSource, TheFileIsNamedWhereAnOptionIsNotForIt) {
  EXPECT_THAT(
      csv(kWine, {.labels = "labels.csv"}).error,
      AllOf(HasSubstr("--labels: "), HasSubstr("wine.csv is a table, which has its target in")));
  EXPECT_THAT(csv(kWine, {.arrays = {"x=a"}}).error, HasSubstr("wine.csv is read as CSV"));
}

TEST(CsvSource, ByteOrderMarkLineEndsAndQuotes) {
  const OpenedData data =
      csv("\xEF\xBB\xBF\"x\"\"1\",\"kind, of\"\r\n\"1.5\",\"a,b\"\r\n\r\n2.5,\"c\nd\"");
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.dataset->head().features, ElementsAre("x\"1"));
  EXPECT_EQ(data.targets().name, "kind, of");
  EXPECT_THAT(data.targets().classes, ElementsAre("a,b", "c\nd"));
}

TEST(CsvSource, ColumnsMayBeLeftOutAndOneMaySayTheSplit) {
  const OpenedData data = csv("id,x,split,y\nn1,1,train,a\nn2,2,val,b\nn3,3,test,a\nn4,4,train,b\n",
                              {.ignore = {"id"}, .split_column = "split"});
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.dataset->head().features, ElementsAre("x"));
  EXPECT_THAT(data.dataset->head().splits,
              ElementsAre(Split::kTrain, Split::kValidation, Split::kTest, Split::kTrain));
  EXPECT_THAT(data.summary.split_counts, ElementsAre(2U, 1U, 1U));
}

TEST(CsvSource, MissingNumbersAreCountedWhereTheyMayBeFilledIn) {
  const OpenedData data = csv("x,y\n1,a\nNA,b\n,a\n4,b\n", {.impute = true});
  ASSERT_EQ(data.error, "");
  EXPECT_EQ(data.summary.features[0].missing, 2U);
  EXPECT_EQ(data.summary.features[0].mean, 2.5);
  EXPECT_TRUE(std::isnan(data.sample(1)[0]));
}

TEST(CsvSource, RowsBeyondOneBlockAreAllThere) {
  std::string text = "a,b,y\n";
  for (int i = 0; i < 70'000; ++i) {
    text += std::to_string(i) + "," + std::to_string(-i) + "," + std::to_string(i % 3) + "\n";
  }
  const OpenedData data = csv(text);
  ASSERT_EQ(data.error, "");
  for (const std::uint64_t i : {0U, 32'767U, 32'768U, 65'536U, 69'999U}) {
    EXPECT_THAT(data.sample(i), ElementsAre(static_cast<float>(i), -static_cast<float>(i)));
    EXPECT_EQ(data.targets().labels[i], static_cast<std::int64_t>(i % 3));
  }
}

TEST(CsvSource, AHundredThousandColumnsAreReadAndAMillionRefused) {
  const auto table = [](int columns) {
    std::string row;
    for (int i = 1; i < columns; ++i) row += "1,";
    return row + "a\n" + row + "b\n";
  };
  EXPECT_EQ(csv(table(100'000)).error, "");
  EXPECT_THAT(csv(table(1'000'000)).error,
              HasSubstr("line 1: has 1000000 columns; allowed: at most 100000"));
}

struct Wrong {
  const char* name;
  const char* text;
  DataOptions options;
  const char* message;
};

class WrongCsv : public testing::TestWithParam<Wrong> {};

TEST_P(WrongCsv, IsRefusedByItsPlace) {
  const OpenedData data = csv(GetParam().text, GetParam().options);
  EXPECT_THAT(data.error, HasSubstr(GetParam().message));
  EXPECT_THAT(data.error, HasSubstr("wine.csv: "));
}

INSTANTIATE_TEST_SUITE_P(
    Tables, WrongCsv,
    testing::Values(
        Wrong{"Ragged", "x,y\n1,a\n1,2,b\n", {}, "line 3: 3 columns; allowed: 2, as in the first"},
        Wrong{"Text",
              "x,y\n1,a\n2,b\n3,a\n4,b\nred,a\n5,b\n6,a\n7,b\n8,a\n9,b\n",
              {},
              "line 6: column 'x': 'red' is not a number, as 9 of its 10 values are"},
        Wrong{"TooLarge", "x,y\n1,a\n1e400,b\n", {}, "'1e400' is beyond the range of float32"},
        Wrong{"BeyondFloat", "x,y\n1,a\n1e39,b\n", {}, "'1e39' is beyond the range of float32"},
        Wrong{"Infinite", "x,y\n1,a\ninf,b\n", {}, "line 3: column 'x': 'inf' is beyond"},
        Wrong{"Missing",
              "x,y\n1,a\n,b\n",
              {},
              "1 number is missing, in line 3: column 'x'; allowed: a number in every row; "
              "--impute"},
        Wrong{"MissingTarget",
              "x,y\n1,a\n2,?\n",
              {.impute = true},
              "line 3: column 'y': the target is missing"},
        Wrong{
            "NoSuchTarget", "x,y\n1,a\n2,b\n", {.target = "z"}, "has no column 'z'; allowed: x, y"},
        Wrong{"TargetNumber", "x,y\n1,a\n2,b\n", {.target = "3"}, "has no column '3'"},
        Wrong{"TargetTwice", "y,x,y\n1,2,3\n2,3,4\n", {.target = "y"}, "column 'y' appears twice"},
        Wrong{"OneClass", "x,y\n1,a\n2,a\n", {}, "has one class in y: 'a'; allowed: at least two"},
        Wrong{"OneRow", "x,y\n1,a\n", {}, "has one sample; allowed: at least 2"},
        Wrong{"NoRow", "x,y\n", {}, "has column names but no rows"},
        Wrong{"OnlyBlank", "\n \n\r\n", {}, "is empty"},
        Wrong{"OneColumn", "y\na\nb\n", {}, "has no column besides the target 'y'"},
        Wrong{"AllIgnored",
              "x,y\n1,a\n2,b\n",
              {.ignore = {"x"}},
              "leaves no column to learn from besides the target 'y'; allowed: fewer columns in "
              "--ignore"},
        Wrong{"OnlyTextForRegression",
              "x,y\n1,a\n2,b\n",
              {.task = TaskKind::kRegression},
              "line 2: 'y' has text; allowed: numbers"},
        Wrong{"TextForNumberedClasses",
              "x,y\n1,a\n2,b\n",
              {.classes = 2},
              "line 2: the label is text; allowed: 0 to 1; without --classes"},
        Wrong{"ClassesOfFractions",
              "x,y\n1,0.5\n2,1\n",
              {.task = TaskKind::kClassification},
              "numbers that are not whole"},
        Wrong{"LabelTooLarge",
              "x,y\n1,0\n2,3\n",
              {.classes = 3},
              "line 3: label 3 is out of range; allowed: 0 to 2"},
        Wrong{"LabelNegative", "x,y\n1,0\n2,-1\n", {.classes = 3}, "line 3: label -1 is out of"},
        Wrong{"UnknownPart",
              "x,p,y\n1,train,a\n2,holdout,b\n",
              {.split_column = "p"},
              "line 3: column 'p': 'holdout' is not a split; allowed: train, validation or test"},
        Wrong{"OpenQuote", "x,y\n1,\"a\n2,b\n", {}, "a quote is out of place or has no end"},
        Wrong{
            "TooMuch", "x,y\n1,a\n2,b\n", {.memory_budget = 1000}, "line 2: the table needs more"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(CsvSource, NumbersBeyondFloat32AreRefusedOrLeftOutWithTheirRow) {
  const std::string text =
      "a,b,y\n1,2,0.5\n2,inf,1.5\n3,4,2.5\n1e400,5,3.5\n5,6,-inf\n6,8,5.5\n7,7,1e39\n9,1,7.5\n";
  EXPECT_THAT(
      csv(text).error,
      HasSubstr(
          "wine.csv: line 3: column 'b': 'inf' is beyond the range of float32; allowed: finite "
          "numbers up to 3.4e38; --skip-corrupt leaves such rows out"));
  EXPECT_THAT(csv("a,y\n1,0.5\n2,inf\n3,2.5\n").error,
              HasSubstr("'y' has a number that is not a finite float32; allowed: finite numbers up "
                        "to 3.4e38; --skip-corrupt leaves such rows out"));
  const OpenedData skipped = csv(text, {.skip_corrupt = true});
  ASSERT_EQ(skipped.error, "");
  EXPECT_EQ(skipped.dataset->size(), 4U);
  EXPECT_THAT(skipped.sample(1), ElementsAre(3.0F, 4.0F));
  EXPECT_THAT(skipped.sample(3), ElementsAre(9.0F, 1.0F));
  EXPECT_THAT(skipped.targets().values, ElementsAre(0.5F, 2.5F, 5.5F, 7.5F));
  ASSERT_EQ(skipped.summary.left_out.size(), 4U);
  EXPECT_THAT(skipped.summary.left_out[1],
              HasSubstr("line 5: column 'a': '1e400' is beyond the range of float32"));
  EXPECT_THAT(skipped.summary.left_out[3],
              HasSubstr("line 8: column 'y': '1e39' is beyond the range of float32"));
}

TEST(CsvSource, AnIndexThatPandasWroteIsNoFeature) {
  const OpenedData indexed = csv(",a,y\n0,1.5,2.5\n2,0.5,1\n1,3,4.5\n");
  ASSERT_EQ(indexed.error, "");
  EXPECT_THAT(indexed.dataset->head().features, ElementsAre("a"));
  EXPECT_THAT(indexed.dataset->head().notes,
              testing::Contains("columns left out: c1 (no name and another whole number in each "
                                "row, as the index of pandas)"));
  EXPECT_THAT(indexed.sample(1), ElementsAre(0.5F));
  // One with a name, one that repeats, and one that is not whole are features.
  for (const char* text :
       {"n,a,y\n0,1.5,2.5\n1,0.5,1\n2,3,4.5\n", ",a,y\n0,1.5,2.5\n1,0.5,1\n1,3,4.5\n",
        ",a,y\n0,1.5,2.5\n1.5,0.5,1\n2,3,4.5\n"}) {
    EXPECT_EQ(csv(text).dataset->head().features.size(), 2U) << text;
  }
}

TEST(CsvSource, ColumnsOfOneNameAreTold) {
  EXPECT_THAT(
      csv("a,a,y\n1,2,0.5\n2,3,1.5\n3,5,2.5\n").dataset->head().notes,
      testing::Contains("several columns have the same name, 'a'; options take their numbers"));
}

}  // namespace
}  // namespace emascope
