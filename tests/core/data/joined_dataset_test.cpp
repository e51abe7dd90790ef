// SPDX-License-Identifier: Apache-2.0
//
// Validation and test samples in files of their own.
#include "core/data/batches/scaling.h"
#include "core/data/split.h"
#include "tests/core/data/opened_data.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class JoinedFiles : public testing::Test {
 protected:
  [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
    return folder_.file(name, text);
  }
  [[nodiscard]] DataOptions tables(const std::string& validation, const std::string& test) const {
    DataOptions options{.path = file("train.csv", "x,y,kind\n1,2,b\n3,4,a\n5,6,c\n7,8,a\n")};
    if (!validation.empty()) options.validation.path = file("val.csv", validation);
    if (!test.empty()) options.test.path = file("test.csv", test);
    return options;
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(JoinedFiles, AreTheGivenSplits) {
  const OpenedData opened = openData(tables("x,y,kind\n10,20,c\n", "x,y,kind\n30,40,a\n50,60,b\n"));
  ASSERT_EQ(opened.error, "");
  EXPECT_THAT(opened.targets().classes, ElementsAre("a", "b", "c"));
  EXPECT_THAT(opened.targets().labels, ElementsAre(1, 0, 2, 0, 2, 0, 1));
  EXPECT_THAT(opened.sample(4), ElementsAre(10, 20));
  EXPECT_THAT(opened.sample(6), ElementsAre(50, 60));
  EXPECT_THAT(opened.dataset->place(6), HasSubstr("test.csv, line 3"));
  const auto split = splitSamples(*opened.dataset, {});
  ASSERT_TRUE(split.ok());
  EXPECT_THAT(split->train, ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(split->validation, ElementsAre(4));
  EXPECT_THAT(split->test, ElementsAre(5, 6));
  const auto scaling = fitScaling(*opened.dataset, split->train, 1);
  ASSERT_TRUE(scaling.ok());
  EXPECT_THAT(scaling->scaling.mean, ElementsAre(4, 5));  // of the training samples alone
}

TEST_F(JoinedFiles, ForTheTestAloneLeaveValidationToTheTrainingSamples) {
  const OpenedData opened = openData(tables("", "x,y,kind\n30,40,a\n"));
  ASSERT_EQ(opened.error, "");
  const auto split = splitSamples(*opened.dataset, {.validation = 0.25});
  ASSERT_TRUE(split.ok());
  EXPECT_EQ(split->train.size(), 3U);
  EXPECT_EQ(split->validation.size(), 1U);
  EXPECT_THAT(split->test, ElementsAre(4));
}

TEST_F(JoinedFiles, OfNumbersToLearnAreReadAsTheTrainingSamplesAre) {
  DataOptions options{.path = file("train.csv", "x,y\n1,0.5\n2,1.5\n3,2.5\n")};
  options.test.path = file("test.csv", "x,y\n4,1\n5,1\n");  // alone they would be one class
  const OpenedData opened = openData(options);
  ASSERT_EQ(opened.error, "");
  EXPECT_EQ(opened.targets().task, TaskKind::kRegression);
  EXPECT_THAT(opened.targets().values, ElementsAre(0.5F, 1.5F, 2.5F, 1.0F, 1.0F));
}

TEST_F(JoinedFiles, ThatDoNotFitAreRefusedByBothNames) {
  EXPECT_THAT(openData(tables("x,y,kind\n1,2,d\n", "")).error,
              HasSubstr("val.csv: line 2 has the class 'd', which "));
  EXPECT_THAT(openData(tables("", "x,kind\n1,a\n")).error,
              HasSubstr("test.csv: lacks the column 'y', which "));
  EXPECT_THAT(openData(tables("", "x,y,z,kind\n1,2,3,a\n")).error,
              HasSubstr("test.csv: has the column 'z', which "));
  EXPECT_THAT(openData(tables("", "x,why,kind\n1,2,a\n")).error,
              HasSubstr("has; it has the column 'why' instead; allowed: all columns of "));
  EXPECT_THAT(openData(tables("", "x,y\n1,2\n")).error,
              HasSubstr("test.csv: has no column 'kind'; allowed: x, y"));
  const std::string order = openData(tables("y,x,kind\n1,2,a\n", "")).error;
  EXPECT_THAT(order, HasSubstr("val.csv: has the features 'y' and 'x', but "));
  EXPECT_THAT(order,
              HasSubstr("train.csv has 'x' and 'y'; allowed: the same features in the same order"));
  EXPECT_THAT(openData(tables("x,y,kind\n1,oops,a\n", "")).error, HasSubstr("val.csv"));
  DataOptions missing = tables("", "");
  missing.test.path = "/nowhere/test.csv";
  EXPECT_THAT(openData(missing).error, HasSubstr("/nowhere/test.csv: cannot be read"));
  DataOptions splits{.path = file("s.csv", "x,split,kind\n1,train,a\n2,val,b\n3,train,b\n"),
                     .split_column = "split"};
  splits.test.path = file("test.csv", "x,split,kind\n1,test,a\n");
  EXPECT_THAT(openData(splits).error, HasSubstr("already defines validation and test samples"));
}

TEST_F(JoinedFiles, MayHaveColumnsToIgnoreOfTheirOwn) {
  DataOptions options = tables("note,x,y,kind\nq,1,2,a\n", "x,y,kind\n1,2,b\n");
  EXPECT_THAT(openData(options).error, HasSubstr("val.csv: has the column 'note', which "));
  options.ignore = {"note"};
  EXPECT_EQ(openData(options).error, "");
  options.path = file("named.csv", "id,x,y,kind\n9,1,2,a\n8,2,3,b\n");
  options.ignore = {"note", "id"};
  const OpenedData opened = openData(options);
  ASSERT_EQ(opened.error, "");
  EXPECT_THAT(opened.sample(2), ElementsAre(1, 2));
  options.ignore.emplace_back("nowhere");
  EXPECT_THAT(openData(options).error, HasSubstr("--ignore: neither " + options.path +
                                                 " nor the other files have 'nowhere'; "
                                                 "allowed: a column or array of one of them"));
}

}  // namespace
}  // namespace emascope
